"""Attempts: one row holds the paper, the answers and the grade.

The statements are Core on a connection: they are the burst of a contest.
"""

from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Function,
    Index,
    Label,
    Row,
    ScalarSelect,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, connection, insert_into
from contest.storage.people import Person
from contest.storage.prepared import Prepared
from contest.storage.standings import Standing


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
        # Room beside each row for its next versions: else every save writes every index anew.
        {"postgresql_with": {"fillfactor": 40}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[int]  #: 1 for the person's first attempt in the round
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  #: as it was at the start
    division: Mapped[str] = mapped_column(String(30))
    #: [[item_version_id, [option permutation]], …] in displayed order. As text: only ever read whole, and a
    #: third of what PostgreSQL's own form takes in each version of the row.
    paper: Mapped[list[Any]] = mapped_column(JSON)
    #: Hex digits the paper was drawn by; also keys the receipt. Never shown.
    seed: Mapped[str] = mapped_column(String(32), default="")
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
    closed_by: Mapped[str] = mapped_column(String(12), default="")  #: "person", "time" or "paper"
    score: Mapped[int | None]  #: hundredths of a point
    correct: Mapped[int | None]  #: items answered fully right
    elapsed_ms: Mapped[int | None] = mapped_column(BigInteger)
    prediction: Mapped[int | None] = mapped_column(BigInteger)
    receipt: Mapped[str] = mapped_column(String(40), default="")
    voided_ms: Mapped[int | None] = mapped_column(BigInteger)
    void_reason: Mapped[str] = mapped_column(String(300), default="")


_attempt = cast(Table, Attempt.__table__)
_standing = cast(Table, Standing.__table__)
_open = _attempt.c.submitted_ms.is_(None)

_earlier = _attempt.alias()


def _numbers(figure: Function[int]) -> ScalarSelect[int]:
    """A figure over all attempts of the person in the round."""
    return (
        select(figure)
        .where(_earlier.c.round_id == bindparam("round"), _earlier.c.person_id == Person.id)
        .scalar_subquery()
    )


_ENTRY = Prepared(
    select(
        Person.category,
        Person.unit_id,
        Person.extra_minutes,
        Person.active,
        _numbers(func.count()).label("used"),
        _numbers(func.coalesce(func.max(_earlier.c.number), 0)).label("last_number"),
        _attempt.c.id.label("open_id"),
        _attempt.c.number.label("open_number"),
        (_attempt.c.deadline_ms + _attempt.c.grace_ms).label("open_until_ms"),
    )
    .select_from(Person)
    .outerjoin(_attempt, and_(_attempt.c.person_id == Person.id, _attempt.c.round_id == bindparam("round"), _open))
    .where(Person.id == bindparam("person"))
)

_INSERT = Prepared(lambda: insert_into(_attempt).on_conflict_do_nothing().returning(_attempt.c.id))

_HAND_IN = Prepared(
    _attempt.update()
    .where(
        _attempt.c.id == bindparam("attempt"),
        _open,
        _attempt.c.revision == bindparam("seen_revision"),
        _attempt.c.deadline_ms == bindparam("seen_deadline"),
    )
    .returning(_attempt.c.id)
)

_ONE = Prepared(select(_attempt).where(_attempt.c.id == bindparam("attempt")))


def _counted(name: str) -> Label[Any]:
    mine = and_(_standing.c.round_id == _attempt.c.round_id, _standing.c.person_id == _attempt.c.person_id)
    return select(_standing.c[name]).where(mine).scalar_subquery().label(f"counted_{name}")


# No joins: PostgreSQL joins by reading all people up to this one where its figures say that there are few.
_ONE_WITH_STANDING = Prepared(
    select(
        _attempt,
        select(Person.registered_ms).where(Person.id == _attempt.c.person_id).scalar_subquery().label("registered_ms"),
        *(_counted(name) for name in ("attempt_id", "score", "elapsed_ms", "finished_ms")),
    ).where(_attempt.c.id == bindparam("attempt"))
)


def entry_of(round_id: int, person_id: int) -> Row[Any] | None:
    """What decides a start: the person's category, unit, extra minutes and whether they
    are `active`, how many attempts are `used`, the `last_number` among them, and the open one
    (`open_id`, `open_number`, `open_until_ms`: None where there is none)."""
    return cast("Row[Any] | None", _ENTRY.one(round=round_id, person=person_id))


def insert(values: dict[str, Any]) -> int | None:
    """The new attempt's id; None if the person already has an open one or one of that number."""
    found = _INSERT.one(**values)
    return found.id if found else None


def find(attempt_id: int) -> Row[Any] | None:
    return cast("Row[Any] | None", _ONE.one(attempt=attempt_id))


def with_standing(attempt_id: int) -> Row[Any] | None:
    """The attempt's columns, its person's `registered_ms`, and what counts for them in the round so
    far (`counted_attempt_id`, `counted_score`, `counted_elapsed_ms`, `counted_finished_ms`; None: nothing)."""
    return cast("Row[Any] | None", _ONE_WITH_STANDING.one(attempt=attempt_id))


def overdue(now_ms: int, most: int) -> list[int]:
    """Ids of open attempts that no save can reach any more, the longest overdue first.

    The bare deadline is asked too: the index is on it.
    """
    statement = (
        select(_attempt.c.id)
        .where(_open, _attempt.c.deadline_ms <= now_ms, _attempt.c.deadline_ms + _attempt.c.grace_ms <= now_ms)
        .order_by(_attempt.c.deadline_ms)
        .limit(most)
    )
    return list(connection().execute(statement).scalars())


def hand_in(attempt_id: int, *, seen_revision: int, seen_deadline: int, values: dict[str, Any]) -> bool:
    """Close the attempt with these values. False: it was closed, saved or extended since it was read."""
    keys = {"attempt": attempt_id, "seen_revision": seen_revision, "seen_deadline": seen_deadline}
    return _HAND_IN.one(**keys, **values) is not None


def of_person(round_id: int, person_id: int) -> list[Row[Any]]:
    """Every attempt of one person in one round, in the order they were taken."""
    statement = (
        select(_attempt)
        .where(_attempt.c.round_id == round_id, _attempt.c.person_id == person_id)
        .order_by(_attempt.c.number)
    )
    return list(connection().execute(statement))
