"""What is ranked: one line per person, and places that equals share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One person's counted attempt in a round, or the sum of their counted rounds.

    Scores in hundredths of a point, times in milliseconds. `prediction_error` is None before the
    round is closed and for a paper without a prediction.
    """

    person_id: int
    score: int
    elapsed_ms: int
    finished_ms: int
    attempts: int
    registered_ms: int
    prediction_error: int | None = None


def shared_places(keys: Sequence[object], *, first: int = 1) -> list[int]:
    """Places of keys already in order: equals share one, the next counts everyone before (1, 1, 3)."""
    places: list[int] = []
    for index, key in enumerate(keys):
        places.append(places[-1] if index and key == keys[index - 1] else first + index)
    return places


def summed(lines: Iterable[Line]) -> Line:
    """One person's rounds as one line: scores, times and attempts added, the last finish, the
    first registration. One round without a known prediction error leaves the sum unknown."""
    rounds = list(lines)
    errors = [line.prediction_error for line in rounds]
    return Line(
        person_id=rounds[0].person_id,
        score=sum(line.score for line in rounds),
        elapsed_ms=sum(line.elapsed_ms for line in rounds),
        finished_ms=max(line.finished_ms for line in rounds),
        attempts=sum(line.attempts for line in rounds),
        registered_ms=min(line.registered_ms for line in rounds),
        prediction_error=None if None in errors else sum(error or 0 for error in errors),
    )
