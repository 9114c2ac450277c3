"""Who is asking, and the unit tree everyone asks about."""

import time

from contest.rules.permissions import Actor, Role
from contest.rules.units import UnitTree
from contest.storage import people, units
from contest.storage.db import session
from contest.storage.people import Person

_TREE_SECONDS = 1.0
_trees: dict[str, tuple[float, UnitTree]] = {}


def unit_tree() -> UnitTree:
    """The unit tree, at most one second old in this process."""
    key = str(session().get_bind().engine.url)
    cached = _trees.get(key)
    if cached is None or time.monotonic() - cached[0] > _TREE_SECONDS:
        cached = (time.monotonic(), units.load_tree())
        _trees[key] = cached
    return cached[1]


def forget_unit_tree() -> None:
    """Called by whoever changes units, so that this process sees its own change at once."""
    _trees.clear()


def actor_for(person: Person) -> Actor:
    """The person with the roles they hold, each spread over the subtree it was granted on."""
    tree = unit_tree()
    scopes: dict[str, frozenset[int]] = {}
    for role, unit_id in people.roles_of(person.id):
        below = tree.subtree(unit_id) if unit_id is not None else frozenset()
        if unit_id is not None or role == Role.ADMIN:
            scopes[role] = scopes.get(role, frozenset()) | below
    return Actor(person.id, person.name, person.unit_id, person.category, scopes)
