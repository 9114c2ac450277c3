"""Live standings of units: participation, mean score, points; along the tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contest.rules.days import vietnam_day
from contest.rules.refusals import Refused
from contest.rules.unit_ranking import UnitPlace, hundredths, rank_units
from contest.rules.unit_rollup import Tally, arena, full_marks, lines_each, lines_under, on_the_day, packed, unpacked
from contest.rules.units import UnitNode, UnitTree
from contest.services.actors import unit_tree
from contest.services.board_sources import Standpoint, counted
from contest.services.snapshots import shared_snapshot, snapshot
from contest.storage import boards

FRESH_MS = 3_000


@dataclass(frozen=True)
class UnitFilters:
    """What of the unit board is looked at. `under`: code of the unit whose children are listed,
    empty for where the contest's board begins; `each`: every unit by itself, without rollup."""

    under: str = ""
    group: str = ""
    size: str = ""
    each: bool = False


@dataclass(frozen=True)
class UnitRow:
    place: UnitPlace
    unit: UnitNode
    deeper: bool  # has living units below it to look into
    itself: bool  # the parent's own people, listed beside its children

    @property
    def rate(self) -> int | None:
        """Participation in hundredths of a percent."""
        return None if self.place.line.rate is None else hundredths(self.place.line.rate)

    @property
    def points(self) -> int | None:
        """Ranking points in hundredths."""
        return None if self.place.points is None else hundredths(self.place.points)


@dataclass(frozen=True)
class UnitBoard:
    """A unit board as it stood at `at_ms`. `path`: units from the board's beginning down to the one
    whose children are listed. `groups` and `sizes`: what may be filtered by."""

    standpoint: Standpoint
    rows: tuple[UnitRow, ...]
    path: tuple[UnitNode, ...]
    groups: tuple[str, ...]
    sizes: tuple[str, ...]
    on: date
    at_ms: int

    @property
    def by_group(self) -> dict[str, list[UnitRow]]:
        """Rows under the group they are ranked in, in the board's order."""
        found: dict[str, list[UnitRow]] = {}
        for row in self.rows:
            found.setdefault(row.place.group, []).append(row)
        return found


def unit_board(standpoint: Standpoint, filters: UnitFilters, now_ms: int) -> UnitBoard:
    """The units of a round, ranked by its formula. Raises Refused("not_found") for an unknown unit."""
    return snapshot(("units", standpoint.key, filters), now_ms, FRESH_MS, lambda: _board(standpoint, filters, now_ms))


def _board(standpoint: Standpoint, filters: UnitFilters, now_ms: int) -> UnitBoard:
    tree, tallies, on = _figures(standpoint, now_ms)
    start = arena(tree, standpoint.contest_unit_id, tallies)
    if filters.under and filters.under not in tree.by_code:
        raise Refused("not_found")
    parent = tree.by_code[filters.under].id if filters.under else start
    lines = lines_each(tree, tallies, parent, on) if filters.each else lines_under(tree, tallies, parent, on)
    places = rank_units(standpoint.rules.units, lines)
    rows = tuple(
        _row(tree, place, on, itself=not filters.each and place.line.unit_id == parent)
        for place in places
        if (not filters.group or place.line.emulation_group == filters.group)
        and (not filters.size or place.size_group == filters.size)
    )
    return UnitBoard(
        standpoint,
        rows,
        _path(tree, start, parent),
        tuple(sorted({line.emulation_group for line in lines if line.emulation_group})),
        tuple(g.name for g in standpoint.rules.units.size_groups),
        on,
        now_ms,
    )


def _figures(standpoint: Standpoint, now_ms: int) -> tuple[UnitTree, Mapping[int, Tally], date]:
    """One grouped statement serves every view of the round's units for a moment."""
    rules = standpoint.rules
    tallies = shared_snapshot(
        ("tallies", standpoint.key),
        now_ms,
        FRESH_MS,
        lambda: boards.tallies(counted(standpoint.facts, now_ms), full_marks(rules), rules.units.pass_mark_percent),
        pack=packed,
        unpack=unpacked,
    )
    tree, on = unit_tree(), vietnam_day(rules.closes_ms)
    return tree, on_the_day(tree, tallies, on), on


def _row(tree: UnitTree, place: UnitPlace, on: date, *, itself: bool) -> UnitRow:
    unit_id = place.line.unit_id
    below = any(tree.nodes[c].exists(on) for c in tree.children.get(unit_id, ()))
    return UnitRow(place, tree.nodes[unit_id], below and not itself, itself)


def _path(tree: UnitTree, start: int, parent: int) -> tuple[UnitNode, ...]:
    path = [*tree.ancestors(parent), tree.nodes[parent]]
    ids = [node.id for node in path]
    return tuple(path[ids.index(start) :] if start in ids else path)


def top_units(board: UnitBoard, most: int) -> dict[str, list[UnitRow]]:
    """The first ranked units of each group: about `most` in all, shared evenly, at least one each."""
    ranked = {g: [r for r in rows if r.place.place is not None] for g, rows in board.by_group.items()}
    ranked = {g: rows for g, rows in ranked.items() if rows}
    return {g: rows[: max(1, most // len(ranked))] for g, rows in ranked.items()}
