"""Rounds with their attempts already handed in, for tests of closing, awarding and publishing."""

from typing import Any

from contest.rules.permissions import Actor
from contest.rules.rulesets import RuleSet
from contest.rules.vietnamese import fold
from contest.services.actors import actor_for
from contest.services.rounds import facts_of
from contest.storage.attempts import Attempt
from contest.storage.contests import Contest, Round, set_rules
from contest.storage.db import commit, session
from contest.storage.people import Person
from contest.storage.standings import Standing
from tests.support.cast import HOUR, MINUTE, NOW, Cast

ITEMS = 5
OFFICIALS: dict[str, Any] = {
    "code": "can-bo",
    "name": "Bảng cán bộ",
    "categories": ["official"],
    "bank_code": "NH",
    "blueprint": [{"count": ITEMS}],
    "prizes": [{"title": "Giải Nhất", "count": 1, "amount": 3_000_000}, {"title": "Giải Nhì", "count": 1}],
}
CITIZENS: dict[str, Any] = OFFICIALS | {"code": "nguoi-dan", "name": "Bảng người dân", "categories": ["citizen"]}


def make_contest(cast: Cast, *, unit: str = "province", published: bool = True) -> Contest:
    contest = Contest(
        slug="cchc-2026",
        name="Tìm hiểu cải cách hành chính 2026",
        unit_id=cast.units[unit],
        published=published,
        created_ms=NOW,
    )
    session().add(contest)
    session().flush()
    return contest


def make_round(contest: Contest, number: int = 1, **rules: Any) -> Round:
    """A round whose window and grace ended a minute ago, unless told otherwise."""
    fixed = {"opens_ms": NOW - 24 * HOUR, "closes_ms": NOW - 2 * MINUTE, "grace_seconds": 30, "lot_seed": "22/11"}
    value = RuleSet.model_validate({**fixed, "divisions": [OFFICIALS, CITIZENS], **rules})
    row = Round(contest_id=contest.id, number=number, name=f"Đợt {number}", outcome={})
    set_rules(row, value)
    session().add(row)
    session().flush()
    commit()
    return row


def person(name: str, unit_id: int, category: str = "official", **more: Any) -> int:
    row = Person(
        name=name, folded=fold(name), category=category, unit_id=unit_id, registered_ms=NOW - 48 * HOUR, **more
    )
    session().add(row)
    session().flush()
    return row.id


def enter(
    row: Round,
    person_id: int,
    *,
    correct: int = ITEMS,
    elapsed_ms: int = 60_000,
    prediction: int | None = 1,
    number: int = 1,
    finished_ms: int | None = None,
    counts: bool = True,
) -> int:
    """An attempt handed in; its standing too if it `counts`. Returns the attempt's id."""
    who = session().get_one(Person, person_id)
    rules = row.ruleset
    division = rules.division_of(who.category)
    assert division is not None
    finished = finished_ms if finished_ms is not None else rules.closes_ms - HOUR + number
    attempt = Attempt(
        round_id=row.id,
        person_id=person_id,
        number=number,
        unit_id=who.unit_id,
        division=division.code,
        paper=[[n, [0, 1, 2, 3]] for n in range(ITEMS)],
        started_ms=finished - elapsed_ms,
        deadline_ms=rules.closes_ms,
        grace_ms=30_000,
        submitted_ms=finished,
        closed_by="person",
        score=correct * 100,
        correct=correct,
        elapsed_ms=elapsed_ms,
        prediction=prediction,
    )
    session().add(attempt)
    session().flush()
    if counts:
        _standing(row, rules, who, attempt)
    commit()
    return attempt.id


def _standing(row: Round, rules: RuleSet, who: Person, attempt: Attempt) -> None:
    values = {
        "attempt_id": attempt.id,
        "unit_id": attempt.unit_id,
        "division": attempt.division,
        "score": attempt.score,
        "correct": attempt.correct,
        "all_correct": attempt.correct == ITEMS,
        "elapsed_ms": attempt.elapsed_ms,
        "finished_ms": attempt.submitted_ms,
        "registered_ms": who.registered_ms,
        "attempts": attempt.number,
        "prediction": attempt.prediction,
    }
    standing = session().get(Standing, (row.id, who.id))
    if standing is None:
        session().add(Standing(round_id=row.id, person_id=who.id, disqualified=False, **values))
    else:
        for name, value in values.items():
            setattr(standing, name, value)


def facts(row: Round):
    return facts_of(row, session().get_one(Contest, row.contest_id))


def organiser(cast: Cast) -> Actor:
    return actor_for(cast.person("dung"))


def places(row: Round) -> dict[int, int | None]:
    return {s.person_id: s.place for s in session().query(Standing).filter_by(round_id=row.id)}
