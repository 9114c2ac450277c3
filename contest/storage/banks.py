"""Question banks: a bank, its items, and the immutable versions of each item."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.item_json import item_from_json
from contest.rules.item_types import playable
from contest.rules.items import Item, Scope, Status
from contest.rules.papers import Drawable
from contest.storage.db import Base, JsonValue, connection, session


class Bank(Base):
    __tablename__ = "bank"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  #: whose bank it is
    note: Mapped[str] = mapped_column(String(500), default="")
    created_ms: Mapped[int] = mapped_column(BigInteger)
    practice: Mapped[bool] = mapped_column(default=False)  #: anybody may practise its items while no round draws them


class ItemRow(Base):
    """What an item is over all its versions; the content is in `version_id`."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("bank_id", "code"), Index("ix_item_list", "bank_id", "status", "topic", "level"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(12))  #: rules.items.Status
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appraiser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appraised_ms: Mapped[int | None] = mapped_column(BigInteger)
    version_number: Mapped[int] = mapped_column(default=1)  #: the current version
    # Copied from the current version, for lists and for drawing papers.
    topic: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(10))
    type: Mapped[str] = mapped_column(String(30))
    enemy_group: Mapped[str] = mapped_column(String(60), default="")
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)  #: digest of the folded stem, options and key
    folded: Mapped[str] = mapped_column(Text)  #: code, stem and options without diacritics, for search


class ItemVersion(Base):
    """One immutable content of an item: `content` is `rules.items.Item` as JSON."""

    __tablename__ = "item_version"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JsonValue)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_ms: Mapped[int] = mapped_column(BigInteger)
    review_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)  #: the import it came with


def bank_by_code(code: str) -> Bank | None:
    return session().scalar(select(Bank).where(Bank.code == code))


def load_versions(version_ids: Collection[int]) -> dict[int, Item]:
    """The content of item versions, by version id; ids that do not exist are left out."""
    rows = connection().execute(
        select(ItemVersion.id, ItemVersion.content).where(ItemVersion.id.in_(sorted(version_ids)))
    )
    return {row.id: item_from_json(row.content) for row in rows}


def drawable(bank_id: int, on: date, kept: dict[int, Item] | None = None) -> list[Drawable]:
    """The current versions that a paper of that day may use: appraised, no sample, and resting on
    legal bases of which none has run out. `kept`: versions that were read before; the others are put in."""
    kept = {} if kept is None else kept
    current = and_(ItemVersion.item_id == ItemRow.id, ItemVersion.number == ItemRow.version_number)
    rows = (
        connection()
        .execute(
            select(ItemVersion.item_id, ItemVersion.id)
            .select_from(ItemRow)
            .join(ItemVersion, current)
            .where(ItemRow.bank_id == bank_id, ItemRow.status == Status.APPRAISED)
            .order_by(ItemRow.id)
        )
        .all()
    )
    if missing := {row.id for row in rows} - kept.keys():
        kept.update(load_versions(missing))
    found = []
    for row in rows:
        item = kept[row.id]
        if not playable(item.type):
            continue
        if item.scope != Scope.SAMPLE and all(b.valid_to is None or on <= b.valid_to for b in item.legal_basis):
            found.append(
                Drawable(
                    version_id=row.id,
                    item_id=row.item_id,
                    topic=item.topic,
                    level=item.level,
                    type=item.type,
                    enemy_group=item.enemy_group,
                    option_count=len(item.options),
                    audience=item.audience,
                )
            )
    return found
