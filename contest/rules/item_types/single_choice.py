"""Chọn một: 2–26 options, exactly one is right."""

from collections.abc import Mapping, Sequence
from typing import Any

from contest.rules.item_types.choice import option_index, option_problems
from contest.rules.items import Item, Problem

PLAYABLE = True


def problems(item: Item) -> list[Problem]:
    found = option_problems(item)
    if len(item.key) > 1:
        found.append(Problem("too_many_keys", details={"count": len(item.key)}))
    return found


def wellformed(response: Any, item: Item) -> bool:
    return type(response) is int and 0 <= response < len(item.options)


def answered(response: Any) -> bool:
    return response is not None


def credit(response: Any, item: Item) -> float:
    return 1.0 if (response,) == item.key[:1] else 0.0


def right_response(item: Item) -> int:
    return item.key[0]


def from_fields(name: str, fields: Mapping[str, Sequence[str]], item: Item) -> Any:
    return option_index(next(iter(fields.get(name, ())), ""))
