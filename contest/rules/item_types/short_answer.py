"""Trả lời ngắn: a word or phrase, compared without regard to case, spacing or final full stop. Where
the accepted answers have weights, an answer earns its own, no more than all and no less than nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from contest.rules.items import Item, Problem
from contest.rules.vietnamese import tidy

PLAYABLE = True
LONGEST_ANSWER = 200  # characters


def problems(item: Item) -> list[Problem]:
    found = [] if any(tidy(a) for a in item.accepted) else [Problem("missing_key")]
    if item.weights and max(item.weights) < 100:
        found.append(Problem("no_full_mark", details={"best": f"{max(item.weights):g}"}))
    return found


def wellformed(response: Any, item: Item) -> bool:
    return isinstance(response, str) and len(response) <= LONGEST_ANSWER


def answered(response: Any) -> bool:
    return bool(response and tidy(response))


def credit(response: Any, item: Item) -> float:
    given = _comparable(response or "")
    if not given:
        return 0.0
    weights = item.weights or (100.0,) * len(item.accepted)
    earned = [weight for answer, weight in zip(item.accepted, weights, strict=True) if _comparable(answer) == given]
    return min(1.0, max(0.0, max(earned, default=0.0) / 100))


def right_response(item: Item) -> str:
    return item.accepted[item.weights.index(max(item.weights))] if item.weights else item.accepted[0]


def _comparable(text: str) -> str:
    return tidy(text).casefold().rstrip(" .")


def from_fields(name: str, fields: Mapping[str, Sequence[str]], item: Item) -> Any:
    return " ".join(fields.get(name, ())).strip() or None
