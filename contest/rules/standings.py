"""What is ranked: one line per person, and places that equals share."""

from collections.abc import Sequence
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
