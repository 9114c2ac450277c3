"""Trả lời ngắn: a word or phrase, compared without regard to case, spacing or final full stop."""

from typing import Any

from contest.rules.items import Item, Problem
from contest.rules.vietnamese import tidy

LONGEST_ANSWER = 200  # characters


def problems(item: Item) -> list[Problem]:
    return [] if any(tidy(a) for a in item.accepted) else [Problem("missing_key")]


def wellformed(response: Any, item: Item) -> bool:
    return isinstance(response, str) and len(response) <= LONGEST_ANSWER


def answered(response: Any) -> bool:
    return bool(response and tidy(response))


def credit(response: Any, item: Item) -> float:
    return 1.0 if response and _comparable(response) in {_comparable(a) for a in item.accepted} else 0.0


def right_response(item: Item) -> str:
    return item.accepted[0]


def _comparable(text: str) -> str:
    return tidy(text).casefold().rstrip(" .")
