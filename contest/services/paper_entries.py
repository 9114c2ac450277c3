"""Keying answers on paper: twice, by two organisers, and compared.

What they agree on becomes attempts in `counting_papers`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contest.rules.items import Item
from contest.rules.paper_entries import (
    Difference,
    Keying,
    SheetState,
    check_times,
    differences,
    response_of,
    shown,
    state,
)
from contest.rules.permissions import Actor, visible_units
from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division
from contest.services.board_sources import unit_name
from contest.services.entering import enters, up_from
from contest.services.papers import items_of
from contest.services.rounds import RoundFacts
from contest.storage import attempts, paper_entries, person_rows
from contest.storage.contests import granted_attempts
from contest.storage.db import commit, rollback
from contest.storage.paper_entries import PaperSheet, RoundPaper
from contest.storage.people import Person, audit
from contest.storage.person_rows import PeopleFilter

FOUND, LISTED = 20, 500
LARGEST_PREDICTION = 1_000_000_000


@dataclass(frozen=True)
class Desk:
    """What lies before the one who keys: whose sheet, which paper, and whether it is the second time.

    `used_up`: as things are the sheet could not be counted, the person has no attempt left.
    """

    person: Person
    unit: str
    paper: RoundPaper
    items: tuple[Item, ...]
    sheet_id: int | None
    used_up: bool

    @property
    def questions(self) -> list[tuple[Item, list[int]]]:
        """Each item with its order of options on this paper."""
        return [(item, order) for item, (_, order) in zip(self.items, self.paper.paper, strict=True)]


@dataclass(frozen=True)
class Sheet:
    """One sheet as the list shows it. `second`, `agreed` None: not yet."""

    id: int
    person: Person
    unit: str
    state: SheetState
    first: Keying
    second: Keying | None
    agreed: Keying | None
    first_by_id: int
    first_by: str
    second_by: str
    attempt_id: int | None

    @property
    def differences(self) -> list[Difference]:
        return differences(self.first, self.second) if self.second else []


def find_people(actor: Actor, words: str) -> list[tuple[Person, str]]:
    """People of the actor's units by name, without diacritics, phone or staff code; with the unit's name."""
    if not words.strip():
        return []
    people, _ = person_rows.page(PeopleFilter(visible_units(actor), words), start=0, limit=FOUND)
    return [(person, unit_name(person.unit_id)) for person in people]


def person_of(actor: Actor, person_id: int) -> Person:
    """Raises Refused("not_found") for people of units the actor does not organise."""
    person, scope = person_rows.person(person_id), visible_units(actor)
    if scope is not None and person.unit_id not in scope:
        raise Refused("not_found")
    return person


def desk(facts: RoundFacts, actor: Actor, person_id: int, code: str, now_ms: int) -> Desk:
    """Before keying. Says nothing of what the first person keyed.

    Raises Refused: not_found, paper_round_over, paper_no_division, paper_unit_may_not_enter, unknown_paper,
    paper_of_other_division, paper_of_old_rules, paper_keyed_by_you, paper_keyed_twice.
    """
    person = person_of(actor, person_id)
    check_open(facts, now_ms)
    paper = paper_for(facts, person, code)
    waiting = paper_entries.waiting_sheet(facts.id, person.id)
    if waiting is not None and waiting.second_ms is not None:
        raise Refused("paper_keyed_twice", field="code")
    if waiting is not None and waiting.first_by_id == actor.person_id:
        raise Refused("paper_keyed_by_you", field="code")
    items = tuple(items_of(paper.paper))
    entry = attempts.entry_of(facts.id, person.id)
    used_up = entry is not None and none_left(facts, person, entry.used)
    return Desk(person, unit_name(person.unit_id), paper, items, waiting.id if waiting else None, used_up)


def none_left(facts: RoundFacts, person: Person, used: int) -> bool:
    """Has the person used every attempt that the rules and grants give them?"""
    allowed = facts.rules.attempts_allowed
    return used >= allowed and used >= allowed + granted_attempts(facts.id, person.id, up_from(person.unit_id))


def check_open(facts: RoundFacts, now_ms: int) -> None:
    """From the opening until the results are official. Raises Refused("paper_round_over")."""
    if facts.phase_at(now_ms) in {Phase.DRAFT, Phase.UPCOMING, Phase.OFFICIAL}:
        raise Refused("paper_round_over")


def entered_division(facts: RoundFacts, person: Person) -> Division:
    """Raises Refused: paper_no_division, paper_unit_may_not_enter."""
    try:
        return enters(facts, person.category, person.unit_id)
    except Refused as why:  # said of somebody else here
        raise Refused(f"paper_{why.code}") from None


def paper_for(facts: RoundFacts, person: Person, code: str) -> RoundPaper:
    """The printed paper of that code, if it is one this person could have sat with."""
    division = entered_division(facts, person)
    paper = paper_entries.paper(facts.id, code)
    if paper is None:
        raise Refused("unknown_paper", field="code")
    if paper.division != division.code:
        raise Refused("paper_of_other_division", field="code", division=division.name)
    if len(paper.paper) != division.item_count:
        raise Refused("paper_of_old_rules", field="code")
    return paper


def read_answers(
    questions: Sequence[tuple[Item, Sequence[int]]], typed: Sequence[str]
) -> tuple[tuple[str, ...], dict[int, Refused]]:
    """What was typed, question by question, in its one way of writing; position → what cannot be read."""
    read, wrong = [], {}
    for n, ((item, order), text) in enumerate(zip(questions, typed, strict=True)):
        try:
            read.append(shown(response_of(text, item, order), item, order))
        except Refused as refusal:
            wrong[n] = refusal
    return tuple(read), wrong


def key(facts: RoundFacts, actor: Actor, person_id: int, keying: Keying, now_ms: int) -> SheetState:
    """Write one keying down; the second, by another person, is compared at once.

    `keying.answers` come from `read_answers`. Raises Refused: what `desk` and `check_times` raise,
    prediction_malformed.
    """
    at = desk(facts, actor, person_id, keying.code, now_ms)
    _check(facts, at.person, keying, now_ms)
    told = {"round": facts.id, "person": person_id, "code": keying.code}
    if at.sheet_id is None:
        values = {"round_id": facts.id, "person_id": person_id, "first": keying.to_json()}
        sheet_id = paper_entries.add_sheet(values | {"first_by_id": actor.person_id, "first_ms": now_ms})
        if sheet_id is None:  # another click, or another person, was faster
            rollback()
            return key(facts, actor, person_id, keying, now_ms)
        audit(actor.person_id, "paper.keyed", "paper_sheet", sheet_id, now_ms, **told)
        commit()
        return SheetState.KEYED_ONCE
    first = Keying.from_json(_row(facts.id, at.sheet_id).first)
    values = {"second": keying.to_json(), "second_by_id": actor.person_id, "second_ms": now_ms}
    where = state(first, keying, agreed=False, counted=False)
    if where is SheetState.AGREED:
        values |= {"agreed": first.to_json(), "agreed_ms": now_ms}
    if not paper_entries.add_second(at.sheet_id, values):
        rollback()
        raise Refused("paper_keyed_twice", field="code")
    audit(actor.person_id, "paper.keyed_again", "paper_sheet", at.sheet_id, now_ms, **told, found=str(where))
    commit()
    return where


def resolve(facts: RoundFacts, actor: Actor, sheet_id: int, chosen: Mapping[str, Any], now_ms: int) -> None:
    """Say what the paper itself says where two keyings differ: `Difference.key` → the value.

    Raises Refused: not_found, nothing_differs, value_required, what `paper_for`, `check_times` and
    `rules.paper_entries.response_of` raise (with the key as field), prediction_malformed.
    """
    row = _row(facts.id, sheet_id)
    seen = _sheet(row, person_of(actor, row.person_id), {})
    check_open(facts, now_ms)
    if seen.state is not SheetState.DIFFERENT:
        raise Refused("nothing_differs")
    values = {d.key: chosen[d.key] for d in seen.differences if d.key in chosen}
    for difference in seen.differences:
        if difference.key not in values:
            raise Refused("value_required", field=difference.key)
    plain = {name: value for name, value in values.items() if not name.startswith("answer-")}
    keying = replace(seen.first, **plain)
    paper = paper_for(facts, seen.person, keying.code)
    questions = [(i, order) for i, (_, order) in zip(items_of(paper.paper), paper.paper, strict=True)]
    kept = dict(enumerate(seen.first.answers))
    answers = [values.get(f"answer-{n}", kept.get(n, "")) for n in range(len(questions))]
    read, wrong = read_answers(questions, answers)
    for position, refusal in wrong.items():
        raise Refused(refusal.code, field=f"answer-{position}", **refusal.details)
    keying = replace(keying, answers=read)
    _check(facts, seen.person, keying, now_ms)
    values_now = {"agreed": keying.to_json(), "agreed_by_id": actor.person_id, "agreed_ms": now_ms}
    if not paper_entries.resolve(sheet_id, values_now):
        raise Refused("nothing_differs")
    told = [[d.key, d.first, d.second, values[d.key]] for d in seen.differences]
    audit(actor.person_id, "paper.resolved", "paper_sheet", sheet_id, now_ms, person=row.person_id, resolved=told)
    commit()


def remove(facts: RoundFacts, actor: Actor, sheet_id: int, now_ms: int) -> None:
    """Take a sheet away that does not count: keyed for the wrong person. Raises Refused: not_found, paper_counted."""
    row = _row(facts.id, sheet_id)
    person_id = person_of(actor, row.person_id).id
    told = {"person": person_id, "first": row.first, "second": row.second}
    if not paper_entries.remove(sheet_id):
        raise Refused("paper_counted")
    audit(actor.person_id, "paper.removed", "paper_sheet", sheet_id, now_ms, round=facts.id, **told)
    commit()


def sheets(round_id: int, actor: Actor) -> list[Sheet]:
    """Those of the actor's people: what waits first, then the newest."""
    scope = visible_units(actor)
    found = paper_entries.sheets_of(round_id, LISTED)
    names = _names([row for row, _ in found])
    return [_sheet(row, person, names) for row, person in found if scope is None or person.unit_id in scope]


def sheet(round_id: int, actor: Actor, sheet_id: int) -> Sheet:
    """Raises Refused("not_found")."""
    row = _row(round_id, sheet_id)
    return _sheet(row, person_of(actor, row.person_id), _names([row]))


def _row(round_id: int, sheet_id: int) -> PaperSheet:
    row = paper_entries.sheet(round_id, sheet_id)
    if row is None:
        raise Refused("not_found")
    return row


def _names(rows: Sequence[PaperSheet]) -> dict[int | None, str]:
    """Who keyed them."""
    ids = {by for row in rows for by in (row.first_by_id, row.second_by_id) if by is not None}
    return {person.id: person.name for person in person_rows.by_ids(ids)}


def _sheet(row: PaperSheet, person: Person, names: Mapping[int | None, str]) -> Sheet:
    first = Keying.from_json(row.first)
    second = Keying.from_json(row.second) if row.second else None
    return Sheet(
        id=row.id,
        person=person,
        unit=unit_name(person.unit_id),
        state=state(first, second, agreed=row.agreed_ms is not None, counted=row.attempt_id is not None),
        first=first,
        second=second,
        agreed=Keying.from_json(row.agreed) if row.agreed else None,
        first_by_id=row.first_by_id,
        first_by=names.get(row.first_by_id, ""),
        second_by=names.get(row.second_by_id, ""),
        attempt_id=row.attempt_id,
    )


def _check(facts: RoundFacts, person: Person, keying: Keying, now_ms: int) -> None:
    check_times(
        keying.finished_ms,
        keying.minutes,
        opens_ms=facts.rules.opens_ms,
        closes_ms=facts.rules.closes_ms,
        most_minutes=facts.rules.minutes + person.extra_minutes,
        now_ms=now_ms,
    )
    if keying.prediction is not None and not 0 <= keying.prediction <= LARGEST_PREDICTION:
        raise Refused("prediction_malformed", field="prediction")
