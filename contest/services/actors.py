"""Who is asking, and the unit tree everyone asks about."""

import time

from contest.rules.permissions import Actor, Role
from contest.rules.units import UnitTree
from contest.storage import people, units
from contest.storage.db import session
from contest.storage.people import Person, Roles

_TREE_SECONDS = 1.0
_trees: dict[str, tuple[float, units.TreeRows, UnitTree]] = {}


def unit_tree() -> UnitTree:
    """The unit tree, at most one second old in this process."""
    key = str(session().get_bind().engine.url)
    cached = _trees.get(key)
    if cached is None or time.monotonic() - cached[0] > _TREE_SECONDS:
        rows = units.tree_rows()
        # Units rarely change: what was derived from the same rows is kept with their tree.
        tree = cached[2] if cached and cached[1] == rows else units.tree_of(rows)
        cached = (time.monotonic(), rows, tree)
        _trees[key] = cached
    return cached[2]


def forget_unit_tree() -> None:
    """Called by whoever changes units, so that this process sees its own change at once."""
    _trees.clear()


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
