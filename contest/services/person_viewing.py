"""People as the organisers' pages show them."""

from dataclasses import dataclass

from contest.rules.authority import commands
from contest.rules.permissions import Actor, visible_units
from contest.rules.units import UnitNode
from contest.services.actors import unit_tree
from contest.storage import person_rows
from contest.storage.people import Person, RoleGrant
from contest.storage.person_rows import PeopleFilter


@dataclass(frozen=True)
class PeoplePage:
    """(person, unit, roles) of each line."""

    lines: list[tuple[Person, UnitNode | None, list[str]]]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class PersonFacts:
    """One person with their grants; `reachable`: the asker stands above all of these roles."""

    person: Person
    unit: UnitNode | None
    roles: list[tuple[RoleGrant, UnitNode | None]]
    namesakes: list[Person]
    reachable: bool


def in_scope(actor: Actor, *, words: str, unit_id: int | None, category: str, activated: bool | None) -> PeopleFilter:
    """The people in the actor's scope, narrowed; a unit stands for its whole subtree."""
    units = visible_units(actor)
    if unit_id is not None:
        below = unit_tree().subtree(unit_id)
        units = below if units is None else units & below
    return PeopleFilter(units, words, category, activated)


def people_page(wanted: PeopleFilter, *, number: int, size: int) -> PeoplePage:
    """One page of the people whom `in_scope` finds."""
    tree = unit_tree()
    people, total = person_rows.page(wanted, start=(number - 1) * size, limit=size)
    grants = person_rows.grants_of([p.id for p in people])
    lines = [
        (p, tree.nodes.get(p.unit_id) if p.unit_id else None, sorted({role for role, _ in grants.get(p.id, ())}))
        for p in people
    ]
    return PeoplePage(lines, number, max(1, -(-total // size)), total)


def person_facts(person_id: int, actor: Actor) -> PersonFacts:
    """Raises Refused("not_found")."""
    person, nodes = person_rows.person(person_id), unit_tree().nodes
    grants = person_rows.grants(person_id)
    return PersonFacts(
        person=person,
        unit=nodes.get(person.unit_id) if person.unit_id else None,
        roles=[(g, nodes.get(g.unit_id) if g.unit_id else None) for g in grants],
        namesakes=person_rows.same_name(person),
        reachable=commands(actor, [(g.role, g.unit_id) for g in grants]),
    )


def unit_of(person_id: int) -> int | None:
    """Where the person belongs, for deciding who may see them. Raises Refused("not_found")."""
    return person_rows.person(person_id).unit_id
