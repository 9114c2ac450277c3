"""Statements about units beyond the tree: finding, writing, counting."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold
from contest.storage.db import session
from contest.storage.people import Person
from contest.storage.searching import holds_words
from contest.storage.units import Headcount, Succession, Unit


def folded(name: str, code: str) -> str:
    """What a unit is searched by."""
    return fold(f"{name} {code}")[:250]


def unit(unit_id: int) -> Unit:
    """Raises Refused("not_found")."""
    found = session().get(Unit, unit_id)
    if found is None:
        raise Refused("not_found")
    return found


def search(words: str, *, living_on: date | None, limit: int) -> list[int]:
    """Ids of units that hold all the words, names beginning with them first."""
    statement = select(Unit.id).where(holds_words(Unit.folded, words))
    if living_on is not None:
        statement = statement.where(
            or_(Unit.valid_from.is_(None), Unit.valid_from <= living_on),
            or_(Unit.valid_to.is_(None), Unit.valid_to >= living_on),
        )
    begins = Unit.folded.startswith(fold(words), autoescape=True)
    return list(session().scalars(statement.order_by(begins.desc(), func.length(Unit.folded), Unit.id).limit(limit)))


def notes() -> dict[int, str]:
    """Unit id → note, of units that have one."""
    return {row.id: row.note for row in session().execute(select(Unit.id, Unit.note).where(Unit.note != ""))}


def flush_unit() -> None:
    """Raises Refused("unit_code_taken") when another unit has the code."""
    try:
        session().flush()
    except IntegrityError:
        session().rollback()
        raise Refused("unit_code_taken", field="code") from None


def set_headcounts(counts: Mapping[tuple[int, date], int]) -> None:
    """(unit id, day) → people; a day counted before gets the new number."""
    unit_ids = {unit_id for unit_id, _ in counts}
    known = {
        (row.unit_id, row.counted_on): row
        for row in session().scalars(select(Headcount).where(Headcount.unit_id.in_(unit_ids)))
    }
    for (unit_id, counted_on), people in counts.items():
        if row := known.get((unit_id, counted_on)):
            row.people = people
        else:
            session().add(Headcount(unit_id=unit_id, counted_on=counted_on, people=people))


def drop_headcount(unit_id: int, counted_on: date) -> None:
    session().execute(delete(Headcount).where(Headcount.unit_id == unit_id, Headcount.counted_on == counted_on))


def add_successions(pairs: Iterable[tuple[int, int]]) -> None:
    """(predecessor, successor); those already known stay."""
    wanted = set(pairs)
    known = select(Succession.predecessor_id, Succession.successor_id).where(
        Succession.predecessor_id.in_({predecessor for predecessor, _ in wanted})
    )
    for predecessor_id, successor_id in wanted - {(p, s) for p, s in session().execute(known)}:
        session().add(Succession(predecessor_id=predecessor_id, successor_id=successor_id))


def move_children(from_id: int, to_id: int) -> None:
    session().execute(update(Unit).where(Unit.parent_id == from_id, Unit.id != to_id).values(parent_id=to_id))


def move_people(from_id: int, to_id: int) -> None:
    """Where people belong from now on; their past attempts keep the unit they were made in."""
    session().execute(update(Person).where(Person.unit_id == from_id).values(unit_id=to_id))


def people_count(unit_ids: Collection[int]) -> dict[int, int]:
    """Unit id → accounts in it."""
    rows = session().execute(
        select(Person.unit_id, func.count())
        .where(Person.unit_id.in_(unit_ids), Person.merged_into_id.is_(None))
        .group_by(Person.unit_id)
    )
    return {unit_id: count for unit_id, count in rows if unit_id is not None}


def ids_by_code() -> dict[str, int]:
    return {row.code: row.id for row in session().execute(select(Unit.code, Unit.id))}


def units(ids: Iterable[int]) -> list[Unit]:
    return list(session().scalars(select(Unit).where(Unit.id.in_(set(ids)))))
