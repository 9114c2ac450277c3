"""An organiser changes what is known of a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from contest.rules.authority import commands
from contest.rules.contact import person_name, plain_email, plain_phone, plain_staff_code
from contest.rules.items import Category
from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold, tidy
from contest.services.actors import unit_tree
from contest.storage import person_rows
from contest.storage.db import commit
from contest.storage.people import audit

MOST_EXTRA_MINUTES = 240


@dataclass(frozen=True)
class PersonData:
    """What a form says of a person. `extra_minutes` are added to every attempt (disability)."""

    name: str
    category: str
    unit_id: int | None
    position: str = ""
    phone: str = ""
    email: str = ""
    staff_code: str = ""
    extra_minutes: int = 0


def change_person(person_id: int, data: PersonData, *, actor: Actor, now_ms: int) -> None:
    """Past attempts keep the unit they were made in.

    Raises Refused: outranked, not_on_yourself (unit and extra time), and those of the fields.
    """
    person = person_rows.person(person_id)
    if not commands(actor, person_rows.grants_of([person_id]).get(person_id, ())):
        raise Refused("outranked")
    said = {
        "name": person_name(data.name),
        "category": data.category,
        "unit_id": data.unit_id,
        "position": tidy(data.position)[:120],
        "phone": plain_phone(data.phone) or None,
        "email": plain_email(data.email) or None,
        "staff_code": plain_staff_code(data.staff_code) or None,
        "extra_minutes": data.extra_minutes,
    }
    _check(person_id, said)
    changes = {name: [getattr(person, name), value] for name, value in said.items() if getattr(person, name) != value}
    if person_id == actor.person_id and not actor.is_admin and {"unit_id", "extra_minutes"} & changes.keys():
        raise Refused("not_on_yourself")
    if "unit_id" in changes and not actor.is_admin and data.unit_id not in actor.organises:
        raise Refused("unit_out_of_scope", field="unit_q")
    if not changes:
        return
    for name, (_, value) in changes.items():
        setattr(person, name, value)
    person.folded = fold(person.name)
    person_rows.flush_person()
    # Which fields, not what they said: the record is no second copy of personal data.
    units = changes.get("unit_id")
    audit(actor.person_id, "person.change", "person", person_id, now_ms, fields=sorted(changes), unit=units)
    commit()


def _check(person_id: int, said: Mapping[str, object]) -> None:
    if said["category"] not in set(Category):
        raise Refused("unknown_category", field="category")
    if said["unit_id"] is not None and said["unit_id"] not in unit_tree().nodes:
        raise Refused("unknown_unit", field="unit_q")
    if not 0 <= int(str(said["extra_minutes"])) <= MOST_EXTRA_MINUTES:
        raise Refused("extra_minutes_out_of_range", field="extra_minutes", most=MOST_EXTRA_MINUTES)
    if not any(said[f] for f in person_rows.CONTACT_FIELDS):
        raise Refused("contact_needed", field="phone")
    for field in person_rows.CONTACT_FIELDS:
        other = person_rows.by_contact(field, str(said[field] or ""))
        if other is not None and other.id != person_id:
            raise Refused(f"{field}_taken", field=field)
