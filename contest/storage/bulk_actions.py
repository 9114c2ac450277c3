"""What was done to many rows at once, with the values before, so that it can be taken back."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, Index, String, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from contest.storage.banks import ItemRow
from contest.storage.db import Base, JsonValue, changed_one, session
from contest.storage.people import Person
from contest.storage.publications import Publication, PublicationEntry

#: kind → the column it changes
COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "deactivate": Person.active,
    "activate": Person.active,
    "move": Person.unit_id,
    "retire": ItemRow.status,
    "put_back": ItemRow.status,
}


class BulkAction(Base):
    """One action on many rows; who did it may take it back."""

    __tablename__ = "bulk_action"
    __table_args__ = (Index("ix_bulk_action_actor", "actor_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    actor_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))  #: a key of COLUMNS
    target_id: Mapped[int | None]  #: the bank, of actions on items
    changes: Mapped[list[tuple[int, Any, Any]]] = mapped_column(JsonValue)  #: [row id, before, after] of each
    undone_ms: Mapped[int | None] = mapped_column(BigInteger)


def swap(kind: str, row_id: int, before: Any, after: Any) -> bool:
    """Set what the kind changes in one row; False if it does not hold `before` (any more)."""
    column = COLUMNS[kind]
    table = column.class_
    held = column.is_(before) if before is None or isinstance(before, bool) else column == before
    statement = update(table).where(table.id == row_id, held).values({column.key: after})
    return changed_one(statement, synchronize="fetch")


def newest(actor_id: int, kinds: Collection[str], target_id: int | None, since_ms: int) -> BulkAction | None:
    """The actor's last action of these kinds, if it was not taken back."""
    statement = (
        select(BulkAction)
        .where(
            BulkAction.actor_id == actor_id,
            BulkAction.kind.in_(kinds),
            BulkAction.target_id.is_(None) if target_id is None else BulkAction.target_id == target_id,
            BulkAction.at_ms >= since_ms,
        )
        .order_by(BulkAction.id.desc())
        .limit(1)
    )
    found = session().scalar(statement)
    return found if found is not None and found.undone_ms is None else None


def claim_undo(action_id: int, now_ms: int) -> bool:
    """Mark it as taken back; False if it already was."""
    statement = (
        update(BulkAction).where(BulkAction.id == action_id, BulkAction.undone_ms.is_(None)).values(undone_ms=now_ms)
    )
    return changed_one(statement)


def published_since(person_ids: Collection[int], since_ms: int) -> bool:
    """Does a publication made since then name one of these people?"""
    named = (
        exists()
        .where(PublicationEntry.person_id.in_(sorted(person_ids)))
        .where(Publication.id == PublicationEntry.publication_id, Publication.at_ms >= since_ms)
    )
    return bool(session().scalar(select(named)))
