"""Who of an organiser's units has not entered a round."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contest.documents import absence_list
from contest.rules.days import vietnam_day, vietnam_time
from contest.rules.permissions import Actor, visible_units
from contest.rules.units import UnitNode
from contest.rules.vietnamese import text_key
from contest.services.actors import unit_tree
from contest.services.rounds import RoundFacts
from contest.services.snapshots import snapshot
from contest.storage import absences
from contest.storage.absences import Absent, Turnout
from contest.storage.db import commit
from contest.storage.people import audit

_FRESH_MS = 5_000
MOST_PEOPLE = 20_000  # on one list
_NOBODY = Turnout(0, 0)


@dataclass(frozen=True)
class UnitAbsence:
    """A unit's own people in one round. `headcount`: biên chế, None where it is not known."""

    unit: UnitNode
    headcount: int | None
    registered: int
    entered: int

    @property
    def absent(self) -> int:
        return self.registered - self.entered

    @property
    def percent(self) -> int | None:
        """Entered of the headcount, or of those registered where that is not known; None of nobody."""
        whole = self.headcount or self.registered
        return min(100, 100 * self.entered // whole) if whole else None


def by_unit(facts: RoundFacts, actor: Actor, now_ms: int) -> list[UnitAbsence]:
    """Every unit the person organises that sends people to the round, those without entrants first.

    Units of people who belong to no agency are left out: nobody there is to be reminded.
    """
    scope, tree, on = visible_units(actor), unit_tree(), vietnam_day(now_ms)
    counted, allowed = turnout(facts, now_ms), entry_units(facts)
    lines = []
    for node in tree.nodes.values():
        outside = (scope is not None and node.id not in scope) or (allowed is not None and node.id not in allowed)
        if outside or node.open_entry or not node.exists(on):
            continue
        here, headcount = counted.get(node.id, _NOBODY), node.headcount(on)
        if headcount or here.registered:
            lines.append(UnitAbsence(node, headcount, here.registered, here.entered))
    lines.sort(key=lambda line: (line.percent or 0, -line.absent, text_key(line.unit.name)))
    return lines


def turnout(facts: RoundFacts, now_ms: int) -> Mapping[int, Turnout]:
    """One grouped statement serves every organiser for a moment."""
    categories = categories_of(facts)
    return snapshot(
        ("turnout", facts.id, facts.version), now_ms, _FRESH_MS, lambda: absences.turnout(facts.id, categories)
    )


def categories_of(facts: RoundFacts) -> frozenset[str]:
    """The kinds of people that some division of the round is for."""
    return frozenset(str(c) for division in facts.rules.divisions for c in division.categories)


def entry_units(facts: RoundFacts) -> frozenset[int] | None:
    """The units whose people may enter; None: all."""
    if not facts.rules.entry_units:
        return None
    tree = unit_tree()
    named = (tree.by_code[code].id for code in facts.rules.entry_units if code in tree.by_code)
    return frozenset[int]().union(*(tree.subtree(unit_id) for unit_id in named))


def people_of(
    facts: RoundFacts, actor: Actor, unit_ids: Collection[int] | None, now_ms: int
) -> list[tuple[UnitNode, list[Absent]]]:
    """Unit → its people who have not entered, for the units named (None: all the person organises);
    units that are not theirs are left out."""
    units = {line.unit.id: line.unit for line in by_unit(facts, actor, now_ms) if line.absent}
    wanted = units.keys() if unit_ids is None else units.keys() & set(unit_ids)
    found: dict[int, list[Absent]] = {}
    for one in absences.people(facts.id, categories_of(facts), sorted(wanted), MOST_PEOPLE):
        found.setdefault(one.unit_id, []).append(one)
    return [(node, found[unit_id]) for unit_id, node in units.items() if unit_id in found]


def list_file(facts: RoundFacts, actor: Actor, unit_ids: Collection[int] | None, now_ms: int) -> bytes:
    """The same people as a workbook. It carries phone numbers, so who took it is kept on record."""
    groups = people_of(facts, actor, unit_ids, now_ms)
    made = absence_list.write(
        f"{facts.contest_name}, {facts.name}",
        vietnam_time(now_ms),
        [
            (node.name, [absence_list.Missing(p.name, p.position, p.phone, p.email) for p in people])
            for node, people in groups
        ],
    )
    audit(actor.person_id, "absences.exported", "round", facts.id, now_ms, units=len(groups))
    commit()
    return made
