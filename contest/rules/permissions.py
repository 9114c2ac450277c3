"""Who may do what. `can` decides one object; lists are cut by `visible_units`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    CONTESTANT = "contestant"  # every person has it; never granted
    AUTHOR = "author"
    APPRAISER = "appraiser"
    ORGANISER = "organiser"
    JUDGE = "judge"
    ADMIN = "admin"


class Action(StrEnum):
    VIEW = "view"
    MANAGE = "manage"  # create, change, delete
    WRITE = "write"  # write items into a bank
    APPRAISE = "appraise"
    CLOSE = "close"  # close, publish
    APPOINT = "appoint"  # grant roles


@dataclass(frozen=True)
class Actor:
    """The person asking. `scopes` maps each role they hold to the ids of all units (whole
    subtrees) they hold it over; an admin's scope is not looked at."""

    person_id: int
    name: str = ""
    unit_id: int | None = None
    category: str = ""
    scopes: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.scopes

    @property
    def is_staff(self) -> bool:
        """Holds any role beyond contestant: sees the organisers' desk."""
        return bool(self.scopes)

    @property
    def organises(self) -> frozenset[int]:
        return self.scopes.get(Role.ORGANISER, frozenset())

    def holds(self, role: str, unit_id: int | None) -> bool:
        return unit_id is not None and unit_id in self.scopes.get(role, frozenset())


@dataclass(frozen=True)
class Subject:
    """What is asked about: a kind ("contest", "bank", "item", "person", "unit", "attempt", "roles")
    and the facts that decide."""

    kind: str
    unit_id: int | None = None  # the unit it belongs to
    person_id: int | None = None  # whose it is (an attempt, an account)
    author_id: int | None = None  # who wrote it (an item)
    public: bool = False  # announced, so that anyone may look


def can(actor: Actor | None, action: Action, subject: Subject) -> bool:
    """May this person (None: a stranger who is not logged in) do this to that?"""
    if action is Action.VIEW and subject.public:
        return True
    if actor is None:
        return False
    if actor.is_admin:
        # Even an admin does not appraise what they wrote themselves.
        return not (action is Action.APPRAISE and subject.author_id == actor.person_id)
    organises = actor.holds(Role.ORGANISER, subject.unit_id)
    match subject.kind:
        case "attempt":
            return action is Action.VIEW and (subject.person_id == actor.person_id or organises)
        case "person":
            if subject.person_id == actor.person_id:
                return action in {Action.VIEW, Action.MANAGE}
            return organises and action in {Action.VIEW, Action.MANAGE, Action.APPOINT}
        case "bank" | "item":
            return _bank(actor, action, subject, organises)
        case "contest" | "unit" | "roles":
            return organises
    return False


def _bank(actor: Actor, action: Action, subject: Subject, organises: bool) -> bool:
    writes = organises or actor.holds(Role.AUTHOR, subject.unit_id)
    appraises = actor.holds(Role.APPRAISER, subject.unit_id)
    if action is Action.VIEW:
        return writes or appraises
    if action is Action.WRITE:
        return writes
    if action is Action.APPRAISE:
        return appraises and subject.author_id != actor.person_id
    return organises and action is Action.MANAGE


def visible_units(actor: Actor | None) -> frozenset[int] | None:
    """The units whose people, contests and banks this person may list; None means all."""
    if actor is None:
        return frozenset()
    return None if actor.is_admin else actor.organises
