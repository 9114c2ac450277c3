"""Ghép đôi: each left side has its right one; kept as a draft until it can be played."""

from contest.rules.items import Item, Problem
from contest.rules.vietnamese import tidy

PLAYABLE = False
FEWEST_PAIRS = 2


def problems(item: Item) -> list[Problem]:
    pairs = [(left, right) for left, right in item.pairs if tidy(left)]
    if len(pairs) < FEWEST_PAIRS:
        return [Problem("too_few_pairs", details={"count": len(pairs)})]
    return [] if all(tidy(right) for _, right in pairs) else [Problem("empty_option")]
