"""Units: the tree, its history and its headcounts."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, Row, String, Table, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.units import UnitNode, UnitTree
from contest.storage.db import Base, session


class Unit(Base):
    """One node. Its parent is never derived from its code; its kind is a free label."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(250))
    folded: Mapped[str] = mapped_column(String(250), index=True)  #: name and code without diacritics, for search
    kind: Mapped[str] = mapped_column(String(80), default="")
    emulation_group: Mapped[str] = mapped_column(String(120), default="")  #: khối, cụm thi đua
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  #: last day it existed
    open_entry: Mapped[bool] = mapped_column(
        default=False
    )  #: holds people who belong to no agency (người dân, doanh nghiệp)
    note: Mapped[str] = mapped_column(String(500), default="")


class Headcount(Base):
    """Biên chế of one unit itself (not of its subtree), counting from a date."""

    __tablename__ = "headcount"
    __table_args__ = (UniqueConstraint("unit_id", "counted_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    counted_on: Mapped[date]
    people: Mapped[int]


class Succession(Base):
    """`successor` took over (part of) `predecessor`: merged, split, renamed."""

    __tablename__ = "succession"
    __table_args__ = (Index("ix_succession_successor", "successor_id"),)

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)


TreeRows = tuple[Sequence[Row[Any]], Sequence[Row[Any]], Sequence[Row[Any]]]


def tree_rows() -> TreeRows:
    """What the whole tree is made of, in three statements: rows that can be compared."""
    counted = select(Headcount.unit_id, Headcount.counted_on, Headcount.people).order_by(Headcount.counted_on)
    followed = select(Succession.predecessor_id, Succession.successor_id).order_by(Succession.successor_id)
    units, headcounts, successions = (
        session().execute(query).all()
        for query in (select(cast(Table, Unit.__table__)).order_by(Unit.id), counted, followed)
    )
    return units, headcounts, successions


def load_tree() -> UnitTree:
    return tree_of(tree_rows())


def tree_of(rows: TreeRows) -> UnitTree:
    units, counted, followed = rows
    headcounts: dict[int, list[tuple[date, int]]] = {}
    for h in counted:
        headcounts.setdefault(h.unit_id, []).append((h.counted_on, h.people))
    successors: dict[int, list[int]] = {}
    for s in followed:
        successors.setdefault(s.predecessor_id, []).append(s.successor_id)
    return UnitTree.of(
        UnitNode(
            id=u.id,
            code=u.code,
            name=u.name,
            kind=u.kind,
            emulation_group=u.emulation_group,
            parent_id=u.parent_id,
            valid_from=u.valid_from,
            valid_to=u.valid_to,
            open_entry=u.open_entry,
            headcounts=tuple(headcounts.get(u.id, ())),
            successors=tuple(successors.get(u.id, ())),
        )
        for u in units
    )
