"""Who is asking, and the unit tree everyone asks about."""

import time

from sqlalchemy import URL

from contest.rules.permissions import Actor, Role
from contest.rules.units import UnitTree
from contest.storage import changes, people, units
from contest.storage.db import database
from contest.storage.people import Person, Roles

_TREE_SECONDS = 1.0
_trees: dict[URL, tuple[float, int, units.TreeRows, UnitTree]] = {}


def unit_tree() -> UnitTree:
    """The unit tree, at most one second old in this process."""
    key = database()
    cached, told = _trees.get(key), changes.told()
    if cached is None or cached[1] != told or time.monotonic() - cached[0] > _TREE_SECONDS:
        rows = units.tree_rows()
        # Units rarely change: what was derived from the same rows is kept with their tree.
        tree = cached[3] if cached and cached[2] == rows else units.tree_of(rows)
        cached = (time.monotonic(), told, rows, tree)
        _trees[key] = cached
    return cached[3]


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
