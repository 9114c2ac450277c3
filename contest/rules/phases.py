"""Where a round stands. The phase is computed from times, never stored."""

from enum import StrEnum


class Phase(StrEnum):
    DRAFT = "draft"  # not announced: seen by its organisers only
    UPCOMING = "upcoming"
    OPEN = "open"
    ENDING = "ending"  # the window is over, papers in grace may still be saved
    ENDED = "ended"  # nothing can change any more; waits to be closed and ranked
    CLOSED = "closed"  # ranked by all rules
    PROVISIONAL = "provisional"  # published for comment
    OFFICIAL = "official"


def phase(
    now_ms: int,
    *,
    announced: bool,
    opens_ms: int,
    closes_ms: int,
    grace_seconds: int,
    closed_ms: int | None = None,
    published: str | None = None,
) -> Phase:
    """The phase at `now_ms`; each interval includes its start and excludes its end.

    `published` is the kind of the newest publication ("provisional" or "official"), if any.
    """
    if not announced:
        return Phase.DRAFT
    if published:
        return Phase(published)
    if closed_ms is not None:
        return Phase.CLOSED
    if now_ms < opens_ms:
        return Phase.UPCOMING
    if now_ms < closes_ms:
        return Phase.OPEN
    if now_ms < closes_ms + grace_seconds * 1000:
        return Phase.ENDING
    return Phase.ENDED


def rules_locked(where: Phase) -> bool:
    """From its opening on, a round's rules change only by a numbered amendment."""
    return where not in {Phase.DRAFT, Phase.UPCOMING}
