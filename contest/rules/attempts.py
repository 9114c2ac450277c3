"""The clock of one attempt. All times are server UTC milliseconds."""


def deadline_ms(started_ms: int, *, minutes: int, closes_ms: int, extra_minutes: int = 0) -> int:
    """`min(start + minutes + extra time, round end)`; the round end gives way to nobody's extra time."""
    return min(started_ms + (minutes + extra_minutes) * 60_000, closes_ms)


def accepts_saves_until(deadline: int, grace_seconds: int) -> int:
    """Exclusive bound of the arrivals that still count."""
    return deadline + grace_seconds * 1000


def finish_ms(arrival_ms: int, deadline: int) -> int:
    """When the attempt ended for ranking: a paper handed in during grace finished at its deadline."""
    return min(arrival_ms, deadline)
