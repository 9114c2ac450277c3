"""What a contest's rules may draw from: banks to choose, their names and topics."""

from collections.abc import Collection

from sqlalchemy import func, select

from contest.rules.items import Status
from contest.storage.banks import Bank, ItemRow
from contest.storage.db import connection


def banks_of(unit_ids: Collection[int] | None) -> list[tuple[str, str]]:
    """(code, name) of the banks these units keep (None: every unit), by name."""
    query = select(Bank.code, Bank.name).order_by(Bank.name, Bank.code)
    rows = connection().execute(query if unit_ids is None else query.where(Bank.unit_id.in_(unit_ids)))
    return [(row.code, row.name) for row in rows]


def bank_names(codes: Collection[str]) -> dict[str, str]:
    """code → name; codes of no bank are left out."""
    rows = connection().execute(select(Bank.code, Bank.name).where(Bank.code.in_(codes)))
    return {row.code: row.name for row in rows}


def appraised_by_topic(bank_code: str) -> dict[tuple[str, str], int]:
    """(topic, level) → appraised items of the bank; a blueprint is laid out over these."""
    query = (
        select(ItemRow.topic, ItemRow.level, func.count().label("items"))
        .join(Bank, Bank.id == ItemRow.bank_id)
        .where(Bank.code == bank_code, ItemRow.status == Status.APPRAISED)
        .group_by(ItemRow.topic, ItemRow.level)
    )
    return {(row.topic, row.level): row.items for row in connection().execute(query)}


def drafts_waiting(unit_ids: Collection[int] | None) -> list[tuple[int, str, int]]:
    """(bank id, name, drafts) of the banks of these units that hold items waiting for appraisal."""
    query = (
        select(Bank.id, Bank.name, func.count().label("items"))
        .join(ItemRow, ItemRow.bank_id == Bank.id)
        .where(ItemRow.status == Status.DRAFT)
        .group_by(Bank.id, Bank.name)
        .order_by(Bank.name)
    )
    rows = connection().execute(query if unit_ids is None else query.where(Bank.unit_id.in_(unit_ids)))
    return [(row.id, row.name, row.items) for row in rows]
