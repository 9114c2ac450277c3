"""The clock of one attempt, and which of a person's attempts counts. Times: server UTC milliseconds."""

from contest.rules.rulesets import Counting


def deadline_ms(started_ms: int, *, minutes: int, closes_ms: int, extra_minutes: int = 0) -> int:
    """`min(start + minutes + extra time, round end)`; the round end gives way to nobody's extra time."""
    return min(started_ms + (minutes + extra_minutes) * 60_000, closes_ms)


def finish_ms(arrival_ms: int, deadline: int) -> int:
    """When the attempt ended for ranking: a paper handed in during grace finished at its deadline."""
    return min(arrival_ms, deadline)


def replaces(counting: Counting, new_key: str, old_key: str) -> bool:
    """Does a person's newest attempt take the place of the one that counted so far?

    The keys are live keys of both under today's number of attempts: the best attempt is the one
    that stands higher on the live board; of two equals the earlier one counts.
    """
    if counting is Counting.BEST:
        return new_key < old_key
    return counting is Counting.LAST
