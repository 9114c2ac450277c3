"""When a round ends after it was given more time."""

_MINUTE = 60_000


def over(closes_ms: int, now_ms: int) -> bool:
    """Is the window past? Then further minutes count from now, not from the old end."""
    return now_ms >= closes_ms


def extended_end(closes_ms: int, minutes: int, now_ms: int) -> int:
    """The new end, always in the future: so many minutes after the old one, or, once that is past,
    after the next whole minute (windows are set by the minute)."""
    if over(closes_ms, now_ms):
        closes_ms = -(-now_ms // _MINUTE) * _MINUTE
    return closes_ms + minutes * _MINUTE
