"""Statements about closing a round: what counted, the order of all, and what is struck out."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from contest.rules.places import Place, Ranked
from contest.rules.prediction import Tally
from contest.storage.attempts import Attempt
from contest.storage.contests import Contest, Round
from contest.storage.db import changed_one, connection, session
from contest.storage.people import Person
from contest.storage.standings import Standing
from contest.storage.units import Unit


def locked_round(round_id: int) -> tuple[Round, Contest] | None:
    """The round and its contest as they are now, held until the transaction ends: the raised
    version is a write, so on either engine a second one who comes here waits."""
    session().execute(update(Round).where(Round.id == round_id).values(version=Round.version + 1))
    row = session().get(Round, round_id, populate_existing=True)
    contest = session().get(Contest, row.contest_id, with_for_update=True, populate_existing=True) if row else None
    return (row, contest) if row and contest else None


def ended_rounds(now_ms: int) -> list[int]:
    """Announced rounds whose window is over and that nobody has closed, oldest first."""
    return list(
        session().scalars(
            select(Round.id)
            .join(Contest, Contest.id == Round.contest_id)
            .where(Round.closed_ms.is_(None), Round.closes_ms <= now_ms, Contest.published)
            .order_by(Round.closes_ms)
        )
    )


def open_attempts(round_id: int, after_ms: int = 0) -> int:
    """How many attempts are open whose deadline and grace end after that time."""
    ends = Attempt.deadline_ms + Attempt.grace_ms
    statement = select(func.count()).where(
        Attempt.round_id == round_id, Attempt.submitted_ms.is_(None), ends > after_ms
    )
    return session().scalar(statement) or 0


def attempts(round_id: int) -> int:
    return session().scalar(select(func.count()).where(Attempt.round_id == round_id)) or 0


def lines_to_rank(round_id: int) -> Sequence[Any]:
    """Rows as `Ranked` of everyone who counts; the disqualified have no place."""
    columns = [getattr(Standing, name) for name in Ranked._fields]
    return connection().execute(select(*columns).where(Standing.round_id == round_id, ~Standing.disqualified)).all()


def written_anew(round_id: int, found: Iterable[Place]) -> list[Place]:
    """Those places that differ from what is stored; with place None of whoever has lost theirs."""
    had = select(Standing.person_id, Standing.prediction_error, Standing.place).where(
        Standing.round_id == round_id, or_(Standing.place.is_not(None), Standing.prediction_error.is_not(None))
    )
    before = {row[0]: tuple(row) for row in connection().execute(had)}
    anew = [place for place in found if before.pop(place.person_id, None) != place]
    return anew + [Place(person_id, None, None) for person_id in before]


def write_places(round_id: int, anew: Sequence[Place]) -> None:
    """Store these places, in the driver's own words: there may be a million."""
    if not anew:
        return
    people, errors, at = zip(*anew, strict=True)
    if connection().dialect.name == "sqlite":
        statement = "UPDATE standing SET prediction_error = ?, place = ? WHERE round_id = ? AND person_id = ?"
        rows = [(error, place, round_id, person_id) for person_id, error, place in anew]
        connection().exec_driver_sql(statement, rows)
    else:
        statement = (
            "UPDATE standing SET prediction_error = p.error, place = p.place"
            " FROM unnest(%s::integer[], %s::bigint[], %s::integer[]) AS p (person_id, error, place)"
            " WHERE standing.round_id = %s AND standing.person_id = p.person_id"
        )
        connection().exec_driver_sql(statement, (list(people), list(errors), list(at), round_id))
    session().expire_all()  # what the session holds of standings is old now


def set_progress(round_id: int, percent: int | None) -> bool:
    """How far the ranking is; False, with nothing noted, where the round is closed by now."""
    open_still = Round.id == round_id, Round.closed_ms.is_(None)
    return changed_one(update(Round).where(*open_still).values(ranking_percent=percent))


def progress(round_id: int) -> int | None:
    return session().scalar(select(Round.ranking_percent).where(Round.id == round_id))


def tallies(round_id: int) -> dict[str, Tally]:
    """Division → what took part, counted over valid attempts of people who are not disqualified."""
    mine = and_(Standing.round_id == round_id, ~Standing.disqualified)
    people = connection().execute(
        select(Standing.division, func.count(), func.count().filter(Standing.all_correct))
        .where(mine)
        .group_by(Standing.division)
    )
    found = {division: Tally(entrants=n, people_all_correct=perfect) for division, n, perfect in people}
    attempts = connection().execute(
        select(Standing.division, func.count(), func.count().filter(_perfect()))
        .join(Attempt, and_(Attempt.round_id == Standing.round_id, Attempt.person_id == Standing.person_id))
        .where(mine, Attempt.submitted_ms.is_not(None), Attempt.voided_ms.is_(None))
        .group_by(Standing.division)
    )
    for division, n, perfect in attempts:
        found[division] += Tally(attempts=n, attempts_all_correct=perfect)
    return found


def _perfect() -> ColumnElement[bool]:
    items = func.json_array_length(Attempt.paper)
    return and_(items > 0, Attempt.correct == items)


def struck(round_id: int) -> dict[str, int]:
    """How many attempts are void and how many people disqualified."""
    voided = select(func.count()).where(Attempt.round_id == round_id, Attempt.voided_ms.is_not(None))
    people = select(func.count()).where(Standing.round_id == round_id, Standing.disqualified)
    return {"voided_attempts": session().scalar(voided) or 0, "disqualified": session().scalar(people) or 0}


def units_entered(round_id: int) -> int:
    statement = select(func.count(Standing.unit_id.distinct())).where(
        Standing.round_id == round_id, ~Standing.disqualified
    )
    return session().scalar(statement) or 0


def standing_of(round_id: int, person_id: int) -> Standing | None:
    return session().get(Standing, (round_id, person_id))


def find_entrants(round_id: int, folded: str, most: int) -> Sequence[Any]:
    """(Person, unit name, Standing or None) of people with a handed-in attempt whose folded name, or
    phone or staff code, matches; best places first."""
    entered = select(Attempt.person_id).where(Attempt.round_id == round_id, Attempt.submitted_ms.is_not(None))
    rows: Sequence[Any] = (
        session()
        .execute(
            select(Person, Unit.name, Standing)
            .outerjoin(Unit, Unit.id == Person.unit_id)
            .outerjoin(Standing, and_(Standing.person_id == Person.id, Standing.round_id == round_id))
            .where(
                Person.id.in_(entered),
                or_(
                    Person.folded.contains(folded, autoescape=True),
                    Person.phone == folded,
                    func.lower(Person.staff_code) == folded,
                ),
            )
            .order_by(Standing.place.is_(None), Standing.place, Person.folded, Person.id)
            .limit(most)
        )
        .all()
    )
    return rows
