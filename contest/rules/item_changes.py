"""What becomes of the parts of an item that a form does not show when somebody rewrites the rest."""

from dataclasses import replace
from typing import Any

from contest.rules.items import Item


def rewritten(base: Item, **changes: Any) -> Item:
    """The item with these fields changed.

    Weights belong to one set of answers and go when it changes; what is said of a choice stays with
    its text; pictures stay as long as some text shows them.
    """
    item = replace(base, **changes)
    if (item.type, item.options, item.key, item.accepted) != (base.type, base.options, base.key, base.accepted):
        said = dict(zip(base.options or base.accepted, base.feedback, strict=False))
        feedback = tuple(said.get(answer, "") for answer in item.options or item.accepted)
        item = replace(item, weights=(), feedback=feedback if any(feedback) else ())
    if item.type != base.type:
        item = replace(item, pairs=(), numbers=())
    texts = "\n".join([item.stem, item.explanation, *item.options, *item.accepted, *item.feedback])
    texts += "\n".join(side for pair in item.pairs for side in pair)
    return replace(item, pictures=tuple(p for p in base.pictures if p.mark in texts))
