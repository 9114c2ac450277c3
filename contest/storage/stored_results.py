"""What is stored of a round's results, read a slice of people at a time, for checking it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Row, Table, func, select

from contest.storage.attempts import Attempt
from contest.storage.contests import Amendment, Contest, Round
from contest.storage.db import connection, rollback, session
from contest.storage.publications import Publication, PublicationEntry
from contest.storage.standings import Standing

SLICE = 2000  # people

_attempt = cast(Table, Attempt.__table__)
_standing = cast(Table, Standing.__table__)
_entry = cast(Table, PublicationEntry.__table__)


@dataclass(frozen=True)
class Stored:
    """Everything stored about one person in one round. `attempts` in the order they were taken."""

    person_id: int
    attempts: tuple[Row[Any], ...]
    standing: Row[Any] | None


def contests_named(slug: str | None) -> list[Contest]:
    """The contest of this slug, or every one, oldest first."""
    query = select(Contest).order_by(Contest.id)
    return list(session().scalars(query if slug is None else query.where(Contest.slug == slug)))


def by_person(round_id: int, size: int = SLICE) -> Iterator[Stored]:
    """Everyone of a round by id, whoever has an attempt or a standing in it. No more than `size`
    people are held at once, and attempts and standing of a person are of one moment."""
    last = 0
    while people := _next_people(round_id, last, size):
        first, last = people[0], people[-1]
        _one_moment()
        taken = select(_attempt).where(_attempt.c.round_id == round_id, _attempt.c.person_id.between(first, last))
        rows = connection().execute(taken.order_by(_attempt.c.person_id, _attempt.c.number))
        attempts = {who: tuple(mine) for who, mine in groupby(rows, key=lambda row: row.person_id)}
        counted = select(_standing).where(_standing.c.round_id == round_id, _standing.c.person_id.between(first, last))
        standings = {row.person_id: row for row in connection().execute(counted)}
        rollback()
        for person_id in sorted(attempts.keys() | standings.keys()):
            yield Stored(person_id, attempts.get(person_id, ()), standings.get(person_id))


def _next_people(round_id: int, after: int, size: int) -> list[int]:
    """The next `size` ids of people, ascending."""
    found: set[int] = set()
    for table in (_attempt, _standing):
        query = select(table.c.person_id).where(table.c.round_id == round_id, table.c.person_id > after)
        found.update(connection().execute(query.distinct().order_by(table.c.person_id).limit(size)).scalars())
    rollback()
    return sorted(found)[:size]


def _one_moment() -> None:
    """Let both reads that follow see the same state, whoever writes between them."""
    rollback()
    if session().get_bind().dialect.name == "sqlite":
        connection().exec_driver_sql("BEGIN")
    else:
        session().connection(execution_options={"isolation_level": "REPEATABLE READ"})


def open_attempts(round_id: int) -> list[Row[Any]]:
    """(id, person) of attempts that nobody closed."""
    query = select(_attempt.c.id, _attempt.c.person_id)
    return list(connection().execute(query.where(_attempt.c.round_id == round_id, _attempt.c.submitted_ms.is_(None))))


def places_of(round_id: int) -> dict[int, tuple[int | None, int | None]]:
    """Person → (place, prediction error) as written by the close."""
    query = select(_standing.c.person_id, _standing.c.place, _standing.c.prediction_error)
    rows: Any = connection().execute(query.where(_standing.c.round_id == round_id))
    return {who: (place, error) for who, place, error in rows}


def most_attempts_ever_allowed(row: Round) -> int:
    """By the rules of today or those before any amendment."""
    query = select(Amendment.details).where(Amendment.round_id == row.id, Amendment.kind == "rules")
    amended: Any = session().scalars(query)
    before = [details["before"]["attempts_allowed"] for details in amended]
    return max([row.ruleset.attempts_allowed, *before])


def publications_of(contest_id: int) -> list[Publication]:
    """Every publication, oldest first."""
    return list(
        session().scalars(select(Publication).where(Publication.contest_id == contest_id).order_by(Publication.number))
    )


def published_people(publication_id: int, size: int = SLICE) -> Iterator[Row[Any]]:
    """Its lines about people with the standing each was read from (columns `now_…`; None: none)."""
    figures = ("place", "score", "correct", "elapsed_ms", "finished_ms", "attempts", "prediction", "prediction_error")
    last = 0
    while True:
        query = (
            select(
                _entry.c.id,
                _entry.c.person_id,
                _entry.c.place,
                _entry.c.data,
                *(_standing.c[f].label(f"now_{f}") for f in figures),
            )
            .join(Publication, Publication.id == _entry.c.publication_id)
            .outerjoin(
                _standing,
                (_standing.c.round_id == Publication.round_id) & (_standing.c.person_id == _entry.c.person_id),
            )
            .where(_entry.c.publication_id == publication_id, _entry.c.kind == "person", _entry.c.id > last)
            .order_by(_entry.c.id)
            .limit(size)
        )
        rows = connection().execute(query).all()
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1].id


def people_with_place(round_id: int) -> int:
    query = select(func.count()).where(_standing.c.round_id == round_id, _standing.c.place.is_not(None))
    return int(connection().execute(query).scalar_one())
