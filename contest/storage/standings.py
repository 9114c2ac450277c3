"""Standings: what counts for each person in each round, in an order the database can read off."""

from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, Index, String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, Bytewise, connection, insert_into


class Standing(Base):
    """One person's counted attempt in one round."""

    __tablename__ = "standing"
    __table_args__ = (
        # person_id last: who comes next among equals is read off the index too.
        Index("ix_standing_order", "round_id", "division", "live_key", "person_id"),
        Index("ix_standing_rank", "round_id", "division", "place", "person_id"),
        Index("ix_standing_unit", "round_id", "unit_id"),
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
    #: Fixed-width digits: ascending order is the order by what is known before close.
    live_key: Mapped[str] = mapped_column(Bytewise)
    # Written by the closing pass.
    prediction_error: Mapped[int | None] = mapped_column(BigInteger)
    place: Mapped[int | None]  #: rank by all rules; equal places are true ties
    disqualified: Mapped[bool] = mapped_column(default=False)
    disqualified_reason: Mapped[str] = mapped_column(String(300), default="")


_standing = cast(Table, Standing.__table__)
_KEY = ("round_id", "person_id")


def upsert(values: dict[str, Any], *, counts: bool) -> None:
    """Write what a handed-in attempt changes: everything if it now `counts`, else only the number
    of attempts and the key they enter. Places and disqualifications are never touched here."""
    statement = insert_into(_standing)
    written = [name for name in values if name not in _KEY] if counts else ["attempts", "live_key"]
    connection().execute(
        statement.on_conflict_do_update(
            index_elements=_KEY, set_={name: getattr(statement.excluded, name) for name in written}
        ),
        values,
    )


def counted_attempt(round_id: int, person_id: int) -> int | None:
    """The id of the attempt that counts for a person in a round."""
    statement = select(_standing.c.attempt_id).where(
        _standing.c.round_id == round_id, _standing.c.person_id == person_id
    )
    return connection().execute(statement).scalar_one_or_none()
