"""Opening an account for oneself."""

from dataclasses import dataclass

from contest.rules.contact import check_password, person_name, plain_email, plain_phone
from contest.rules.days import vietnam_day
from contest.rules.items import Category
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold
from contest.services.actors import unit_tree
from contest.services.passwords import Passwords
from contest.storage import person_rows
from contest.storage.db import commit, session
from contest.storage.people import Person

# Citizens and enterprises may enter without belonging to a unit.
NEED_UNIT = frozenset({Category.OFFICIAL, Category.PUPIL})


@dataclass(frozen=True)
class Registration:
    """What a person says about themselves."""

    name: str
    category: str
    password: str | None  # None: none of their own yet, they set one later with a code
    phone: str = ""
    email: str = ""
    unit_id: int | None = None
    consent_version: str = ""  # of the text they ticked; empty: not ticked


def register(said: Registration, *, passwords: Passwords, now_ms: int) -> Person:
    """A new account, ready to use.

    Raises Refused naming the field; `use_activation_code` when the roster already has this person.
    """
    name, phone, email = person_name(said.name), plain_phone(said.phone), plain_email(said.email)
    if not phone and not email:
        raise Refused("contact_needed", field="phone")
    if said.category not in set(Category):
        raise Refused("unknown_category", field="category")
    if said.unit_id is None and said.category in NEED_UNIT:
        raise Refused("missing_unit", field="unit_q")
    if said.unit_id is not None:
        node = unit_tree().nodes.get(said.unit_id)
        if node is None or not node.exists(vietnam_day(now_ms)):
            raise Refused("unknown_unit", field="unit_q")
    if said.password is not None:
        check_password(said.password)
    for field, value in (("phone", phone), ("email", email)):
        if (other := person_rows.by_contact(field, value)) is not None:
            waits = other.on_roster and other.activated_ms is None
            raise Refused("use_activation_code" if waits else f"{field}_taken", field=field)
    person = Person(
        name=name,
        folded=fold(name),
        category=said.category,
        phone=phone or None,
        email=email or None,
        unit_id=said.unit_id,
        password_hash=passwords.hash(said.password) if said.password is not None else "",
        registered_ms=now_ms,
        activated_ms=now_ms,
        consented_ms=now_ms if said.consent_version else None,
        consent_version=said.consent_version,
    )
    session().add(person)
    person_rows.flush_person()
    commit()
    return person
