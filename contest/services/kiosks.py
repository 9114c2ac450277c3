"""Supervised kiosks: a device at an office on which one person after another takes the quiz.

A kiosk is nothing stored: the device keeps it, signed, and it takes rights away from that device and
gives none. What happened at it is in the record of who did what.
"""

from dataclasses import dataclass, replace

from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.services import accounts, playing, registering
from contest.services.absences import entry_units
from contest.services.actors import actor_for, unit_tree
from contest.services.passwords import Passwords
from contest.services.playing import Started
from contest.services.registering import NEED_UNIT, Registration
from contest.services.round_editing import round_now
from contest.services.rounds import RoundFacts
from contest.storage.db import commit
from contest.storage.people import Person, audit

OPEN_MS = 10 * 3_600_000  # a working day


@dataclass(frozen=True)
class Kiosk:
    """A round, the unit at whose office the device stands, and who answers for it until when."""

    round_id: int
    unit_id: int
    organiser_id: int
    until_ms: int


def may_open(facts: RoundFacts, unit_id: int, actor: Actor) -> bool:
    """Does the actor organise the unit, and the contest too or a unit whose people may enter?"""
    if actor.is_admin:
        return unit_id in unit_tree().nodes
    if unit_id not in actor.organises:
        return False
    allowed = entry_units(facts)
    return allowed is None or facts.contest_unit_id in actor.organises or unit_id in allowed


def own_unit(facts: RoundFacts, actor: Actor) -> int | None:
    """Where the actor most likely opens a kiosk: where they work, else the first unit that they could open
    one for; None where there is none, and so nothing to open."""
    tree = unit_tree()
    likely = [actor.unit_id, facts.contest_unit_id, *tree.tops(actor.organises), *sorted(actor.organises)]
    return next((n for n in likely if n is not None and may_open(facts, n, actor)), None)


def open_kiosk(round_id: int, unit_id: int, *, actor: Actor, now_ms: int) -> Kiosk:
    """Raises Refused: not_found, kiosk_round_over, kiosk_unit_not_yours."""
    facts = round_now(round_id)
    if not facts.announced:
        raise Refused("not_found")
    if now_ms >= facts.rules.closes_ms or facts.closed_ms is not None:
        raise Refused("kiosk_round_over")
    if not may_open(facts, unit_id, actor):
        raise Refused("kiosk_unit_not_yours", field="unit_q")
    kiosk = Kiosk(round_id, unit_id, actor.person_id, min(now_ms + OPEN_MS, facts.rules.closes_ms))
    audit(actor.person_id, "kiosk.open", "round", round_id, now_ms, unit=unit_id, until=kiosk.until_ms)
    commit()
    return kiosk


def close_kiosk(kiosk: Kiosk, login: str, password: str, *, passwords: Passwords, now_ms: int) -> None:
    """Raises Refused: locked_out, wrong_login, kiosk_not_organiser."""
    person = accounts.log_in(login, password, passwords=passwords, now_ms=now_ms)
    actor = actor_for(person)
    if not (actor.is_admin or kiosk.unit_id in actor.organises):
        raise Refused("kiosk_not_organiser")
    audit(person.id, "kiosk.close", "round", kiosk.round_id, now_ms, unit=kiosk.unit_id, opened_by=kiosk.organiser_id)
    commit()


def register(said: Registration, *, passwords: Passwords, now_ms: int) -> Person:
    """A new account without a password: at home its owner sets one with a code from the organisers.
    Only those who need a unit get one. Raises Refused as registering does."""
    unit_id = said.unit_id if said.category in NEED_UNIT else None
    return registering.register(replace(said, password=None, unit_id=unit_id), passwords=passwords, now_ms=now_ms)


def start(kiosk: Kiosk, person_id: int, *, now_ms: int, secret: str) -> Started:
    """Begin or go on with the person's attempt, and keep on record who supervises it.

    Raises Refused as `playing.start` does.
    """
    started = playing.start(person_id, kiosk.round_id, now_ms, secret)
    audit(
        kiosk.organiser_id,
        "kiosk.supervise",
        "attempt",
        started.id,
        now_ms,
        unit=kiosk.unit_id,
        resumed=started.resumed,
    )
    commit()
    return started
