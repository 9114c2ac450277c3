"""Statements about imports that were applied: which items they wrote, what became of these, taking them back."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from contest.rules.items import Status
from contest.storage.banks import ItemRow, ItemVersion
from contest.storage.db import changed_one, session
from contest.storage.people import AuditEntry, Person, Upload

UNDONE = "bank.import.undo"  #: in the record of who did what; its `last_item` is the highest id that was dropped
_AT_ONCE = 500  # ids in one statement


def written_by(upload_id: int) -> list[tuple[int, int]]:
    """(item id, version number) of everything the import wrote."""
    statement = select(ItemVersion.item_id, ItemVersion.number).where(ItemVersion.upload_id == upload_id)
    return [(row.item_id, row.number) for row in session().execute(statement)]


def in_use(upload_ids: Collection[int]) -> dict[int, int]:
    """Upload → its items that somebody has appraised, edited or retired since. Only what was appraised
    can be drawn into a paper."""
    touched = or_(
        ItemRow.version_number != ItemVersion.number,
        ItemRow.status != Status.DRAFT,
        ItemRow.appraised_ms.is_not(None),
    )
    statement = (
        select(ItemVersion.upload_id, func.count())
        .join(ItemRow, ItemRow.id == ItemVersion.item_id)
        .where(ItemVersion.upload_id.in_(sorted(upload_ids)), touched)
        .group_by(ItemVersion.upload_id)
    )
    return {int(upload_id): count for upload_id, count in session().execute(statement) if upload_id is not None}


def claim_undo(upload_id: int, now_ms: int) -> bool:
    """Mark an import as taken back; False if it already was."""
    statement = (
        update(Upload)
        .where(Upload.id == upload_id, Upload.applied_ms.is_not(None), Upload.undone_ms.is_(None))
        .values(undone_ms=now_ms)
    )
    return changed_one(statement)


def lock_items(item_ids: Collection[int]) -> None:
    """Nobody appraises or edits these until the transaction ends (SQLite has one writer anyway)."""
    for some in _chunks(item_ids):
        session().execute(select(ItemRow.id).where(ItemRow.id.in_(some)).with_for_update()).all()


def drop_items(item_ids: Collection[int]) -> None:
    """The items with all their versions."""
    for some in _chunks(item_ids):
        for statement in (
            delete(ItemVersion).where(ItemVersion.item_id.in_(some)),
            delete(ItemRow).where(ItemRow.id.in_(some)),
        ):
            session().execute(statement, execution_options={"synchronize_session": False})


def next_item_id() -> int | None:
    """The id of the next new item where the engine would give that of a dropped one again; None where
    it counts on by itself. SQLite counts from the highest id there is, PostgreSQL never goes back."""
    if session().get_bind().dialect.name != "sqlite":
        return None
    dropped = select(func.max(AuditEntry.details["last_item"].as_integer())).where(AuditEntry.action == UNDONE)
    last = session().scalar(dropped) or 0
    return last + 1 if last > (session().scalar(select(func.max(ItemRow.id))) or 0) else None


def set_back(item_id: int, **values: Any) -> None:
    statement = update(ItemRow).where(ItemRow.id == item_id).values(**values)
    session().execute(statement, execution_options={"synchronize_session": False})


def content_of(item_id: int, number: int) -> dict[str, Any]:
    statement = select(ItemVersion.content).where(ItemVersion.item_id == item_id, ItemVersion.number == number)
    return session().scalars(statement).one()


def entries(bank_id: int, most: int) -> list[tuple[AuditEntry, str]]:
    """(record of an import into the bank, who did it), newest first."""
    statement = (
        select(AuditEntry, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.subject == "bank", AuditEntry.subject_id == bank_id, AuditEntry.action == "bank.import")
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    return [(entry, name) for entry, name in session().execute(statement)]


def undone(upload_ids: Collection[int]) -> dict[int, int]:
    """Upload → when it was taken back, of those that were."""
    statement = select(Upload.id, Upload.undone_ms).where(
        Upload.id.in_(sorted(upload_ids)), Upload.undone_ms.is_not(None)
    )
    return {row.id: row.undone_ms for row in session().execute(statement)}


def _chunks(ids: Collection[int]) -> list[list[int]]:
    ordered = sorted(ids)
    return [ordered[n : n + _AT_ONCE] for n in range(0, len(ordered), _AT_ONCE)]
