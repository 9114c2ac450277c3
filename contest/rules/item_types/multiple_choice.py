"""Chọn nhiều: all right options and no other must be ticked."""

from collections.abc import Mapping, Sequence
from typing import Any

from contest.rules.item_types.choice import option_index, option_problems
from contest.rules.items import Item, Problem

PLAYABLE = True


def problems(item: Item) -> list[Problem]:
    found = option_problems(item)
    if item.options and len(item.key) == len(item.options):
        found.append(Problem("all_options_right", severity="warning"))
    return found


def wellformed(response: Any, item: Item) -> bool:
    return (
        isinstance(response, list)
        and all(type(r) is int and 0 <= r < len(item.options) for r in response)
        and len(set(response)) == len(response)
    )


def answered(response: Any) -> bool:
    return bool(response)


def credit(response: Any, item: Item) -> float:
    return 1.0 if response and set(response) == set(item.key) else 0.0


def right_response(item: Item) -> list[int]:
    return sorted(item.key)


def from_fields(name: str, fields: Mapping[str, Sequence[str]], item: Item) -> Any:
    ticked = {option_index(value) for value in fields.get(name, ())}
    return sorted(n for n in ticked if n is not None) or None
