"""Filling an exam blueprint from a bank: which items go into which cell.

Cells may overlap (an empty topic or level matches any), and of each enemy group at most one item
may be chosen, in whatever cell. So filling is a matching of cells to groups, not a simple count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contest.rules.rulesets import BlueprintCell


@dataclass(frozen=True)
class Drawable:
    """What the draw must know about one item version. `option_count` is 0 for types without options."""

    version_id: int
    item_id: int
    topic: str
    level: str
    type: str
    enemy_group: str = ""
    option_count: int = 0
    audience: tuple[str, ...] = ()

    @property
    def group(self) -> str | int:
        """Items of one group never share a paper; an item without enemies is a group of its own."""
        return self.enemy_group or self.item_id


@dataclass(frozen=True)
class Shortfall:
    """A cell the bank cannot fill: `available` of `wanted` items can be found for it."""

    cell: BlueprintCell
    wanted: int
    available: int


def matches(cell: BlueprintCell, item: Drawable) -> bool:
    return (not cell.topic or cell.topic == item.topic) and (cell.level is None or cell.level == item.level)


def fill(cells: Sequence[BlueprintCell], candidates: Sequence[Sequence[Drawable]]) -> list[list[Drawable]]:
    """As many items as possible per cell, earlier candidates preferred; `candidates[n]` fit cell n.

    The narrowest cells choose first, so that a cell that takes anything does not starve them; a
    cell that finds nothing left takes an item from a cell that can do without it.
    """
    owner: dict[str | int, tuple[int, Drawable]] = {}

    def place(cell: int, asked: set[int]) -> bool:
        for item in candidates[cell]:
            if item.group not in owner:
                owner[item.group] = (cell, item)
                return True
        for item in candidates[cell]:
            holder = owner[item.group][0]
            if holder not in asked:
                asked.add(holder)
                if place(holder, asked):
                    owner[item.group] = (cell, item)
                    return True
        return False

    for n in sorted(range(len(cells)), key=lambda n: (not cells[n].topic) + (cells[n].level is None)):
        for _ in range(cells[n].count):
            if not place(n, {n}):
                break
    chosen: list[list[Drawable]] = [[] for _ in cells]
    for holder, item in owner.values():
        chosen[holder].append(item)
    return chosen


def shortfalls(blueprint: Sequence[BlueprintCell], available: Sequence[Drawable]) -> list[Shortfall]:
    """The cells that cannot be filled from `available` (already cut to the division's audience)."""
    chosen = fill(blueprint, [[i for i in available if matches(cell, i)] for cell in blueprint])
    return [
        Shortfall(cell, cell.count, len(found))
        for cell, found in zip(blueprint, chosen, strict=True)
        if len(found) < cell.count
    ]
