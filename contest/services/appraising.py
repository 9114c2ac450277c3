"""Appraising items, and taking them out of use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from contest.rules.item_types import playable
from contest.rules.items import Status
from contest.rules.permissions import Action, Actor, Subject, can
from contest.rules.refusals import Refused
from contest.services.banks import find_bank
from contest.storage import items
from contest.storage.banks import ItemRow
from contest.storage.db import commit, rollback
from contest.storage.people import audit


@dataclass
class Outcome:
    """Codes of the items that moved, and refusal code → codes of those that did not."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, code: str, item_code: str) -> None:
        self.refused.setdefault(code, []).append(item_code)


def appraise(bank_id: int, seen: Mapping[int, int | None], actor: Actor, now_ms: int) -> Outcome:
    """Declare drafts fit for papers. Nobody appraises a version they wrote.

    `seen`: item → the version the appraiser had before them. If one of them has changed since, none
    is appraised and the outcome names those that changed. Raises Refused("nothing_ticked"); what
    else cannot be appraised is told in the outcome beside what was.
    """
    found = _of_bank(bank_id, seen)
    if changed := [row.code for row, _ in found if row.version_number != seen[row.id]]:
        return Outcome(refused={"changed_since_seen": changed})
    outcome = Outcome()
    unit_id = find_bank(bank_id).unit_id
    for row, version in found:
        subject = Subject("item", unit_id=unit_id, author_id=version.written_by_id)
        if version.written_by_id == actor.person_id:
            outcome.refuse("own_item", row.code)
        elif not can(actor, Action.APPRAISE, subject):
            outcome.refuse("forbidden", row.code)
        elif row.status != Status.DRAFT:
            outcome.refuse("already_appraised" if row.status == Status.APPRAISED else "item_retired", row.code)
        elif not playable(row.type):
            outcome.refuse("not_playable", row.code)
        elif not items.advance(
            row.id, row.version_number, status=Status.APPRAISED, appraiser_id=actor.person_id, appraised_ms=now_ms
        ):
            changed = [row.code]
            rollback()
            return Outcome(refused={"changed_since_seen": changed})
        else:
            audit(actor.person_id, "item.appraise", "item", row.id, now_ms, version=row.version_number)
            outcome.done.append(row.code)
    commit()
    return outcome


def retire(bank_id: int, item_ids: Collection[int], actor: Actor, now_ms: int) -> Outcome:
    """Take items out of use; papers already drawn keep them. Raises Refused("nothing_ticked")."""
    outcome = Outcome()
    find_bank(bank_id)
    for row, _ in _of_bank(bank_id, item_ids):
        if row.status == Status.RETIRED:
            outcome.refuse("item_retired", row.code)
        elif not items.advance(row.id, row.version_number, status=Status.RETIRED):
            outcome.refuse("version_outdated", row.code)
        else:
            audit(actor.person_id, "item.retire", "item", row.id, now_ms, was=row.status)
            outcome.done.append(row.code)
    commit()
    return outcome


def _of_bank(bank_id: int, item_ids: Collection[int]) -> list[tuple[ItemRow, items.ItemVersion]]:
    if not item_ids:
        raise Refused("nothing_ticked")
    return [(row, version) for row, version in items.current_of(item_ids) if row.bank_id == bank_id]
