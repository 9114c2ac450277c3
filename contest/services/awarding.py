"""Who would win what, by the rules and the places as they are now: what organisers check before
publishing, and what a publication then fixes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contest.rules.awards import Award, Bar, Placed, Reason, hand_out, seats_of
from contest.rules.permissions import Role
from contest.rules.publications import Entry, Line
from contest.rules.rulesets import Division, Prize
from contest.rules.unit_ranking import NotRanked
from contest.services.actors import unit_tree
from contest.services.board_sources import unit_name
from contest.services.result_lines import person_entry, unit_entries
from contest.services.rounds import RoundFacts
from contest.storage import awards
from contest.storage.publications import earlier_winners

_ROLE_REASONS = {
    Role.ORGANISER: Reason.ORGANISER,
    Role.AUTHOR: Reason.AUTHOR,
    Role.APPRAISER: Reason.APPRAISER,
    Role.JUDGE: Reason.JUDGE,
    Role.ADMIN: Reason.ADMIN,
}


@dataclass(frozen=True)
class Proposal:
    """`units` are all units of the round with their places; the other two are what follows."""

    awards: tuple[Entry, ...]
    exclusions: tuple[Entry, ...]
    units: tuple[Entry, ...]

    @property
    def ties(self) -> int:
        """How many awards wait for the organisers' decision between equals."""
        return sum(bool(e.data["tied"]) for e in self.awards)

    @property
    def twice(self) -> tuple[Entry, ...]:
        """Winners whom an earlier round of the contest has commended already."""
        return tuple(e for e in self.awards if e.data.get("twice"))


def proposal(facts: RoundFacts) -> Proposal:
    """Awards, exclusions with reasons, and unit places of a closed round."""
    won: dict[int, list[str]] = {}
    for person, round_name, prize in earlier_winners(facts.contest_id, facts.number):
        won.setdefault(person, []).append(f"{prize}, {round_name}")
    staff = _staff(facts)
    given: list[Entry] = []
    barred: list[Entry] = []
    for division in facts.rules.divisions:
        to_people, passed = _people(facts, division, staff, won)
        given += to_people
        barred += passed
    units = unit_entries(facts)
    to_units, passed = _units(facts.rules.units.prizes, units)
    return Proposal(tuple(given + to_units), tuple(_disqualified(facts) + barred + passed), tuple(units))


def _staff(facts: RoundFacts) -> dict[int, Bar]:
    """People who may not win anything in this contest: their roles reach its unit, or they wrote or
    appraised what it asks."""
    above = {node.id for node in unit_tree().ancestors(facts.contest_unit_id)} | {facts.contest_unit_id}
    found: dict[int, Bar] = {}
    for person, role in awards.staff_over(above):
        if reason := _ROLE_REASONS.get(Role(role)):
            found.setdefault(person, Bar(reason))
    writers, appraisers = awards.item_people({d.bank_code for d in facts.rules.divisions})
    for person in writers:
        found.setdefault(person, Bar(Reason.WROTE_ITEMS))
    for person in appraisers:
        found.setdefault(person, Bar(Reason.APPRAISED_ITEMS))
    return found


def _people(
    facts: RoundFacts, division: Division, staff: Mapping[int, Bar], won: Mapping[int, Sequence[str]]
) -> tuple[list[Entry], list[Entry]]:
    barred = dict(staff)
    for person in awards.left_division(facts.id, division.code, division.categories):
        barred.setdefault(person, Bar(Reason.LEFT_DIVISION))
    if facts.rules.one_prize_per_person:
        for person, prizes in won.items():
            barred.setdefault(person, Bar(Reason.ALREADY_WON, {"won": "; ".join(prizes)}))
    # Only so many can come into question: one per prize, and whoever stands in their way.
    in_the_way = awards.barred_with_place(facts.id, division.code, barred)
    within_reach = seats_of(division.prizes) + in_the_way
    rows = {r.person_id: r for r in awards.people_placed(facts.id, division=division.code, to_place=within_reach)}
    handout = hand_out(division.prizes, [Placed(r.person_id, r.place) for r in rows.values()], barred)
    given = []
    for award in handout.awards:
        line = person_entry(rows[award.subject_id])
        twice = list(won.get(award.subject_id, ()))
        given.append(_awarded(line, award, division.prizes, twice=twice))
    passed = [_excluded(person_entry(rows[p.subject_id]), p.bar) for p in handout.passed_over]
    return given, passed


def _units(prizes: Sequence[Prize], units: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The prize table once per group of units; the unranked are told why if they had people."""
    given: list[Entry] = []
    passed: list[Entry] = []
    if not prizes:
        return given, passed
    for group in dict.fromkeys(e.division for e in units):
        mine = {e.unit_id: e for e in units if e.division == group and e.unit_id is not None}
        placed = [Placed(unit_id, e.place) for unit_id, e in mine.items() if e.place is not None]
        given += [_awarded(mine[a.subject_id], a, prizes) for a in hand_out(prizes, placed, {}).awards]
        passed += [
            _excluded(e, Bar(Reason.BELOW_THRESHOLD, {"threshold": e.data["threshold"]}))
            for e in mine.values()
            if e.data["not_ranked"] in {NotRanked.BELOW_THRESHOLD, NotRanked.TOO_FEW_ENTRANTS}
        ]
    return given, passed


def _awarded(line: Entry, award: Award, prizes: Sequence[Prize], **more: Any) -> Entry:
    data = {
        **line.data,
        "prize": award.prize.title,
        "rank": list(prizes).index(award.prize),
        "amount": award.prize.amount,
        "tied": award.tied,
        "contested": list(award.contested),
        "seats": award.seats,
        **more,
    }
    return replace(line, kind=Line.AWARD.value, data=data)


def _excluded(line: Entry, bar: Bar) -> Entry:
    return replace(line, kind=Line.EXCLUSION.value, data={"reason": bar.reason.value, "details": dict(bar.details)})


def _disqualified(facts: RoundFacts) -> list[Entry]:
    return [
        Entry(
            kind=Line.EXCLUSION.value,
            name=row.name,
            division=row.division,
            person_id=row.person_id,
            unit_id=row.unit_id,
            unit_name=unit_name(row.unit_id),
            data={"reason": Reason.DISQUALIFIED.value, "details": {"why": row.disqualified_reason}},
        )
        for row in awards.disqualified_people(facts.id)
    ]
