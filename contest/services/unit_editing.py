"""Creating and changing single units, and letting one take the place of another."""

from dataclasses import dataclass
from datetime import date, timedelta

from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.rules.unit_names import name_key
from contest.rules.unit_rows import LONGEST_CODE, code_is_fit, plain_unit_code
from contest.rules.units import UnitTree
from contest.rules.vietnamese import tidy
from contest.services.actors import forget_unit_tree
from contest.storage import unit_rows
from contest.storage.db import commit, session
from contest.storage.people import audit
from contest.storage.units import Unit, load_tree


@dataclass(frozen=True)
class UnitData:
    """What a form says about a unit."""

    code: str
    name: str
    kind: str = ""
    emulation_group: str = ""
    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    open_entry: bool = False
    note: str = ""


def create_unit(data: UnitData, *, actor: Actor | None, now_ms: int, despite_likeness: bool = False) -> int:
    """A new unit below a parent in the actor's scope; its id.

    Raises Refused: similar_unit_exists unless told to create it all the same.
    """
    tree = load_tree()
    _check(data, None, tree, actor)
    if not despite_likeness and (other := similar(tree, data.name, data.parent_id)):
        raise Refused("similar_unit_exists", field="name", name=other)
    unit = Unit()
    _fill(unit, data)
    session().add(unit)
    unit_rows.flush_unit()
    audit(_id(actor), "unit.create", "unit", unit.id, now_ms, code=unit.code, name=unit.name)
    commit()
    forget_unit_tree()
    return unit.id


def change_unit(unit_id: int, data: UnitData, *, actor: Actor | None, now_ms: int) -> None:
    unit = unit_rows.unit(unit_id)
    _check(data, unit_id, load_tree(), actor)
    before = {"code": unit.code, "name": unit.name, "parent_id": unit.parent_id}
    _fill(unit, data)
    unit_rows.flush_unit()
    audit(_id(actor), "unit.change", "unit", unit_id, now_ms, before=before)
    commit()
    forget_unit_tree()


def count_heads(unit_id: int, counted_on: date, people: int, *, actor: Actor | None, now_ms: int) -> None:
    """Biên chế of the unit itself, counting from a day; the same day again replaces its number."""
    unit_rows.unit(unit_id)
    if not 0 <= people <= 1_000_000:
        raise Refused("bad_headcount", field="people", value=people)
    unit_rows.set_headcounts({(unit_id, counted_on): people})
    audit(_id(actor), "unit.headcount", "unit", unit_id, now_ms, on=counted_on.isoformat(), people=people)
    commit()
    forget_unit_tree()


def drop_headcount(unit_id: int, counted_on: date, *, actor: Actor | None, now_ms: int) -> None:
    unit_rows.drop_headcount(unit_id, counted_on)
    audit(_id(actor), "unit.headcount_drop", "unit", unit_id, now_ms, on=counted_on.isoformat())
    commit()
    forget_unit_tree()


def succeed(unit_id: int, successor_id: int, from_day: date, *, move: bool, actor: Actor | None, now_ms: int) -> None:
    """From a day on `successor_id` stands for this unit: merged into, split, renamed.

    The unit keeps its name and its past; `move` takes its people and the units below it along.
    """
    unit, successor, tree = unit_rows.unit(unit_id), unit_rows.unit(successor_id), load_tree()
    if unit_id == successor_id:
        raise Refused("unit_succeeds_itself", field="successor_id")
    _inside(actor, successor_id)
    if _leads_to(tree, successor_id, unit_id):
        raise Refused("succession_ring", field="successor_id")
    if move and successor_id in tree.subtree(unit_id):
        raise Refused("successor_below_unit", field="successor_id")
    last_day = from_day - timedelta(days=1)
    if unit.valid_from and last_day < unit.valid_from:
        raise Refused("validity_reversed", field="from_day")
    unit.valid_to = last_day
    unit_rows.add_successions([(unit_id, successor_id)])
    if move:
        unit_rows.move_children(unit_id, successor_id)
        unit_rows.move_people(unit_id, successor_id)
    audit(_id(actor), "unit.succeed", "unit", unit_id, now_ms, by=successor.code, on=from_day.isoformat(), moved=move)
    commit()
    forget_unit_tree()


def rename(unit_id: int, code: str, name: str, from_day: date, *, actor: Actor | None, now_ms: int) -> int:
    """A unit under a new name and code from a day on, with the old one's place, people and headcount; its id."""
    tree = load_tree()
    old = tree.nodes.get(unit_id)
    if old is None:
        raise Refused("not_found")
    data = UnitData(code, name, old.kind, old.emulation_group, old.parent_id, from_day, None, old.open_entry)
    _check(data, unit_id, tree, actor)
    unit = Unit()
    _fill(unit, data)
    session().add(unit)
    unit_rows.flush_unit()
    if (people := old.headcount(from_day)) is not None:
        unit_rows.set_headcounts({(unit.id, from_day): people})
    new_id = unit.id
    succeed(unit_id, new_id, from_day, move=True, actor=None if actor is None else _also(actor, new_id), now_ms=now_ms)
    return new_id


def similar(tree: UnitTree, name: str, parent_id: int | None) -> str:
    """The name of a living unit below the same parent that probably is the same one; "" if none."""
    key = name_key(name)
    siblings = (tree.nodes[i] for i in tree.children.get(parent_id, ()))
    return next((n.name for n in siblings if n.valid_to is None and name_key(n.name) == key), "")


def _check(data: UnitData, unit_id: int | None, tree: UnitTree, actor: Actor | None) -> None:
    code = plain_unit_code(data.code)
    if not code:
        raise Refused("unit_without_code", field="code")
    if not code_is_fit(code):
        raise Refused("bad_unit_code", field="code", most=LONGEST_CODE)
    if not tidy(data.name):
        raise Refused("unit_without_name", field="name")
    if data.valid_from and data.valid_to and data.valid_to < data.valid_from:
        raise Refused("validity_reversed", field="valid_to")
    stays = unit_id in tree.nodes and unit_id is not None and tree.nodes[unit_id].parent_id == data.parent_id
    if data.parent_id is None:
        if not stays and actor is not None and not actor.is_admin:
            raise Refused("parent_needed", field="parent_id")
        return
    if data.parent_id not in tree.nodes:
        raise Refused("unknown_unit", field="parent_id")
    if unit_id is not None and data.parent_id in tree.subtree(unit_id):
        raise Refused("unit_ring", field="parent_id")
    if not stays:
        _inside(actor, data.parent_id, "parent_id")


def _fill(unit: Unit, data: UnitData) -> None:
    unit.code, unit.name = plain_unit_code(data.code), tidy(data.name)
    unit.folded = unit_rows.folded(unit.name, unit.code)
    unit.kind, unit.emulation_group, unit.note = tidy(data.kind), tidy(data.emulation_group), tidy(data.note)
    unit.parent_id, unit.open_entry = data.parent_id, data.open_entry
    unit.valid_from, unit.valid_to = data.valid_from, data.valid_to


def _inside(actor: Actor | None, unit_id: int, field: str = "successor_id") -> None:
    if actor is not None and not actor.is_admin and unit_id not in actor.organises:
        raise Refused("unit_out_of_scope", field=field)


def _also(actor: Actor, unit_id: int) -> Actor:
    """The actor with a unit just made: their scope was told before it was there."""
    scopes = dict(actor.scopes)
    scopes["organiser"] = actor.organises | {unit_id}
    return Actor(actor.person_id, actor.name, actor.unit_id, actor.category, scopes)


def _leads_to(tree: UnitTree, unit_id: int, goal: int) -> bool:
    waiting, seen = [unit_id], set()
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen and here in tree.nodes:
            seen.add(here)
            waiting.extend(tree.nodes[here].successors)
    return False


def _id(actor: Actor | None) -> int | None:
    return actor.person_id if actor else None
