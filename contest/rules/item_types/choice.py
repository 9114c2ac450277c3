"""What all types with options have in common."""

from contest.rules.items import Item, Problem
from contest.rules.vietnamese import tidy

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # by which options are named on every page and paper
FEWEST_OPTIONS, MOST_OPTIONS = 2, len(LETTERS)


def option_problems(item: Item) -> list[Problem]:
    found = []
    if not FEWEST_OPTIONS <= len(item.options) <= MOST_OPTIONS:
        found.append(Problem("option_count", details={"count": len(item.options)}))
    texts = [tidy(o) for o in item.options]
    folded = [text.casefold() for text in texts]
    if any(not o for o in folded):
        found.append(Problem("empty_option"))
    if len(set(folded)) < len(folded):
        # Two equal distractors are untidy; a right option that also stands as a wrong one is unfair. What
        # differs in capitals alone may be what the question is about ("NULL" or "null"): a person should look.
        unfair = any(texts.count(texts[k]) > 1 for k in item.key if 0 <= k < len(texts))
        found.append(Problem("repeated_option", severity="error" if unfair else "warning"))
    if not item.key:
        found.append(Problem("missing_key"))
    elif not all(0 <= k < len(item.options) for k in item.key):
        found.append(Problem("key_outside_options"))
    return found


def option_index(value: str) -> int | None:
    """The option a form field's value names; None for anything but a plain small number."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 2 else None
