"""Reminders to people who have not entered a round, and who was reminded on which day."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, String, Table, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, JsonValue, connection, insert_into, session


class Reminder(Base):
    """One press of the button: a job writes to everyone of these units who has not entered."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    unit_ids: Mapped[list[Any]] = mapped_column(JsonValue)  #: units whose own people are reminded
    link: Mapped[str] = mapped_column(String(300))  #: where they enter
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_ms: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(default=0)  #: people with an address
    sent: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)  #: reminded on that day already
    failed: Mapped[int] = mapped_column(default=0)
    finished_ms: Mapped[int | None] = mapped_column(BigInteger)


class Reminded(Base):
    """A person is written to once a day at most, whoever asks."""

    __tablename__ = "reminded"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)  #: by Vietnamese clocks
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"))


_reminded = cast(Table, Reminded.__table__)


def find(reminder_id: int) -> Reminder | None:
    return session().get(Reminder, reminder_id)


def newest(round_id: int, person_id: int) -> Reminder | None:
    """The last one this person asked for."""
    query = select(Reminder).where(Reminder.round_id == round_id, Reminder.asked_by_id == person_id)
    return session().scalar(query.order_by(Reminder.id.desc()).limit(1))


def claim(person_id: int, day: date, reminder_id: int) -> bool:
    """Take the person's one reminder of the day; False if it was taken."""
    statement = insert_into(_reminded).on_conflict_do_nothing().returning(_reminded.c.person_id)
    values = {"person_id": person_id, "day": day, "reminder_id": reminder_id}
    return connection().execute(statement, values).scalar_one_or_none() is not None


def give_back(person_id: int, day: date) -> None:
    """The message did not leave: it may be tried again on the same day."""
    connection().execute(delete(Reminded).where(Reminded.person_id == person_id, Reminded.day == day))


def tell_progress(reminder_id: int, **figures: int) -> None:
    connection().execute(update(Reminder).where(Reminder.id == reminder_id).values(**figures))


def reminded_on(day: date, person_ids: Collection[int]) -> set[int]:
    """Which of these were written to on that day."""
    query = select(Reminded.person_id).where(Reminded.day == day, Reminded.person_id.in_(person_ids))
    return set(connection().execute(query).scalars())
