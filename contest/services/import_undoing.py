"""Taking an import back while nobody has used what it wrote; the history of a bank's imports."""

from dataclasses import dataclass
from typing import Any

from contest.rules.item_json import item_from_json
from contest.rules.permissions import Action, Actor, Subject, can
from contest.rules.refusals import Refused
from contest.services.banks import find_bank
from contest.services.item_writing import copies
from contest.storage import imports, uploads
from contest.storage.banks import Bank
from contest.storage.db import commit, rollback, session
from contest.storage.people import audit

LISTED = 100


@dataclass(frozen=True)
class PastImport:
    """`upload_id` is None for imports by command. `in_use` counts its items that somebody has
    appraised, edited or retired since; `undoable`: the person looking may take it back now."""

    at_ms: int
    who: str
    file_name: str
    sha256: str
    format: str
    added: int
    changed: int
    skipped: int
    upload_id: int | None
    mine: bool
    undone_ms: int | None
    in_use: int
    undoable: bool


def history(bank_id: int, actor: Actor) -> list[PastImport]:
    """The newest imports into the bank. Raises Refused("not_found")."""
    bank = find_bank(bank_id)
    listed = imports.entries(bank_id, LISTED)
    ids = {int(entry.details["upload"]) for entry, _ in listed if entry.details.get("upload")}
    undone, used = imports.undone(ids), imports.in_use(ids)
    found = []
    for entry, who in listed:
        upload_id = int(entry.details["upload"]) if entry.details.get("upload") else None
        mine = entry.actor_id == actor.person_id
        written = int(entry.details.get("added", 0)) + int(entry.details.get("changed", 0))
        open_ = upload_id is not None and upload_id not in undone and written > 0
        found.append(
            PastImport(
                at_ms=entry.at_ms,
                who=who,
                file_name=str(entry.details.get("file", "")),
                sha256=str(entry.details.get("sha256", "")),
                format=str(entry.details.get("format", "")),
                added=int(entry.details.get("added", 0)),
                changed=int(entry.details.get("changed", 0)),
                skipped=int(entry.details.get("skipped", 0)),
                upload_id=upload_id,
                mine=mine,
                undone_ms=undone.get(upload_id or 0),
                in_use=used.get(upload_id or 0, 0) if open_ else 0,
                undoable=open_ and not used.get(upload_id or 0) and _may(actor, bank, mine=mine),
            )
        )
    return found


@dataclass(frozen=True)
class SameFile:
    """An import of the very same file: when, and by whom ("": by command)."""

    at_ms: int
    who: str


def same_file(bank_id: int, sha256: str) -> SameFile | None:
    """The newest import of a file into the bank that was not taken back."""
    listed = [(e, who) for e, who in imports.entries(bank_id, LISTED) if e.details.get("sha256") == sha256]
    undone = imports.undone({int(e.details["upload"]) for e, _ in listed if e.details.get("upload")})
    return next((SameFile(e.at_ms, who) for e, who in listed if e.details.get("upload") not in undone), None)


def in_use(upload_id: int) -> int:
    """How many items of an import somebody has appraised, edited or retired since."""
    return imports.in_use([upload_id]).get(upload_id, 0)


def undo(bank_id: int, upload_id: int, actor: Actor, now_ms: int) -> int:
    """Take back everything an import wrote, in one transaction; the number of items taken back.

    New items vanish, changed ones are again what they were. Raises Refused: not_found, forbidden,
    not_imported_yet, already_undone, nothing_to_undo, import_in_use (count).
    """
    bank, upload = find_bank(bank_id), uploads.find(upload_id)
    if upload is None or upload.kind != "items" or upload.target_id != bank_id:
        raise Refused("not_found")
    if not _may(actor, bank, mine=upload.owner_id == actor.person_id):
        raise Refused("forbidden")
    if upload.applied_ms is None:
        raise Refused("not_imported_yet")
    if not imports.claim_undo(upload_id, now_ms):
        raise Refused("already_undone")
    written = imports.written_by(upload_id)
    if not written:
        raise _not_undone("nothing_to_undo")
    imports.lock_items([item_id for item_id, _ in written])
    if used := imports.in_use([upload_id]).get(upload_id, 0):
        raise _not_undone("import_in_use", count=used)
    changed = {int(item_id): state for item_id, state in upload.outcome["before"].items()}
    new = [item_id for item_id, _ in written if item_id not in changed]
    imports.drop_items(new)
    for item_id, state in changed.items():
        _set_back(item_id, *state)
    audit(
        actor.person_id,
        imports.UNDONE,
        "bank",
        bank_id,
        now_ms,
        upload=upload_id,
        file=upload.file_name,
        sha256=upload.sha256,
        taken_back=len(written),
        last_item=max(new, default=0),
    )
    session().expire_all()
    commit()
    return len(written)


def _not_undone(code: str, **details: Any) -> Refused:
    rollback()  # the claim
    return Refused(code, **details)


def _set_back(
    item_id: int,
    number: int,
    status: str,
    author_id: int | None,
    appraiser_id: int | None,
    appraised_ms: int | None,
) -> None:
    """An item as it was before the import gave it a version. That version stays behind, unseen, so that
    its number never names another."""
    imports.set_back(
        item_id,
        version_number=number,
        status=status,
        author_id=author_id,
        appraiser_id=appraiser_id,
        appraised_ms=appraised_ms,
        **copies(item_from_json(imports.content_of(item_id, number))),
    )


def _may(actor: Actor, bank: Bank, *, mine: bool) -> bool:
    return can(actor, Action.WRITE if mine else Action.MANAGE, Subject("bank", unit_id=bank.unit_id))
