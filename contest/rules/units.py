"""The unit tree as a plain value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from contest.rules.vietnamese import text_key


@dataclass(frozen=True)
class UnitNode:
    """One unit. `headcounts` are (counted on, people) in date order, of the unit itself."""

    id: int
    code: str
    name: str
    kind: str = ""
    emulation_group: str = ""
    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    open_entry: bool = False
    headcounts: tuple[tuple[date, int], ...] = ()
    successors: tuple[int, ...] = ()

    def exists(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def headcount(self, on: date) -> int | None:
        """Biên chế as last counted on or before `on`; before the first count, the first one."""
        if not self.headcounts:
            return None
        known = [people for counted, people in self.headcounts if counted <= on]
        return known[-1] if known else self.headcounts[0][1]


@dataclass(frozen=True)
class UnitTree:
    nodes: Mapping[int, UnitNode] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[UnitNode]) -> "UnitTree":
        return cls({n.id: n for n in nodes})

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = {}
        for node in self.nodes.values():
            found.setdefault(node.parent_id, []).append(node.id)
        return found

    @cached_property
    def by_code(self) -> dict[str, UnitNode]:
        return {n.code: n for n in self.nodes.values()}

    def subtree(self, unit_id: int) -> frozenset[int]:
        """The unit and everything below it."""
        found, waiting = set(), [unit_id]
        while waiting:
            here = waiting.pop()
            if here not in found and here in self.nodes:
                found.add(here)
                waiting.extend(self.children.get(here, ()))
        return frozenset(found)

    def ancestors(self, unit_id: int) -> list[UnitNode]:
        """From the root down to the unit's parent."""
        path: list[UnitNode] = []
        parent = self.nodes[unit_id].parent_id if unit_id in self.nodes else None
        while parent is not None and parent in self.nodes and len(path) <= len(self.nodes):
            path.append(self.nodes[parent])
            parent = self.nodes[parent].parent_id
        return path[::-1]

    def headcount_below(self, unit_id: int, on: date) -> int:
        """Headcounts of the unit and of every living unit below it, summed."""
        return sum(self.nodes[i].headcount(on) or 0 for i in self.subtree(unit_id) if self.nodes[i].exists(on))

    def successor(self, unit_id: int, on: date) -> int:
        """The unit that stands for this one on a day, following mergers; itself if none does."""
        seen = set()
        while unit_id in self.nodes and unit_id not in seen:
            seen.add(unit_id)
            node = self.nodes[unit_id]
            if node.exists(on) or not node.successors:
                return unit_id
            unit_id = node.successors[0]
        return unit_id

    def in_order(self, roots: Iterable[int]) -> list[tuple[int, UnitNode]]:
        """The roots and all below them as (depth, node), parents first, siblings in Vietnamese order."""
        found: list[tuple[int, UnitNode]] = []

        def sorted_ids(ids: Iterable[int]) -> list[int]:
            return sorted(ids, key=lambda i: (text_key(self.nodes[i].name), i), reverse=True)

        waiting = [(0, i) for i in sorted_ids(roots)]
        seen: set[int] = set()
        while waiting:
            depth, here = waiting.pop()
            if here not in seen:
                seen.add(here)
                found.append((depth, self.nodes[here]))
                waiting.extend((depth + 1, i) for i in sorted_ids(self.children.get(here, ())))
        return found

    def tops(self, ids: frozenset[int]) -> list[int]:
        """Of these units, those whose parent is not one of them."""
        return [i for i in ids if i in self.nodes and self.nodes[i].parent_id not in ids]

    def path(self, unit_id: int) -> str:
        """Where the unit stands, from its parent up: "Phường An Hòa, Tỉnh Bình Minh"."""
        return ", ".join(n.name for n in reversed(self.ancestors(unit_id)))
