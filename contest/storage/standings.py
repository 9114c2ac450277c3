"""Standings: what counts for each person in each round, and what of it changed since when."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import BigInteger, ForeignKey, Index, Insert, String, Table, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from contest.storage.db import Base, connection, insert_into
from contest.storage.prepared import Prepared


class next_change(FunctionElement[int]):  # noqa: N801 - reads as the SQL function it is
    """A number that tells changes of standings apart in time: of the transaction where several
    write at once, else one more than the highest so far (SQLite has one writer)."""

    type = BigInteger()
    inherit_cache = True


@compiles(next_change, "postgresql")
def _on_postgresql(_element: next_change, _compiler: Any, **_options: Any) -> str:
    return "CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)"


@compiles(next_change, "sqlite")
def _on_sqlite(_element: next_change, _compiler: Any, **_options: Any) -> str:
    return "(SELECT coalesce(max(change), 0) + 1 FROM standing)"


class Standing(Base):
    """One person's counted attempt in one round."""

    __tablename__ = "standing"
    __table_args__ = (
        Index("ix_standing_rank", "round_id", "division", "place", "person_id"),
        Index("ix_standing_unit", "round_id", "unit_id"),
        Index("ix_standing_change", "change"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    division: Mapped[str] = mapped_column(String(30))
    score: Mapped[int]
    correct: Mapped[int]
    all_correct: Mapped[bool]
    elapsed_ms: Mapped[int] = mapped_column(BigInteger)
    finished_ms: Mapped[int] = mapped_column(BigInteger)
    registered_ms: Mapped[int] = mapped_column(BigInteger)
    attempts: Mapped[int]
    prediction: Mapped[int | None] = mapped_column(BigInteger)
    # Written by the closing pass.
    prediction_error: Mapped[int | None] = mapped_column(BigInteger)
    place: Mapped[int | None]  #: rank by all rules; equal places are true ties
    disqualified: Mapped[bool] = mapped_column(default=False)
    disqualified_reason: Mapped[str] = mapped_column(String(300), default="")
    #: Written with every change, by which boards find what changed since they last looked.
    change: Mapped[int] = mapped_column(BigInteger, default=next_change(), onupdate=next_change(), server_default="0")


_standing = cast(Table, Standing.__table__)
_KEY = ("round_id", "person_id")


def upsert(values: dict[str, Any], *, counts: bool) -> None:
    """Write what a handed-in attempt changes: everything if it now `counts`, else only the number
    of attempts. Places and disqualifications are never touched here."""
    written = tuple(name for name in values if name not in _KEY) if counts else ("attempts",)
    _upsert(written).one(**values)


@lru_cache
def _upsert(written: tuple[str, ...]) -> Prepared:
    return Prepared(lambda: _upserting(written))


def _upserting(written: tuple[str, ...]) -> Insert:
    statement = insert_into(_standing)
    changed: dict[str, Any] = {name: getattr(statement.excluded, name) for name in written}
    changed["change"] = next_change()  # ON CONFLICT knows nothing of the column's own onupdate
    upserting = statement.on_conflict_do_update(index_elements=_KEY, set_=changed)
    return upserting.returning(_standing.c.person_id)


def counted_attempt(round_id: int, person_id: int) -> int | None:
    """The id of the attempt that counts for a person in a round."""
    statement = select(_standing.c.attempt_id).where(
        _standing.c.round_id == round_id, _standing.c.person_id == person_id
    )
    return connection().execute(statement).scalar_one_or_none()


class Horizon(NamedTuple):
    """Every change below `low` was seen by whoever reads after this; none from `high` on need be."""

    low: int
    high: int


def horizon() -> Horizon:
    """How far changes are known now. On PostgreSQL a transaction may commit after one that began
    later: what is still open counts as not seen."""
    if connection().dialect.name == "sqlite":
        top: int = connection().execute(text("SELECT coalesce(max(change), 0) + 1 FROM standing")).scalar_one()
        return Horizon(top, top)
    seen = "SELECT CAST(CAST(pg_snapshot_{0}(s) AS TEXT) AS BIGINT)"
    statement = f"{seen.format('xmin')}, ({seen.format('xmax')}) FROM pg_current_snapshot() s"
    row: Any = connection().execute(text(statement)).one()
    return Horizon(*row)


def changed_people(round_ids: Collection[int], since: Horizon, until: Horizon) -> list[int]:
    """Everyone whose standing in one of the rounds changed between two horizons; some perhaps before."""
    found = select(_standing.c.person_id).where(
        _standing.c.change >= since.low, _standing.c.change < until.high, _standing.c.round_id.in_(round_ids)
    )
    return list(connection().execute(found.distinct()).scalars())
