"""Statements about people who may enter a round and have not."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select

from contest.storage.attempts import Attempt
from contest.storage.db import connection
from contest.storage.people import Person


@dataclass(frozen=True)
class Turnout:
    """Of the people a unit itself has: how many may enter a round, and how many did."""

    registered: int
    entered: int


def _entered(round_id: int) -> ColumnElement[bool]:
    return exists().where(Attempt.round_id == round_id, Attempt.person_id == Person.id)


def turnout(round_id: int, categories: Collection[str]) -> dict[int, Turnout]:
    """Unit id → its people of these categories; units without any are absent."""
    found = (
        select(
            Person.unit_id,
            func.count().label("registered"),
            func.count().filter(_entered(round_id)).label("entered"),
        )
        .where(Person.unit_id.is_not(None), Person.merged_into_id.is_(None), Person.category.in_(categories))
        .where(or_(Person.active, _entered(round_id)))
        .group_by(Person.unit_id)
    )
    return {row.unit_id: Turnout(row.registered, row.entered) for row in connection().execute(found)}


def not_activated(unit_ids: Collection[int] | None) -> int:
    """People on the rosters of these units (None: of all) who cannot log in yet."""
    waiting = select(func.count()).where(
        Person.on_roster.is_(True), Person.activated_ms.is_(None), Person.active, Person.merged_into_id.is_(None)
    )
    query = waiting if unit_ids is None else waiting.where(Person.unit_id.in_(unit_ids))
    return int(connection().execute(query).scalar_one())


@dataclass(frozen=True)
class Absent:
    """Someone who may enter and has not. Contacts are empty where they are not known."""

    person_id: int
    name: str
    position: str
    unit_id: int
    phone: str
    email: str


def people(round_id: int, categories: Collection[str], unit_ids: Collection[int], limit: int) -> list[Absent]:
    """The people of these units themselves, by unit and name, `limit` at most."""
    query = (
        select(Person.id, Person.name, Person.position, Person.unit_id, Person.phone, Person.email)
        .where(
            Person.unit_id.in_(unit_ids),
            Person.active,
            Person.merged_into_id.is_(None),
            Person.category.in_(categories),
            ~_entered(round_id),
        )
        .order_by(Person.unit_id, Person.folded, Person.id)
        .limit(limit)
    )
    return [
        Absent(row.id, row.name, row.position, row.unit_id, row.phone or "", row.email or "")
        for row in connection().execute(query)
        if row.unit_id is not None
    ]
