"""Grading a paper. Responses are in canonical option indexes, so no shuffle is needed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Item


@dataclass(frozen=True)
class Grade:
    """`score` in hundredths of a point; `correct` counts the items answered fully right."""

    score: int
    correct: int
    all_correct: bool


def response_to(item: Item, position: int, responses: Mapping[str, Any]) -> Any:
    """What was answered at a 0-based position; None where nothing, or nothing our page could send."""
    response = responses.get(str(position))
    return response if ITEM_TYPES[item.type].wellformed(response, item) else None


def grade(items: Sequence[Item], responses: Mapping[str, Any], points_per_item: int) -> Grade:
    """`items` in the paper's order; `responses` by 0-based position ("0", "1", …).

    An ill-formed response counts as none. Part credit is rounded to whole hundredths, item by item.
    """
    credits = [
        ITEM_TYPES[item.type].credit(response_to(item, n, responses), item)
        if responses.get(str(n)) is not None
        else 0.0
        for n, item in enumerate(items)
    ]
    correct = sum(c == 1.0 for c in credits)
    score = sum(int(c * points_per_item + 0.5) for c in credits)
    return Grade(score, correct, bool(items) and correct == len(items))


def answered_count(items: Sequence[Item], responses: Mapping[str, Any]) -> int:
    return sum(ITEM_TYPES[item.type].answered(response_to(item, n, responses)) for n, item in enumerate(items))
