"""Statements about who may win: candidates by place, and everyone who is barred."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from contest.rules.permissions import Role
from contest.storage.banks import Bank, ItemRow, ItemVersion
from contest.storage.db import connection, session
from contest.storage.people import Person, RoleGrant
from contest.storage.standings import Standing


def staff_over(unit_ids: Collection[int]) -> list[tuple[int, str]]:
    """(person, role) of everyone with a role granted on one of the units, and of the admins."""
    rows = connection().execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .where(or_(RoleGrant.unit_id.in_(unit_ids), RoleGrant.role == Role.ADMIN))
        .order_by(RoleGrant.id)
    )
    return [(person, role) for person, role in rows]


def item_people(bank_codes: Collection[str]) -> tuple[set[int], set[int]]:
    """Who wrote (any version of) an item of these banks, and who appraised one."""
    items = select(ItemRow.author_id, ItemRow.appraiser_id).join(Bank, Bank.id == ItemRow.bank_id)
    writers: set[int | None] = set()
    appraisers: set[int | None] = set()
    for author, appraiser in connection().execute(items.where(Bank.code.in_(bank_codes)).distinct()):
        writers.add(author)
        appraisers.add(appraiser)
    versions = (
        select(ItemVersion.written_by_id)
        .join(ItemRow, ItemRow.id == ItemVersion.item_id)
        .join(Bank, Bank.id == ItemRow.bank_id)
        .where(Bank.code.in_(bank_codes))
        .distinct()
    )
    writers.update(connection().execute(versions).scalars())
    return {w for w in writers if w is not None}, {a for a in appraisers if a is not None}


def left_division(round_id: int, division: str, categories: Collection[str]) -> set[int]:
    """People ranked in a division whose category no longer competes there."""
    query = (
        select(Standing.person_id)
        .join(Person, Person.id == Standing.person_id)
        .where(Standing.round_id == round_id, Standing.division == division, Person.category.not_in(categories))
    )
    return set(connection().execute(query).scalars())


def barred_with_place(round_id: int, division: str, person_ids: Collection[int]) -> int:
    """How many of these people have a place in the division."""
    query = select(func.count()).where(
        Standing.round_id == round_id,
        Standing.division == division,
        Standing.place.is_not(None),
        Standing.person_id.in_(person_ids),
    )
    return session().scalar(query) or 0


def people_placed(round_id: int, *, division: str | None = None, to_place: int | None = None) -> Sequence[Any]:
    """(Standing's columns, name, position) of everyone with a place, by division and place."""
    query = (
        select(
            Standing.person_id,
            Standing.unit_id,
            Standing.division,
            Standing.place,
            Standing.score,
            Standing.correct,
            Standing.elapsed_ms,
            Standing.finished_ms,
            Standing.attempts,
            Standing.prediction,
            Standing.prediction_error,
            Person.name,
            Person.position,
        )
        .join(Person, Person.id == Standing.person_id)
        .where(Standing.round_id == round_id, Standing.place.is_not(None))
        .order_by(Standing.division, Standing.place, Standing.person_id)
    )
    if division is not None:
        query = query.where(Standing.division == division)
    if to_place is not None:
        query = query.where(Standing.place <= to_place)
    rows: Sequence[Any] = connection().execute(query).all()
    return rows


def disqualified_people(round_id: int) -> Sequence[Any]:
    """(person id, name, unit id, division, reason)"""
    query = (
        select(Standing.person_id, Person.name, Standing.unit_id, Standing.division, Standing.disqualified_reason)
        .join(Person, Person.id == Standing.person_id)
        .where(Standing.round_id == round_id, Standing.disqualified)
        .order_by(Standing.division, Person.folded, Person.id)
    )
    rows: Sequence[Any] = connection().execute(query).all()
    return rows
