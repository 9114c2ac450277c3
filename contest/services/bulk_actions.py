"""The same action on many people or items at once: what it would do, doing it, taking it back."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from contest.rules.authority import commands
from contest.rules.items import Status
from contest.rules.permissions import Actor, visible_units
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import bulk_actions, items, person_rows
from contest.storage.banks import ItemRow
from contest.storage.bulk_actions import BulkAction
from contest.storage.db import commit, rollback, session
from contest.storage.people import Person, audit
from contest.storage.person_rows import PeopleFilter

ON_PEOPLE = ("codes", "deactivate", "activate", "move")
ON_ITEMS = ("retire", "put_back")
MOST = 2000  #: people of one action: what a request does and undoes in a few seconds
UNDO_MS = 24 * 3_600_000  #: how long the last action is offered for undoing


@dataclass(frozen=True)
class Line:
    """One row of the confirmation. `refusal`: the code of why it is left as it is, "" if it is not."""

    id: int
    name: str
    place: str
    refusal: str
    before: Any = None
    after: Any = None


def plan_people(kind: str, ids: Collection[int], actor: Actor, unit_id: int | None = None) -> list[Line]:
    """What the action would do to each of these people, by name; those out of the actor's scope are
    not named. `unit_id`: where to, of "move"; None while nobody has said.

    Raises Refused: unknown_bulk_action, nobody_ticked, unknown_unit, unit_out_of_scope.
    """
    if kind not in ON_PEOPLE:
        raise Refused("unknown_bulk_action")
    tree, scope = unit_tree(), visible_units(actor)
    if unit_id is not None and unit_id not in tree.nodes:
        raise Refused("unknown_unit", field="unit_q")
    if unit_id is not None and scope is not None and unit_id not in scope:
        raise Refused("unit_out_of_scope", field="unit_q")
    people = [p for p in person_rows.by_ids(ids) if _in_scope(p, scope)]
    if not people:
        raise Refused("nobody_ticked")
    grants = person_rows.grants_of([p.id for p in people])
    lines = []
    for person in sorted(people, key=lambda p: (p.folded, p.id)):
        before, after = (person.unit_id, unit_id) if kind == "move" else (person.active, kind == "activate")
        refusal = _why_not(kind, person, actor, unit_id)
        if not commands(actor, grants.get(person.id, ())):
            refusal = "outranked"
        node = tree.nodes.get(person.unit_id) if person.unit_id else None
        lines.append(Line(person.id, person.name, node.name if node else "", refusal, before, after))
    return lines


def matching(wanted: PeopleFilter) -> list[int]:
    """Ids of everyone the filter finds (`person_viewing.in_scope`), for `plan_people`.

    Raises Refused("too_many_matching") beyond MOST.
    """
    found = person_rows.ids(wanted, MOST + 1)
    if len(found) > MOST:
        raise Refused("too_many_matching", most=MOST)
    return found


def _in_scope(person: Person, scope: frozenset[int] | None) -> bool:
    return person.merged_into_id is None and (scope is None or person.unit_id in scope)


def _why_not(kind: str, person: Person, actor: Actor, unit_id: int | None) -> str:
    if person.id == actor.person_id:
        return "not_on_yourself"
    if kind == "codes" and person.activated_ms is not None:
        return "already_activated"
    if kind in {"codes", "deactivate"} and not person.active:
        return "account_inactive"
    if kind == "activate" and person.active:
        return "account_active"
    if kind == "move" and unit_id is not None and person.unit_id == unit_id:
        return "already_in_unit"
    return ""


def change_people(kind: str, ids: Collection[int], actor: Actor, now_ms: int, unit_id: int | None = None) -> int:
    """Do it to whom it can be done; how many. Results stay what and where they are.

    Raises Refused: those of `plan_people`, missing_unit, changed_since_ticked.
    """
    if kind == "move" and unit_id is None:
        raise Refused("missing_unit", field="unit_q")
    return _change(kind, plan_people(kind, ids, actor, unit_id), None, actor, now_ms)


def plan_items(kind: str, bank_id: int, ids: Collection[int]) -> list[Line]:
    """What the action would do to each of these items of the bank, by code. An item put back is what
    it was when it was retired: appraised, or a draft.

    Raises Refused: unknown_bulk_action, nothing_ticked.
    """
    if kind not in ON_ITEMS:
        raise Refused("unknown_bulk_action")
    found = [(row, version) for row, version in items.current_of(ids) if row.bank_id == bank_id]
    if not found:
        raise Refused("nothing_ticked")
    lines = []
    for row, version in found:
        retired = row.status == Status.RETIRED
        refusal = "item_retired" if kind == "retire" and retired else ""
        if kind == "put_back" and not retired:
            refusal = "item_in_use"
        after = Status.RETIRED if kind == "retire" else _status_before(row)
        lines.append(Line(row.id, row.code, str(version.content.get("stem", "")), refusal, row.status, str(after)))
    return lines


def _status_before(row: ItemRow) -> Status:
    return Status.DRAFT if row.appraised_ms is None else Status.APPRAISED


def change_items(kind: str, bank_id: int, ids: Collection[int], actor: Actor, now_ms: int) -> int:
    """Do it to the items it can be done to; how many. Papers already drawn keep theirs.

    Raises Refused: those of `plan_items`, changed_since_ticked.
    """
    return _change(kind, plan_items(kind, bank_id, ids), bank_id, actor, now_ms)


def _change(kind: str, lines: list[Line], target_id: int | None, actor: Actor, now_ms: int) -> int:
    changes = [(line.id, line.before, line.after) for line in lines if not line.refusal]
    if not changes:
        return 0
    for row_id, before, after in changes:
        if not bulk_actions.swap(kind, row_id, before, after):
            rollback()
            raise Refused("changed_since_ticked")
    done = BulkAction(at_ms=now_ms, actor_id=actor.person_id, kind=kind, target_id=target_id, changes=changes)
    session().add(done)
    session().flush()
    audit(actor.person_id, f"bulk.{kind}", "bulk_action", done.id, now_ms, count=len(changes))
    commit()
    _forget()
    return len(changes)


def last(kinds: Collection[str], actor: Actor, now_ms: int, target_id: int | None = None) -> BulkAction | None:
    """The actor's own last action of these kinds, while it may be taken back."""
    return bulk_actions.newest(actor.person_id, kinds, target_id, now_ms - UNDO_MS)


def bar_to_undo(action: BulkAction, actor: Actor) -> str:
    """The code of what keeps an action from being taken back, as far as one sees before trying; "" for nothing."""
    if action.kind not in ON_PEOPLE:
        return ""
    ids, scope = [row_id for row_id, _, _ in action.changes], visible_units(actor)
    if not all(_in_scope(p, scope) for p in person_rows.by_ids(ids)):
        return "bulk_changed"
    return "bulk_published" if bulk_actions.published_since(ids, action.at_ms) else ""


def undo(kinds: Collection[str], actor: Actor, now_ms: int, target_id: int | None = None) -> int:
    """Take the actor's last action of these kinds back, all of it; how many rows it was.

    Raises Refused: nothing_bulk_to_undo, bulk_published (a publication made since names one of the
    people), bulk_changed (one of the rows is no longer as the action left it, or out of scope).
    """
    action = last(kinds, actor, now_ms, target_id)
    if action is None:
        raise Refused("nothing_bulk_to_undo")
    ids = [row_id for row_id, _, _ in action.changes]
    if barred := bar_to_undo(action, actor):
        raise Refused(barred)
    taken = bulk_actions.claim_undo(action.id, now_ms)
    if not taken or not all(bulk_actions.swap(action.kind, i, after, before) for i, before, after in action.changes):
        rollback()
        raise Refused("bulk_changed")
    audit(actor.person_id, "bulk.undo", "bulk_action", action.id, now_ms, count=len(ids))
    commit()
    _forget()
    return len(ids)


def _forget() -> None:
    forget_rounds()
    forget_snapshots()
