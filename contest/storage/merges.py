"""Statements that make two accounts of one person one."""

from typing import Any, cast

from sqlalchemy import Row, Table, and_, delete, exists, func, select, update

from contest.storage.attempts import Attempt
from contest.storage.codes import withdraw
from contest.storage.db import connection, db, session
from contest.storage.paper_entries import drop_sheets_of_both
from contest.storage.people import OneTimeCode, Person, RoleGrant
from contest.storage.practice import drop_cards_of_both
from contest.storage.reminders import Reminded
from contest.storage.standings import Standing

_attempt = cast(Table, Attempt.__table__)
_standing = cast(Table, Standing.__table__)
_grant = cast(Table, RoleGrant.__table__)

# Moved by their own rules below.
_APART = {t.__tablename__ for t in (Attempt, Standing, RoleGrant, OneTimeCode, Reminded)}


def hold(*person_ids: int) -> None:
    """Nobody else merges or changes these accounts until the transaction ends."""
    ids = sorted(person_ids)
    session().execute(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update())


def rounds_played(person_id: int) -> list[int]:
    rows = connection().execute(
        select(_attempt.c.round_id).where(_attempt.c.person_id == person_id).distinct().order_by(_attempt.c.round_id)
    )
    return list(rows.scalars())


def attempts_in(round_id: int, person_id: int) -> list[Row[Any]]:
    """(id, number, submitted_ms, voided_ms, …) in the order they were taken."""
    return list(
        connection().execute(
            select(_attempt)
            .where(_attempt.c.round_id == round_id, _attempt.c.person_id == person_id)
            .order_by(_attempt.c.number)
        )
    )


def move_attempt(attempt_id: int, person_id: int, number: int) -> None:
    connection().execute(update(_attempt).where(_attempt.c.id == attempt_id).values(person_id=person_id, number=number))


def void_attempt(attempt_id: int, reason: str, now_ms: int) -> None:
    """An attempt that is still open ends with it."""
    connection().execute(
        update(_attempt)
        .where(_attempt.c.id == attempt_id)
        .values(voided_ms=now_ms, void_reason=reason, submitted_ms=func.coalesce(_attempt.c.submitted_ms, now_ms))
    )


def move_standing(round_id: int, from_id: int, to_id: int) -> None:
    connection().execute(
        update(_standing)
        .where(_standing.c.round_id == round_id, _standing.c.person_id == from_id)
        .values(person_id=to_id)
    )


def drop_standing(round_id: int, person_id: int) -> Row[Any] | None:
    """Take a standing away and return what it said."""
    mine = and_(_standing.c.round_id == round_id, _standing.c.person_id == person_id)
    row = connection().execute(select(_standing).where(mine)).one_or_none()
    connection().execute(delete(_standing).where(mine))
    return row


def put_standing(values: dict[str, Any]) -> None:
    connection().execute(_standing.insert(), values)


def move_the_rest(from_id: int, to_id: int) -> None:
    """Roles, and whatever else names the person: items written, attempts granted, files asked for."""
    twin = _grant.alias()
    held = exists().where(twin.c.person_id == to_id, twin.c.role == _grant.c.role)
    held = held.where(twin.c.unit_id.is_not_distinct_from(_grant.c.unit_id))
    connection().execute(delete(_grant).where(_grant.c.person_id == from_id, held))
    connection().execute(update(_grant).where(_grant.c.person_id == from_id).values(person_id=to_id))
    connection().execute(delete(Reminded).where(Reminded.person_id == from_id))
    withdraw(from_id)
    drop_cards_of_both(from_id, to_id)
    drop_sheets_of_both(from_id, to_id)
    for table in db.metadata.sorted_tables:
        if table.name not in _APART:
            for column in table.columns:
                if any(key.target_fullname == "person.id" for key in column.foreign_keys):
                    connection().execute(update(table).where(column == from_id).values({column.name: to_id}))
