"""Trả lời số: a number within a tolerance; kept as a draft until it can be played."""

from contest.rules.items import Item, Problem

PLAYABLE = False


def problems(item: Item) -> list[Problem]:
    return [] if item.numbers else [Problem("missing_key")]
