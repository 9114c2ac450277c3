"""Who is asking, and the unit tree everyone asks about."""

from sqlalchemy import URL

from contest.rules.permissions import Actor, Role
from contest.rules.units import UnitTree
from contest.services.moments import Moments
from contest.storage import changes, people, units
from contest.storage.db import database
from contest.storage.people import Person, Roles

_trees: Moments[URL, tuple[units.TreeRows, UnitTree]] = Moments()


def unit_tree() -> UnitTree:
    """The unit tree, kept for a second in this process."""
    return _trees.get(database(), _read)[1]


def _read(before: tuple[units.TreeRows, UnitTree] | None) -> tuple[units.TreeRows, UnitTree]:
    """Units rarely change: what was derived from the same rows is kept with their tree."""
    rows = units.tree_rows()
    return before if before and before[0] == rows else (rows, units.tree_of(rows))


def forget_unit_tree() -> None:
    """Called by whoever changes units, so that every process of this machine sees it at once."""
    _trees.clear()
    changes.tell()


def actor_for(person: Person, roles: Roles | None = None) -> Actor:
    """The person with the roles they hold (None: not read yet), each spread over the subtree it was granted on."""
    roles = people.roles_of(person.id) if roles is None else roles
    if not roles:
        return Actor(person.id, person.name, person.unit_id, person.category, {})
    tree = unit_tree()
    scopes: dict[str, frozenset[int]] = {}
    for role, unit_id in roles:
        below = tree.subtree(unit_id) if unit_id is not None else frozenset()
        if unit_id is not None or role == Role.ADMIN:
            scopes[role] = scopes.get(role, frozenset()) | below
    return Actor(person.id, person.name, person.unit_id, person.category, scopes)
