"""Standings: what counts for each person in each round, in an order the database can read off."""

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, Bytewise


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
