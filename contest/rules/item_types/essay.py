"""Tự luận: a text that a judge marks; kept as a draft until that can be done here."""

from contest.rules.items import Item, Problem

PLAYABLE = False


def problems(_item: Item) -> list[Problem]:
    return []
