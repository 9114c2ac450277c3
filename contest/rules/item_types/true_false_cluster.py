"""Đúng/sai: each statement is judged true or false; the credit is the share judged rightly."""

from collections.abc import Mapping, Sequence
from typing import Any

from contest.rules.item_types.choice import option_problems
from contest.rules.items import Item, Problem

PLAYABLE = True


def problems(item: Item) -> list[Problem]:
    # All statements may be false: then the key is empty, which is no mistake here.
    return [p for p in option_problems(item) if p.code != "missing_key"]


def wellformed(response: Any, item: Item) -> bool:
    return (
        isinstance(response, list)
        and len(response) == len(item.options)
        and all(r is None or type(r) is bool for r in response)
    )


def answered(response: Any) -> bool:
    return bool(response) and all(r is not None for r in response)


def credit(response: Any, item: Item) -> float:
    if not response:
        return 0.0
    right = sum(said is (n in item.key) for n, said in enumerate(response))
    return right / len(item.options)


def right_response(item: Item) -> list[bool]:
    return [n in item.key for n in range(len(item.options))]


def from_fields(name: str, fields: Mapping[str, Sequence[str]], item: Item) -> Any:
    said = [{"1": True, "0": False}.get("".join(fields.get(f"{name}-{n}", ()))) for n in range(len(item.options))]
    return None if all(s is None for s in said) else said
