"""Statements about the items of banks: lists, counts, what an import compares with."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select, update
from sqlalchemy.orm import aliased

from contest.rules.vietnamese import fold
from contest.storage.banks import Bank, ItemRow, ItemVersion
from contest.storage.db import changed_one, session
from contest.storage.people import Person, Upload

_CURRENT = and_(ItemVersion.item_id == ItemRow.id, ItemVersion.number == ItemRow.version_number)


@dataclass(frozen=True)
class ItemFilter:
    """What a list of items is narrowed to; empty means any. `words` are found without diacritics."""

    words: str = ""
    topic: str = ""
    level: str = ""
    status: str = ""


def banks_of(unit_ids: Collection[int] | None) -> list[tuple[Bank, int]]:
    """(bank, number of its items not retired) of these units, or of all; by name."""
    counts = (
        select(ItemRow.bank_id, func.count().label("n"))
        .where(ItemRow.status != "retired")
        .group_by(ItemRow.bank_id)
        .subquery()
    )
    statement = select(Bank, func.coalesce(counts.c.n, 0)).outerjoin(counts, counts.c.bank_id == Bank.id)
    if unit_ids is not None:
        statement = statement.where(Bank.unit_id.in_(sorted(unit_ids)))
    return [(row[0], row[1]) for row in session().execute(statement.order_by(Bank.name, Bank.id))]


def _narrowed(statement: Select[*tuple[Any, ...]], bank_id: int, wanted: ItemFilter) -> Select[*tuple[Any, ...]]:
    statement = statement.where(ItemRow.bank_id == bank_id)
    for word in fold(wanted.words).split():
        statement = statement.where(ItemRow.folded.contains(word, autoescape=True))
    for column, value in (
        (ItemRow.topic, wanted.topic),
        (ItemRow.level, wanted.level),
        (ItemRow.status, wanted.status),
    ):
        if value:
            statement = statement.where(column == value)
    return statement


def count_items(bank_id: int, wanted: ItemFilter) -> int:
    return session().scalar(_narrowed(select(func.count(ItemRow.id)), bank_id, wanted)) or 0


def page_of_items(bank_id: int, wanted: ItemFilter, *, offset: int, limit: int) -> list[tuple[ItemRow, ItemVersion]]:
    """Items with their current versions, by code."""
    statement: Select[*tuple[Any, ...]] = select(ItemRow, ItemVersion).join(ItemVersion, _CURRENT)
    statement = _narrowed(statement, bank_id, wanted).order_by(ItemRow.code, ItemRow.id).offset(offset).limit(limit)
    return [(row[0], row[1]) for row in session().execute(statement)]


def all_current(bank_id: int) -> list[tuple[ItemRow, ItemVersion]]:
    """Every item of the bank with its current version, by code."""
    statement = select(ItemRow, ItemVersion).join(ItemVersion, _CURRENT).where(ItemRow.bank_id == bank_id)
    return [(row, version) for row, version in session().execute(statement.order_by(ItemRow.code, ItemRow.id))]


def topics(bank_id: int) -> list[str]:
    statement = select(ItemRow.topic).where(ItemRow.bank_id == bank_id, ItemRow.topic != "").distinct()
    return list(session().scalars(statement.order_by(ItemRow.topic)))


def counts_by_cell(bank_id: int) -> dict[tuple[str, str], int]:
    """(topic, level) → appraised items."""
    statement = (
        select(ItemRow.topic, ItemRow.level, func.count())
        .where(ItemRow.bank_id == bank_id, ItemRow.status == "appraised")
        .group_by(ItemRow.topic, ItemRow.level)
    )
    return {(topic, level): count for topic, level, count in session().execute(statement)}


def current_of(item_ids: Collection[int]) -> list[tuple[ItemRow, ItemVersion]]:
    """These items with their current versions, by code."""
    statement = select(ItemRow, ItemVersion).join(ItemVersion, _CURRENT).where(ItemRow.id.in_(sorted(item_ids)))
    return [(row, version) for row, version in session().execute(statement.order_by(ItemRow.code))]


def versions_of(item_id: int) -> list[tuple[ItemVersion, str]]:
    """(version, writer's name), the current one first; not what an import wrote that was taken back."""
    writer = aliased(Person)
    statement = (
        select(ItemVersion, func.coalesce(writer.name, ""))
        .outerjoin(writer, writer.id == ItemVersion.written_by_id)
        .outerjoin(Upload, Upload.id == ItemVersion.upload_id)
        .where(ItemVersion.item_id == item_id, Upload.undone_ms.is_(None))
        .order_by(ItemVersion.number.desc())
    )
    return [(version, name) for version, name in session().execute(statement)]


def last_number(item_id: int) -> int:
    """Of all versions the item ever had; numbers are never used again."""
    return session().scalar(select(func.max(ItemVersion.number)).where(ItemVersion.item_id == item_id)) or 0


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    rows = session().execute(select(Person.id, Person.name).where(Person.id.in_(sorted(person_ids))))
    return {row.id: row.name for row in rows}


def people_named(names: Collection[str]) -> dict[str, int]:
    """Name → the person who has had it longest."""
    rows = session().execute(
        select(Person.name, Person.id).where(Person.name.in_(sorted(names))).order_by(Person.id.desc())
    )
    return {row.name: row.id for row in rows}


def item_of_code(bank_id: int, code: str) -> ItemRow | None:
    return session().scalar(select(ItemRow).where(ItemRow.bank_id == bank_id, ItemRow.code == code))


def codes_like(bank_id: int, prefix: str) -> list[str]:
    statement = select(ItemRow.code).where(ItemRow.bank_id == bank_id, ItemRow.code.startswith(prefix, autoescape=True))
    return list(session().scalars(statement))


def advance(item_id: int, from_number: int, **values: Any) -> bool:
    """Move an item on from the version (and state) that was seen; False if someone else did meanwhile."""
    statement = update(ItemRow).where(ItemRow.id == item_id, ItemRow.version_number == from_number).values(**values)
    return changed_one(statement)


def claim_upload(upload_id: int, owner_id: int, now_ms: int) -> bool:
    """Mark an upload as applied; False if it already was."""
    statement = (
        update(Upload)
        .where(Upload.id == upload_id, Upload.owner_id == owner_id, Upload.applied_ms.is_(None))
        .values(applied_ms=now_ms)
    )
    return changed_one(statement)
