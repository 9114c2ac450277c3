"""Papers printed for a round by code, and the sheets keyed from what people wrote on them."""

from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, Index, String, Table, delete, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, JsonValue, connection, insert_into, session
from contest.storage.people import Person


class RoundPaper(Base):
    """A paper that may be lying on desks: never changed, however the bank changes."""

    __tablename__ = "round_paper"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(
        String(10), primary_key=True
    )  #: of the whole round, so that it names the division
    division: Mapped[str] = mapped_column(String(30))
    paper: Mapped[list[Any]] = mapped_column(JsonValue)  #: [[item_version_id, [option permutation]], …] as printed
    made_ms: Mapped[int] = mapped_column(BigInteger)


class PaperSheet(Base):
    """One person's answers on paper. `first`, `second`, `agreed`: rules.paper_entries.Keying as JSON, {} for none."""

    __tablename__ = "paper_sheet"
    __table_args__ = (
        # One sheet of a person in hand at a time: a second click or a second organiser finds it.
        Index(
            "uq_paper_sheet_waiting",
            "round_id",
            "person_id",
            unique=True,
            sqlite_where=text("attempt_id IS NULL"),
            postgresql_where=text("attempt_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first: Mapped[dict[str, Any]] = mapped_column(JsonValue)
    first_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first_ms: Mapped[int] = mapped_column(BigInteger)
    second: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_ms: Mapped[int | None] = mapped_column(BigInteger)
    agreed: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  #: who resolved; None: both said the same
    agreed_ms: Mapped[int | None] = mapped_column(BigInteger)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"), unique=True)


_sheet = cast(Table, PaperSheet.__table__)


def papers_of(round_id: int) -> list[RoundPaper]:
    return list(session().scalars(select(RoundPaper).where(RoundPaper.round_id == round_id).order_by(RoundPaper.code)))


def paper(round_id: int, code: str) -> RoundPaper | None:
    return session().get(RoundPaper, (round_id, code))


def add_sheet(values: dict[str, Any]) -> int | None:
    """The new sheet's id; None where one of the person is in hand already."""
    empty: dict[str, Any] = {"second": {}, "agreed": {}}
    statement = insert_into(_sheet).on_conflict_do_nothing().returning(PaperSheet.id)
    return connection().execute(statement, {**empty, **values}).scalar_one_or_none()


def add_second(sheet_id: int, values: dict[str, Any]) -> bool:
    """False where somebody was quicker."""
    waiting = update(PaperSheet).where(PaperSheet.id == sheet_id, PaperSheet.second_ms.is_(None))
    return connection().execute(waiting.values(values)).rowcount == 1


def resolve(sheet_id: int, values: dict[str, Any]) -> bool:
    """False where it counts already."""
    open_still = update(PaperSheet).where(PaperSheet.id == sheet_id, PaperSheet.attempt_id.is_(None))
    return connection().execute(open_still.values(values)).rowcount == 1


def mark_counted(sheet_id: int, attempt_id: int) -> None:
    connection().execute(update(PaperSheet).where(PaperSheet.id == sheet_id).values(attempt_id=attempt_id))


def remove(sheet_id: int) -> bool:
    """False where it counts already."""
    gone = delete(PaperSheet).where(PaperSheet.id == sheet_id, PaperSheet.attempt_id.is_(None))
    return connection().execute(gone).rowcount == 1


def sheet(round_id: int, sheet_id: int) -> PaperSheet | None:
    query = select(PaperSheet).where(PaperSheet.round_id == round_id, PaperSheet.id == sheet_id)
    return session().scalar(query.execution_options(populate_existing=True))


def waiting_sheet(round_id: int, person_id: int) -> PaperSheet | None:
    """The person's sheet that does not count yet."""
    query = select(PaperSheet).where(
        PaperSheet.round_id == round_id, PaperSheet.person_id == person_id, PaperSheet.attempt_id.is_(None)
    )
    return session().scalar(query.execution_options(populate_existing=True))


def sheets_of(round_id: int, limit: int) -> list[tuple[PaperSheet, Person]]:
    """With whose they are: those that do not count yet first, then the newest."""
    query = select(PaperSheet, Person).join(Person, Person.id == PaperSheet.person_id)
    query = query.where(PaperSheet.round_id == round_id)
    query = query.order_by(PaperSheet.attempt_id.is_not(None), PaperSheet.id.desc()).limit(limit)
    return [(s, p) for s, p in session().execute(query.execution_options(populate_existing=True))]


def ready_sheets(round_id: int, limit: int) -> list[tuple[PaperSheet, Person]]:
    """Those that were agreed on and do not count yet, the oldest first, with whose they are."""
    query = select(PaperSheet, Person).join(Person, Person.id == PaperSheet.person_id)
    query = query.where(
        PaperSheet.round_id == round_id, PaperSheet.attempt_id.is_(None), PaperSheet.agreed_ms.is_not(None)
    )
    found = session().execute(query.order_by(PaperSheet.id).limit(limit).execution_options(populate_existing=True))
    return [(s, p) for s, p in found]


def drop_sheets_of_both(from_id: int, to_id: int) -> None:
    """Of sheets in hand that two accounts of one person have in one round, leave the second account's."""
    other = select(PaperSheet.round_id).where(PaperSheet.person_id == to_id, PaperSheet.attempt_id.is_(None))
    connection().execute(
        delete(PaperSheet).where(
            PaperSheet.person_id == from_id, PaperSheet.attempt_id.is_(None), PaperSheet.round_id.in_(other)
        )
    )
