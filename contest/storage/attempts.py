"""Attempts: one row holds the paper, the answers and the grade."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, JsonValue


class Attempt(Base):
    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "number"),
        # One open attempt at a time, whatever races.
        Index(
            "uq_attempt_open",
            "round_id",
            "person_id",
            unique=True,
            sqlite_where=text("submitted_ms IS NULL"),
            postgresql_where=text("submitted_ms IS NULL"),
        ),
        Index(
            "ix_attempt_due",
            "deadline_ms",
            sqlite_where=text("submitted_ms IS NULL"),
            postgresql_where=text("submitted_ms IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[int]  #: 1 for the person's first attempt in the round
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  #: as it was at the start
    division: Mapped[str] = mapped_column(String(30))
    paper: Mapped[list[Any]] = mapped_column(
        JsonValue
    )  #: [[item_version_id, [option permutation]], …] in displayed order
    started_ms: Mapped[int] = mapped_column(BigInteger)
    deadline_ms: Mapped[int] = mapped_column(BigInteger)
    grace_ms: Mapped[int] = mapped_column(BigInteger)  #: saves count before deadline_ms + grace_ms
    answers: Mapped[str] = mapped_column(
        Text, default="{}"
    )  #: JSON: {"a": {position: response}, "f": [flagged], "p": prediction}
    revision: Mapped[int] = mapped_column(default=0)
    save_id: Mapped[str] = mapped_column(String(40), default="")
    saved_ms: Mapped[int | None] = mapped_column(BigInteger)
    submitted_ms: Mapped[int | None] = mapped_column(BigInteger)  #: finish: min(arrival, deadline)
    closed_by: Mapped[str] = mapped_column(String(12), default="")  #: "person" or "time"
    score: Mapped[int | None]  #: hundredths of a point
    correct: Mapped[int | None]  #: items answered fully right
    elapsed_ms: Mapped[int | None] = mapped_column(BigInteger)
    prediction: Mapped[int | None] = mapped_column(BigInteger)
    receipt: Mapped[str] = mapped_column(String(40), default="")
    voided_ms: Mapped[int | None] = mapped_column(BigInteger)
    void_reason: Mapped[str] = mapped_column(String(300), default="")
