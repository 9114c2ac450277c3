"""From people's standings to the lines of units: along the tree, on the closing day."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contest.rules.rulesets import RuleSet
from contest.rules.unit_ranking import UnitLine
from contest.rules.units import UnitTree


@dataclass(frozen=True)
class Tally:
    """What one unit's own people did; adds up, because a person counts in one unit only."""

    entrants: int = 0
    score_sum: int = 0
    percent_sum: Fraction = Fraction(0)
    passed: int = 0
    attempts: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.entrants + other.entrants,
            self.score_sum + other.score_sum,
            self.percent_sum + other.percent_sum,
            self.passed + other.passed,
            self.attempts + other.attempts,
        )


def packed(tallies: Mapping[int, Tally]) -> bytes:
    """Tallies by unit id as JSON, for another process to read."""
    rows = [
        (unit_id, t.entrants, t.score_sum, *t.percent_sum.as_integer_ratio(), t.passed, t.attempts)
        for unit_id, t in tallies.items()
    ]
    return json.dumps(rows).encode()


def unpacked(content: bytes) -> dict[int, Tally]:
    return {
        unit_id: Tally(entrants, score, Fraction(over, under), passed, attempts)
        for unit_id, entrants, score, over, under, passed, attempts in json.loads(content)
    }


def full_marks(rules: RuleSet) -> dict[str, int]:
    """Division → its best possible score, in hundredths of a point."""
    return {d.code: d.item_count * rules.points_per_item for d in rules.divisions}


def on_the_day(tree: UnitTree, tallies: Mapping[int, Tally], on: date) -> dict[int, Tally]:
    """Tallies of units that ended given to the unit that stands for them on the day."""
    found: dict[int, Tally] = {}
    for unit_id, tally in tallies.items():
        heir = tree.successor(unit_id, on)
        found[heir] = found.get(heir, Tally()) + tally
    return found


def arena(tree: UnitTree, organiser_id: int, entered: Iterable[int]) -> int:
    """The unit whose direct children compete: the lowest one at or above the organising unit that
    has units below it and holds every unit people entered for."""
    wanted = {u for u in entered if u in tree.nodes}
    path = [organiser_id, *(node.id for node in reversed(tree.ancestors(organiser_id)))]
    for unit_id in path:
        if tree.children.get(unit_id) and wanted <= tree.subtree(unit_id):
            return unit_id
    return path[-1]


def line_of_itself(tree: UnitTree, tallies: Mapping[int, Tally], unit_id: int, on: date) -> UnitLine:
    """A unit's own people against its own headcount. `tallies` as of `on_the_day`."""
    return _line(tree, unit_id, tallies.get(unit_id, Tally()), tree.nodes[unit_id].headcount(on))


def line_below(tree: UnitTree, tallies: Mapping[int, Tally], unit_id: int, on: date) -> UnitLine:
    """A unit with everything below it. `tallies` as of `on_the_day`."""
    total = Tally()
    for below in tree.subtree(unit_id):
        total = total + tallies.get(below, Tally())
    return _line(tree, unit_id, total, tree.headcount_below(unit_id, on) or None)


def lines_under(tree: UnitTree, tallies: Mapping[int, Tally], parent_id: int, on: date) -> list[UnitLine]:
    """The board under one unit: each living child with all below it, and the unit's own people
    where it has any or a headcount. This is what units are ranked and awarded by, with
    `parent_id` from `arena`."""
    own = line_of_itself(tree, tallies, parent_id, on)
    children = [c for c in tree.children.get(parent_id, ()) if tree.nodes[c].exists(on) or c in tallies]
    lines = [line_below(tree, tallies, c, on) for c in children]
    return ([own] if own.entrants or own.headcount else []) + lines


def lines_each(tree: UnitTree, tallies: Mapping[int, Tally], under_id: int, on: date) -> list[UnitLine]:
    """Every living unit of a subtree by itself, where it has people or a headcount."""
    lines = [line_of_itself(tree, tallies, u, on) for u in sorted(tree.subtree(under_id)) if tree.nodes[u].exists(on)]
    return [line for line in lines if line.entrants or line.headcount]


def _line(tree: UnitTree, unit_id: int, tally: Tally, headcount: int | None) -> UnitLine:
    return UnitLine(
        unit_id=unit_id,
        entrants=tally.entrants,
        headcount=headcount,
        score_sum=tally.score_sum,
        percent_sum=tally.percent_sum,
        passed=tally.passed,
        attempts=tally.attempts,
        emulation_group=tree.nodes[unit_id].emulation_group,
    )
