"""Sắp thứ tự: the options stand in their right order; kept as a draft until it can be played."""

from contest.rules.item_types.choice import option_problems
from contest.rules.items import Item, Problem

PLAYABLE = False


def problems(item: Item) -> list[Problem]:
    return [p for p in option_problems(item) if p.code != "missing_key"]
