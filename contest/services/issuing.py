"""Handing out one-time codes: activation slips for a unit's people, a reset code for one person.

A code is returned once, here; only its digest stays.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from contest.rules.authority import commands
from contest.rules.one_time_codes import digest, lifetime_ms, new_code
from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.storage import codes, person_rows
from contest.storage.db import commit
from contest.storage.people import Person, audit

MOST_SLIPS = 2000


@dataclass(frozen=True)
class Slip:
    """What is printed for one person."""

    name: str
    position: str
    login: str
    code: str
    expires_ms: int


@dataclass(frozen=True)
class UnitSlips:
    unit: str
    slips: list[Slip]


def people_awaiting(unit_ids: Collection[int], actor: Actor) -> list[Person]:
    """Whom slips would be printed for: on the roster, not yet active, and not above the actor."""
    waiting = person_rows.awaiting(unit_ids, MOST_SLIPS)
    grants = person_rows.grants_of([p.id for p in waiting])
    return [p for p in waiting if commands(actor, grants.get(p.id, ()))]


def print_slips(unit_ids: Collection[int], *, actor: Actor, secret: str, now_ms: int) -> list[UnitSlips]:
    """Fresh activation codes for everyone still waiting in these units; older codes stop working."""
    return _print(people_awaiting(unit_ids, actor), actor, secret, now_ms)


def slips_for(person_ids: Collection[int], *, actor: Actor, secret: str, now_ms: int) -> list[UnitSlips]:
    """The same for these people, whom the actor may give codes to (`bulk_actions.plan_people`)."""
    return _print(person_rows.by_ids(person_ids), actor, secret, now_ms)


def _print(people: Iterable[Person], actor: Actor, secret: str, now_ms: int) -> list[UnitSlips]:
    nodes = unit_tree().nodes
    by_unit: dict[int, list[Slip]] = {}
    for person in people:
        code, expires_ms = _issue(person, "activate", actor, secret, now_ms)
        slip = Slip(person.name, person.position, login_name(person), code, expires_ms)
        by_unit.setdefault(person.unit_id or 0, []).append(slip)
    if not by_unit:
        raise Refused("nobody_awaits_activation")
    count = sum(len(slips) for slips in by_unit.values())
    audit(actor.person_id, "codes.print", "unit", None, now_ms, people=count, units=len(by_unit))
    commit()
    return [UnitSlips(nodes[u].name if u in nodes else "", slips) for u, slips in by_unit.items()]


def issue_code(person_id: int, *, actor: Actor, secret: str, now_ms: int) -> tuple[str, str, int]:
    """(code, purpose, expires_ms): a reset code, or an activation code if the account was never active.

    Raises Refused("outranked") for people who hold roles beyond the actor's own reach.
    """
    person = person_rows.person(person_id)
    if not commands(actor, person_rows.grants_of([person_id]).get(person_id, ())):
        raise Refused("outranked")
    if person_id == actor.person_id:
        raise Refused("not_on_yourself")
    if not person.active:
        raise Refused("account_inactive")
    purpose = "reset" if person.activated_ms is not None else "activate"
    code, expires_ms = _issue(person, purpose, actor, secret, now_ms)
    audit(actor.person_id, f"codes.{purpose}", "person", person_id, now_ms)
    commit()
    return code, purpose, expires_ms


def login_name(person: Person) -> str:
    """What the person types to log in: the first of phone, e-mail, staff code."""
    return person.phone or person.email or person.staff_code or ""


def _issue(person: Person, purpose: str, actor: Actor, secret: str, now_ms: int) -> tuple[str, int]:
    code, expires_ms = new_code(), now_ms + lifetime_ms(purpose)
    codes.replace(person.id, purpose, digest(code, secret), now_ms, expires_ms, actor.person_id)
    return code, expires_ms
