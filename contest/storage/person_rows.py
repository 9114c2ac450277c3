"""Statements about people: who is reached how, who belongs where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.exc import IntegrityError

from contest.rules.contact import plain_login
from contest.rules.permissions import Role
from contest.rules.refusals import Refused
from contest.storage.db import session
from contest.storage.people import Person, RoleGrant
from contest.storage.searching import holds_words

_CHUNK = 500
MOST_ID = 2**31  # an address may name any number; the database holds these
CONTACT_FIELDS = ("phone", "email", "staff_code")


@dataclass(frozen=True)
class PeopleFilter:
    """What a list of people is narrowed by. `units` None: all, people without unit included."""

    units: Collection[int] | None = None
    words: str = ""
    category: str = ""
    activated: bool | None = None


def person(person_id: int) -> Person:
    """Raises Refused("not_found"), for merged accounts too."""
    found = session().get(Person, person_id) if 0 < person_id < MOST_ID else None
    if found is None or found.merged_into_id is not None:
        raise Refused("not_found")
    return found


def by_contact(field: str, value: str) -> Person | None:
    """`field` is one of CONTACT_FIELDS; merged accounts have given theirs away."""
    return session().scalar(select(Person).where(getattr(Person, field) == value)) if value else None


def by_contacts(values: Mapping[str, Iterable[str]]) -> list[Person]:
    """Everyone who has any of the values (field → values)."""
    found: dict[int, Person] = {}
    for field, wanted in values.items():
        listed = sorted(set(wanted))
        for start in range(0, len(listed), _CHUNK):
            chunk = listed[start : start + _CHUNK]
            for row in session().scalars(select(Person).where(getattr(Person, field).in_(chunk))):
                found[row.id] = row
    return list(found.values())


def of_units(unit_ids: Collection[int]) -> list[Person]:
    listed = sorted(unit_ids)
    return [
        row
        for start in range(0, len(listed), _CHUNK)
        for row in session().scalars(
            select(Person).where(Person.unit_id.in_(listed[start : start + _CHUNK]), Person.merged_into_id.is_(None))
        )
    ]


def flush_person() -> None:
    """Write what is pending. Raises Refused("contact_taken") when another account was quicker."""
    try:
        session().flush()
    except IntegrityError:
        session().rollback()
        raise Refused("contact_taken") from None


def page(wanted: PeopleFilter, *, start: int, limit: int) -> tuple[list[Person], int]:
    """(people by name, how many there are in all)."""
    conditions = _conditions(wanted)
    rows = session().scalars(
        _where(select(Person), conditions).order_by(Person.folded, Person.id).offset(start).limit(limit)
    )
    total = session().scalar(_where(select(func.count()).select_from(Person), conditions))
    return list(rows), int(total or 0)


def ids(wanted: PeopleFilter, limit: int) -> list[int]:
    """Whom the filter finds, by name."""
    statement = _where(select(Person.id), _conditions(wanted)).order_by(Person.folded, Person.id)
    return list(session().scalars(statement.limit(limit)))


def _where(statement: Select, conditions: list[ColumnElement[bool]]) -> Select:
    return statement.where(*conditions)


def _conditions(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.merged_into_id.is_(None)]
    if wanted.units is not None:
        conditions.append(Person.unit_id.in_(wanted.units))
    if wanted.words.strip():
        field, value = plain_login(wanted.words)
        conditions.append(or_(holds_words(Person.folded, wanted.words), getattr(Person, field) == value))
    if wanted.category:
        conditions.append(Person.category == wanted.category)
    if wanted.activated is not None:
        activated = Person.activated_ms.is_not(None)
        conditions.append(activated if wanted.activated else ~activated)
    return conditions


def awaiting(unit_ids: Collection[int], limit: int) -> list[Person]:
    """People on the roster of these units who have not activated their accounts."""
    return list(
        session().scalars(
            select(Person)
            .where(
                Person.unit_id.in_(unit_ids),
                Person.on_roster.is_(True),
                Person.activated_ms.is_(None),
                Person.active,
                Person.merged_into_id.is_(None),
            )
            .order_by(Person.unit_id, Person.folded, Person.id)
            .limit(limit)
        )
    )


def same_name(row: Person) -> list[Person]:
    """Other accounts of the same name in the same unit."""
    if row.unit_id is None:
        return []
    return list(
        session().scalars(
            select(Person).where(
                Person.unit_id == row.unit_id,
                Person.folded == row.folded,
                Person.id != row.id,
                Person.merged_into_id.is_(None),
            )
        )
    )


def grants_of(person_ids: Collection[int]) -> dict[int, list[tuple[str, int | None]]]:
    """Person id → (role, unit id) of each grant; people without roles are absent."""
    found: dict[int, list[tuple[str, int | None]]] = {}
    listed = sorted(person_ids)
    for start in range(0, len(listed), _CHUNK):
        chunk = listed[start : start + _CHUNK]
        rows = session().execute(
            select(RoleGrant.person_id, RoleGrant.role, RoleGrant.unit_id).where(RoleGrant.person_id.in_(chunk))
        )
        for person_id, role, unit_id in rows:
            found.setdefault(person_id, []).append((role, unit_id))
    return found


def grants(person_id: int) -> list[RoleGrant]:
    return list(session().scalars(select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.id)))


def by_ids(ids: Iterable[int]) -> list[Person]:
    listed = sorted(set(ids))
    return [
        row
        for start in range(0, len(listed), _CHUNK)
        for row in session().scalars(select(Person).where(Person.id.in_(listed[start : start + _CHUNK])))
    ]


def count_admins() -> int:
    return session().scalar(select(func.count()).select_from(RoleGrant).where(RoleGrant.role == Role.ADMIN)) or 0
