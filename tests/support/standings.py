"""A contest with a round, and standings written straight into it: for tests of boards and results."""

from random import Random
from typing import Any

from sqlalchemy import func, insert, select

from contest.rules.items import Category
from contest.rules.rulesets import BlueprintCell, Division, RuleSet
from contest.rules.vietnamese import fold
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage.attempts import Attempt
from contest.storage.contests import Contest, Round, set_rules
from contest.storage.db import commit, session
from contest.storage.people import Person
from contest.storage.standings import Standing
from tests.support.cast import HOUR, NOW, Cast

OFFICIALS = Division(
    code="officials",
    name="Bảng cán bộ, công chức",
    categories=(Category.OFFICIAL,),
    bank_code="goc",
    blueprint=(BlueprintCell(count=20),),
)
CITIZENS = Division(
    code="citizens",
    name="Bảng người dân",
    categories=(Category.CITIZEN,),
    bank_code="goc",
    blueprint=(BlueprintCell(count=10),),
)
PERFECT = 2000  # hundredths: 20 items of one point


def make_contest(cast: Cast, *, slug: str = "hoi-thi", published: bool = True, unit: str = "province") -> Contest:
    contest = Contest(
        slug=slug,
        name="Hội thi tìm hiểu cải cách hành chính",
        unit_id=cast.units[unit],
        published=published,
        created_ms=NOW,
    )
    session().add(contest)
    commit()
    return contest


def make_round(contest: Contest, number: int = 1, **rules: Any) -> Round:
    """An open round of two divisions, an hour into a day; `rules` overrides fields of the rule set."""
    given: dict[str, Any] = {"opens_ms": NOW - HOUR, "closes_ms": NOW + 23 * HOUR, "divisions": (OFFICIALS, CITIZENS)}
    row = Round(contest_id=contest.id, number=number, name=f"Đợt {number}")
    set_rules(row, RuleSet(**(given | rules)))
    session().add(row)
    commit()
    forget_rounds()
    forget_snapshots()
    return row


def make_person(name: str, unit_id: int | None, category: str = "official") -> int:
    person = Person(name=name, folded=fold(name), category=category, unit_id=unit_id, registered_ms=NOW - 24 * HOUR)
    session().add(person)
    session().flush()
    return person.id


def stand(
    row: Round,
    person_id: int,
    *,
    score: int = PERFECT,
    elapsed_ms: int = 300_000,
    finished_ms: int = NOW,
    attempts: int = 1,
    prediction: int | None = None,
    **more: Any,
) -> Standing:
    """One submitted attempt and the standing it counts for; commit is the caller's. `more` sets
    further columns of the standing, for example `place`, `prediction_error`, `disqualified`."""
    rules = row.ruleset
    person = session().get(Person, person_id)
    assert person is not None
    division = rules.division_of(person.category)
    assert division is not None
    perfect = score == division.item_count * rules.points_per_item
    attempt = Attempt(
        round_id=row.id,
        person_id=person_id,
        number=attempts,
        unit_id=person.unit_id,
        division=division.code,
        paper=[],
        started_ms=finished_ms - elapsed_ms,
        deadline_ms=finished_ms + HOUR,
        grace_ms=30_000,
        submitted_ms=finished_ms,
        closed_by="person",
        score=score,
        correct=score // rules.points_per_item,
        elapsed_ms=elapsed_ms,
        prediction=prediction,
    )
    session().add(attempt)
    session().flush()
    standing = Standing(
        round_id=row.id,
        person_id=person_id,
        attempt_id=attempt.id,
        unit_id=person.unit_id,
        division=division.code,
        score=score,
        correct=attempt.correct,
        all_correct=perfect,
        elapsed_ms=elapsed_ms,
        finished_ms=finished_ms,
        registered_ms=person.registered_ms,
        attempts=attempts,
        prediction=prediction,
        **more,
    )
    session().add(standing)
    return standing


def crowd(row: Round, units: list[int], people: int, *, perfect_percent: int = 60, seed: int = 1) -> None:
    """Officials over the units, `perfect_percent` of them with full marks and times that often tie."""
    random = Random(seed)
    first = (session().scalar(select(func.max(Person.id))) or 0) + 1
    persons: list[dict[str, Any]] = []
    attempts: list[dict[str, Any]] = []
    standings: list[dict[str, Any]] = []
    first_attempt = (session().scalar(select(func.max(Attempt.id))) or 0) + 1
    for i in range(people):
        name = f"{random.choice(_FAMILY)} {random.choice(_MIDDLE)} {random.choice(_GIVEN)}"
        unit_id, finished = random.choice(units), NOW - random.randrange(3_000_000)
        score = PERFECT if random.randrange(100) < perfect_percent else 100 * random.randrange(5, 20)
        figures = {
            "score": score,
            "elapsed_ms": 1000 * random.randrange(60, 1200),
            "finished_ms": finished,
            "attempts": random.randrange(1, 3),
            "registered_ms": NOW - 24 * HOUR,
        }
        persons.append(
            {
                "id": first + i,
                "name": name,
                "folded": fold(name),
                "category": "official",
                "unit_id": unit_id,
                "registered_ms": NOW - 24 * HOUR,
            }
        )
        common = {"round_id": row.id, "person_id": first + i, "unit_id": unit_id, "division": "officials"}
        prediction = random.randrange(people)
        attempts.append(
            common
            | {
                "id": first_attempt + i,
                "number": 1,
                "paper": [],
                "started_ms": finished - figures["elapsed_ms"],
                "deadline_ms": finished,
                "grace_ms": 0,
                "submitted_ms": finished,
                "score": score,
                "prediction": prediction,
            }
        )
        standings.append(
            common
            | figures
            | {
                "attempt_id": first_attempt + i,
                "correct": score // 100,
                "all_correct": score == PERFECT,
                "prediction": prediction,
            }
        )
    for table, rows in ((Person, persons), (Attempt, attempts), (Standing, standings)):
        session().execute(insert(table), rows)
    commit()
    forget_snapshots()


_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Thanh")
_GIVEN = ("An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hạnh", "Hương", "Khánh", "Lan", "Nam", "Oanh", "Phúc", "Yến")
