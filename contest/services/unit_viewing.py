"""Units as the organisers' pages show them."""

from dataclasses import dataclass

from contest.rules.refusals import Refused
from contest.rules.units import UnitNode
from contest.services.actors import unit_tree
from contest.storage import unit_rows

MOST_HITS = 1000


@dataclass(frozen=True)
class TreePage:
    """Part of the list: (depth, unit, place in the tree, accounts) of each line."""

    lines: list[tuple[int, UnitNode, str, int]]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class UnitFacts:
    """One unit with its surroundings."""

    node: UnitNode
    note: str
    above: list[UnitNode]
    children: list[UnitNode]
    predecessors: list[UnitNode]
    successors: list[UnitNode]
    people: int


def page_of_tree(scope: frozenset[int] | None, words: str, number: int, size: int) -> TreePage:
    """One page of the tree in its order or, with words, of the units that hold them. `scope` None: all."""
    tree = unit_tree()
    mine = frozenset(tree.nodes) if scope is None else scope
    if words.strip():
        hits = unit_rows.search(words, living_on=None, limit=MOST_HITS)
        listed = [(0, tree.nodes[i]) for i in hits if i in mine and i in tree.nodes]
    else:
        listed = tree.in_order(tree.tops(mine))
    pages = max(1, -(-len(listed) // size))
    number = min(number, pages)
    shown = listed[(number - 1) * size : number * size]
    people = unit_rows.people_count([node.id for _, node in shown])
    lines = [(depth, node, tree.path(node.id) if words else "", people.get(node.id, 0)) for depth, node in shown]
    return TreePage(lines, number, pages, len(listed))


def unit_facts(unit_id: int) -> UnitFacts:
    """Raises Refused("not_found")."""
    tree = unit_tree()
    node = tree.nodes.get(unit_id)
    if node is None:
        raise Refused("not_found")
    return UnitFacts(
        node=node,
        note=unit_rows.unit(unit_id).note,
        above=tree.ancestors(unit_id),
        children=[n for depth, n in tree.in_order([unit_id]) if depth == 1],
        predecessors=[n for n in tree.nodes.values() if unit_id in n.successors],
        successors=[tree.nodes[i] for i in node.successors if i in tree.nodes],
        people=unit_rows.people_count([unit_id]).get(unit_id, 0),
    )
