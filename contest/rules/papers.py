"""Drawing a paper: which item versions, in which order, with which order of options."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from contest.rules.blueprint import Drawable, fill, matches
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division

__all__ = ["Drawable", "PaperLine", "draw", "suited"]


@dataclass(frozen=True)
class PaperLine:
    """One question of a paper. The n-th displayed option is the item's option `permutation[n]`."""

    version_id: int
    permutation: tuple[int, ...]


def suited(division: Division, available: Sequence[Drawable]) -> list[Drawable]:
    """The items that address everyone, or someone who competes in the division."""
    return [i for i in available if not i.audience or not set(i.audience).isdisjoint(division.categories)]


def draw(
    division: Division, available: Sequence[Drawable], seed: str, *, shuffle_items: bool, shuffle_options: bool
) -> list[PaperLine]:
    """Draw by the division's blueprint; the same seed on the same bank gives the same paper.

    Without `shuffle_items` the questions keep the order of the blueprint. Raises
    Refused("bank_too_small") where a cell cannot be filled.
    """
    chance = random.Random(seed)  # noqa: S311 - the seed is secret, the draw must be repeatable
    stock = sorted(suited(division, available), key=lambda i: i.version_id)
    candidates = [[i for i in stock if matches(cell, i)] for cell in division.blueprint]
    for fitting in candidates:
        chance.shuffle(fitting)
    chosen = fill(division.blueprint, candidates)
    for cell, found in zip(division.blueprint, chosen, strict=True):
        if len(found) < cell.count:
            raise Refused("bank_too_small", topic=cell.topic, wanted=cell.count, available=len(found))
    questions = [i for found in chosen for i in sorted(found, key=lambda i: i.item_id)]
    if shuffle_items:
        chance.shuffle(questions)
    return [PaperLine(i.version_id, _order(i.option_count, chance, shuffle_options)) for i in questions]


def _order(count: int, chance: random.Random, shuffle: bool) -> tuple[int, ...]:
    order = list(range(count))
    if shuffle:
        chance.shuffle(order)
    return tuple(order)
