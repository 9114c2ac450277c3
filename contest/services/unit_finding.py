"""Finding a unit by typing some of its name, without diacritics."""

from dataclasses import dataclass
from datetime import date

from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold
from contest.services.actors import unit_tree
from contest.storage import unit_rows

MOST_HITS = 20


@dataclass(frozen=True)
class UnitHit:
    """A unit to choose; `place` says where it stands in the tree."""

    id: int
    code: str
    name: str
    place: str


def find_units(words: str, *, living_on: date | None, limit: int = MOST_HITS) -> list[UnitHit]:
    """Units that hold all the words; nothing for no words."""
    if not fold(words):
        return []
    tree = unit_tree()
    ids = unit_rows.search(words, living_on=living_on, limit=limit)
    return [UnitHit(i, tree.nodes[i].code, tree.nodes[i].name, tree.path(i)) for i in ids if i in tree.nodes]


def picked_unit(typed: str, chosen: str, *, living_on: date) -> int | None:
    """The unit meant by what was typed and, if anything was, chosen from the list; None for nothing.

    A choice counts only while the text still speaks of it: without script, people change the text alone.
    Raises Refused: choose_unit, unknown_unit.
    """
    words = fold(typed)
    if not words:
        return None
    node = unit_tree().nodes.get(int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None
    if node is not None and all(w in fold(f"{node.name} {node.code}") for w in words.split()):
        return node.id
    hits = find_units(typed, living_on=living_on)
    exact = [h for h in hits if words in {fold(h.name), fold(h.code)}]
    if len(exact) == 1 or len(hits) == 1:
        return (exact or hits)[0].id
    raise Refused("choose_unit" if hits else "unknown_unit", field="unit_q")
