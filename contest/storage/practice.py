"""What people practise: their cards, the questions that may be asked, what units have done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, Table, and_, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.item_json import item_from_json
from contest.rules.item_types import playable
from contest.rules.items import Item, Scope, Status
from contest.rules.spaced_repetition import MASTERED, Card
from contest.storage.banks import Bank, ItemRow, ItemVersion
from contest.storage.contests import Contest, Round
from contest.storage.db import Base, JsonValue, connection, insert_into, session
from contest.storage.people import Person


class PracticeCard(Base):
    """One person's past with one item: rules.spaced_repetition.Card, and what was answered last."""

    __tablename__ = "practice_card"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), primary_key=True, index=True)
    box: Mapped[int]
    due_on: Mapped[date]  #: the day in Vietnam
    seen: Mapped[int]
    wrong: Mapped[int]
    last_ms: Mapped[int] = mapped_column(BigInteger)
    version_number: Mapped[int]  #: of the item, as it was answered last
    response: Mapped[Any] = mapped_column(JsonValue)  #: in canonical option indexes


_card = cast(Table, PracticeCard.__table__)


@dataclass(frozen=True)
class Practisable:
    """The current version of an item that may be practised."""

    item_id: int
    number: int
    item: Item


def practised_banks() -> list[Bank]:
    """The banks that organisers have opened for practice, by name."""
    return list(session().scalars(select(Bank).where(Bank.practice).order_by(Bank.name, Bank.id)))


def unfinished_rounds(after_ms: int) -> list[tuple[Round, Contest]]:
    """Every counted round whose window closes after a moment, by opening."""
    query = select(Round, Contest).join(Contest, Contest.id == Round.contest_id)
    query = query.where(Round.rehearsal.is_(False), Round.closes_ms > after_ms).order_by(Round.opens_ms, Round.id)
    return [(row, contest) for row, contest in session().execute(query)]


def practisable(drawn: Collection[str], on: date, item_ids: Collection[int] | None = None) -> list[Practisable]:
    """Items of the banks opened for practice (None: all of them): appraised ones on legal bases that
    have not run out, and samples. Left out is whatever stands, word for word, in a bank of `drawn`
    (codes of banks that a round is drawing from)."""
    current = and_(ItemVersion.item_id == ItemRow.id, ItemVersion.number == ItemRow.version_number)
    secret = select(ItemRow.fingerprint).join(Bank, Bank.id == ItemRow.bank_id).where(Bank.code.in_(sorted(drawn)))
    query = (
        select(ItemVersion.item_id, ItemVersion.number, ItemVersion.content, ItemRow.status)
        .join(ItemRow, current)
        .join(Bank, Bank.id == ItemRow.bank_id)
        .where(Bank.practice, Bank.code.not_in(sorted(drawn)), ItemRow.status != Status.RETIRED)
        .order_by(ItemRow.id)
    )
    if drawn:
        query = query.where(ItemRow.fingerprint.not_in(secret))
    if item_ids is not None:
        query = query.where(ItemRow.id.in_(sorted(item_ids)))
    rows = [(row, item_from_json(row.content)) for row in connection().execute(query)]
    return [Practisable(row.item_id, row.number, item) for row, item in rows if _may_be_asked(item, row.status, on)]


def _may_be_asked(item: Item, status: str, on: date) -> bool:
    if not playable(item.type):
        return False
    valid = all(basis.valid_to is None or on <= basis.valid_to for basis in item.legal_basis)
    return item.scope == Scope.SAMPLE or (status == Status.APPRAISED and valid)


def cards_of(person_id: int, item_ids: Collection[int] | None = None) -> dict[int, Card]:
    """Item id → the person's card."""
    query = select(_card).where(_card.c.person_id == person_id)
    if item_ids is not None:
        query = query.where(_card.c.item_id.in_(sorted(item_ids)))
    return {
        row.item_id: Card(row.box, row.due_on, row.seen, row.wrong, row.last_ms) for row in connection().execute(query)
    }


def last_answer(person_id: int, item_id: int) -> tuple[int, Any] | None:
    """(version number, response) of the person's last answer to the item."""
    query = select(_card.c.version_number, _card.c.response)
    row = connection().execute(query.where(_card.c.person_id == person_id, _card.c.item_id == item_id)).one_or_none()
    return (row.version_number, row.response) if row else None


def write(person_id: int, item_id: int, card: Card, version_number: int, response: Any) -> bool:
    """Put the card after an answer; False if the one before it was answered by another request meanwhile."""
    values = {
        "box": card.box,
        "due_on": card.due_on,
        "seen": card.seen,
        "wrong": card.wrong,
        "last_ms": card.last_ms,
        "version_number": version_number,
        "response": response,
    }
    statement = insert_into(_card).values(person_id=person_id, item_id=item_id, **values)
    written = connection().execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "item_id"], set_=values, where=_card.c.seen == card.seen - 1
        )
    )
    return written.rowcount == 1


def drop_cards_of_both(from_id: int, to_id: int) -> None:
    """Before two accounts become one: of an item that both have practised, the target's card stays."""
    kept = select(_card.c.item_id).where(_card.c.person_id == to_id).scalar_subquery()
    connection().execute(delete(_card).where(_card.c.person_id == from_id, _card.c.item_id.in_(kept)))


@dataclass(frozen=True)
class Practised:
    """What a unit's own people have done: `people` of `registered` practised, gave `answers` to
    `questions` (counted per person), and have mastered so many of them."""

    registered: int
    people: int = 0
    questions: int = 0
    answers: int = 0
    mastered: int = 0


def by_unit() -> dict[int, Practised]:
    """Unit id → what its people have practised; units without people are absent."""
    done = (
        select(
            _card.c.person_id,
            func.count().label("questions"),
            func.sum(_card.c.seen).label("answers"),
            func.count().filter(_card.c.box == MASTERED).label("mastered"),
        )
        .group_by(_card.c.person_id)
        .subquery()
    )
    query = (
        select(
            Person.unit_id,
            func.count().label("registered"),
            func.count(done.c.person_id).label("people"),
            func.coalesce(func.sum(done.c.questions), 0).label("questions"),
            func.coalesce(func.sum(done.c.answers), 0).label("answers"),
            func.coalesce(func.sum(done.c.mastered), 0).label("mastered"),
        )
        .outerjoin(done, done.c.person_id == Person.id)
        .where(Person.unit_id.is_not(None), Person.merged_into_id.is_(None))
        .group_by(Person.unit_id)
    )
    return {
        row.unit_id: Practised(row.registered, row.people, int(row.questions), int(row.answers), int(row.mastered))
        for row in connection().execute(query)
    }
