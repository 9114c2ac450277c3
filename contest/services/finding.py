"""One search over everything a member of staff may see, without diacritics."""

from dataclasses import dataclass

from contest.rules.permissions import Actor, Role, visible_units
from contest.rules.units import UnitNode
from contest.rules.vietnamese import fold
from contest.services.actors import unit_tree
from contest.storage import contests, finding, person_rows
from contest.storage.banks import Bank, ItemRow
from contest.storage.contests import Contest
from contest.storage.people import Person
from contest.storage.person_rows import PeopleFilter
from contest.storage.searching import MOST_WORDS

MOST = 10  # of each kind


@dataclass(frozen=True)
class Found:
    contests: tuple[Contest, ...] = ()
    units: tuple[UnitNode, ...] = ()
    people: tuple[tuple[Person, str], ...] = ()  # with the unit's name
    items: tuple[tuple[ItemRow, Bank], ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.contests or self.units or self.people or self.items)


def find(actor: Actor, text: str) -> Found:
    """At most MOST of each kind whose words hold all of these, within the actor's scope."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return Found()
    tree, scope = unit_tree(), visible_units(actor)

    def holds(told: str) -> bool:
        return all(word in told for word in words)

    units = [
        node
        for node in tree.nodes.values()
        if (scope is None or node.id in scope) and holds(fold(f"{node.name} {node.code}"))
    ]
    units.sort(key=lambda node: (len(node.name), node.code))
    people = (
        person_rows.page(PeopleFilter(scope, text), start=0, limit=MOST)[0] if actor.organises or scope is None else []
    )
    return Found(
        tuple(c for c in contests.contests_of(scope) if holds(fold(c.name)))[:MOST],
        tuple(units[:MOST]),
        tuple((person, _unit_name(person.unit_id)) for person in people),
        tuple(finding.items(_bank_units(actor), text, MOST)),
    )


def _unit_name(unit_id: int | None) -> str:
    node = unit_tree().nodes.get(unit_id) if unit_id is not None else None
    return node.name if node else ""


def _bank_units(actor: Actor) -> frozenset[int] | None:
    """The units whose banks the person may look into; None: all."""
    if actor.is_admin:
        return None
    return frozenset[int]().union(
        *(actor.scopes.get(role, frozenset()) for role in (Role.ORGANISER, Role.AUTHOR, Role.APPRAISER))
    )
