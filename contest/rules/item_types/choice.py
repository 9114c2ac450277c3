"""What all types with options have in common."""

from contest.rules.items import Item, Problem
from contest.rules.vietnamese import tidy

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8


def option_problems(item: Item) -> list[Problem]:
    found = []
    if not FEWEST_OPTIONS <= len(item.options) <= MOST_OPTIONS:
        found.append(Problem("option_count", details={"count": len(item.options)}))
    folded = [tidy(o).casefold() for o in item.options]
    if any(not o for o in folded):
        found.append(Problem("empty_option"))
    if len(set(folded)) < len(folded):
        found.append(Problem("repeated_option"))
    if not item.key:
        found.append(Problem("missing_key"))
    elif not all(0 <= k < len(item.options) for k in item.key):
        found.append(Problem("key_outside_options"))
    return found
