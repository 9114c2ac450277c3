"""What a person does to an uploaded file between its preview and its import; kept with the upload."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from contest.formats.mapped import require_columns
from contest.formats.reading import Entry, Reading, finished
from contest.formats.sheets import clean
from contest.rules.item_json import item_from_json, item_to_json
from contest.rules.items import Item, LegalBasis
from contest.rules.refusals import Refused
from contest.services.item_editing import tidied
from contest.storage import uploads
from contest.storage.db import commit
from contest.storage.people import Upload

KIND = "items"
_REPEATED = {"repeated_in_file", "repeated_but_kept"}
_ONCE = {"xlsx", "csv", "xls", "ods"}  # formats in which a repeated row is a slip and left out


@dataclass(frozen=True)
class Correction:
    """The item as it shall be. `looked`: a person has read it whole, which settles the reader's doubts."""

    item: Item
    looked: bool


@dataclass(frozen=True)
class Work:
    """Positions count the file's entries from 0. `alike`, `twins` and `doubtful` (`import_lines`) were
    found when it was read; `sheets` are the first rows of a table whose headings are unknown, `headers`
    what its owner said of them (`formats.mapped`). `writing`: its owner has ordered the chosen to be
    written; `refused` (`formats.reading_json`) says why the last such order came to nothing. `taken_up`:
    how often a worker that started found it unfinished."""

    corrections: dict[int, Correction] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    alike: dict[int, tuple[str, int]] = field(default_factory=dict)
    twins: dict[int, tuple[int, int]] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()
    sheets: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, Any] = field(default_factory=dict)
    writing: bool = False
    refused: dict[str, Any] = field(default_factory=dict)
    taken_up: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "corrections": {n: [item_to_json(c.item), c.looked] for n, c in self.corrections.items()},
            "left_out": sorted(self.left_out),
            "alike": {n: list(alike) for n, alike in self.alike.items()},
            "twins": {n: list(twin) for n, twin in self.twins.items()},
            "doubtful": sorted(self.doubtful),
            "sheets": self.sheets,
            "headers": self.headers,
            "writing": self.writing,
            "refused": self.refused,
            "taken_up": self.taken_up,
        }


def work_of(upload: Upload) -> Work:
    kept = upload.work
    return Work(
        {int(n): Correction(item_from_json(item), looked) for n, (item, looked) in kept.get("corrections", {}).items()},
        frozenset(kept.get("left_out", ())),
        {int(n): (code, percent) for n, (code, percent) in kept.get("alike", {}).items()},
        {int(n): (first, percent) for n, (first, percent) in kept.get("twins", {}).items()},
        frozenset(kept.get("doubtful", ())),
        kept.get("sheets", []),
        kept.get("headers", {}),
        kept.get("writing", False),
        kept.get("refused", {}),
        kept.get("taken_up", 0),
    )


def corrected(reading: Reading, work: Work) -> Reading:
    """The reading as its owner has corrected it, judged by the same rules."""
    if not work.corrections:
        return reading
    entries = [_corrected(entry, work.corrections.get(n)) for n, entry in enumerate(reading.entries)]
    return replace(reading, entries=finished(entries, keep_repeated=reading.format not in _ONCE))


def _corrected(entry: Entry, correction: Correction | None) -> Entry:
    problems = tuple(p for p in entry.problems if p.code not in _REPEATED)
    if correction is None:
        return replace(entry, problems=problems)
    return replace(entry, item=correction.item, problems=() if correction.looked else problems)


def leave_out(upload_id: int, owner_id: int, shown: Collection[int], ticked: Collection[int]) -> None:
    """Remember which of the lines shown are not to be imported."""
    upload = open_upload(upload_id, owner_id)
    work = work_of(upload)
    left_out = (work.left_out - frozenset(shown)) | (frozenset(shown) - frozenset(ticked))
    if left_out != work.left_out:
        upload.work = replace(work, left_out=left_out).to_json()
        commit()


def correct(upload_id: int, owner_id: int, position: int, item: Item) -> None:
    """The question as a person wants it; what is still wrong with it is told in the preview.

    It is ticked for import again.
    """
    upload = open_upload(upload_id, owner_id)
    work = work_of(upload)
    corrections = work.corrections | {position: Correction(tidied(item), looked=True)}
    upload.work = replace(work, corrections=corrections, left_out=work.left_out - {position}).to_json()
    commit()


def restore(upload_id: int, owner_id: int, position: int) -> None:
    """The question as the file has it."""
    upload = open_upload(upload_id, owner_id)
    work = work_of(upload)
    kept = {n: correction for n, correction in work.corrections.items() if n != position}
    upload.work = replace(work, corrections=kept).to_json()
    commit()


def set_for_many(
    upload_id: int, owner_id: int, found: dict[int, Item], *, topic: str = "", level: str = "", document: str = ""
) -> None:
    """Give these questions (position → as it is now) a topic, a level, a legal basis; what is empty stays.

    Raises Refused: nothing_to_set, nothing_ticked.
    """
    topic, document = clean(topic), clean(document)
    if not (topic or level or document):
        raise Refused("nothing_to_set")
    if not found:
        raise Refused("nothing_ticked")
    upload = open_upload(upload_id, owner_id)
    work = work_of(upload)
    corrections = dict(work.corrections)
    for position, item in found.items():
        before = corrections.get(position)
        item = replace(
            item,
            topic=topic or item.topic,
            level=level or item.level,
            legal_basis=(LegalBasis(document),) if document else item.legal_basis,
        )
        corrections[position] = Correction(item, before is not None and before.looked)
    upload.work = replace(work, corrections=corrections).to_json()
    commit()


def explain_columns(upload_id: int, owner_id: int, sheet: str, row: int, columns: list[tuple[int, str]]) -> None:
    """What stands in the columns of a sheet: [(0-based column, field)]; `row` is the heading's, 0 where there is none.

    Raises Refused: missing_column, column_named_twice, not_found.
    """
    upload = open_upload(upload_id, owner_id)
    work = work_of(upload)
    if sheet not in {known["name"] for known in work.sheets}:
        raise Refused("not_found")
    named: dict[str, int] = {}
    for column, name in columns:
        if name in named:
            raise Refused("column_named_twice", column=name)
        named[name] = column
    require_columns(named)
    upload.work = replace(work, headers={sheet: {"row": row, "columns": named}}).to_json()
    upload.error, upload.progress = {}, 0
    commit()


def open_upload(upload_id: int, owner_id: int) -> Upload:
    """A file whose import its owner may still decide on.

    Raises Refused: not_found, already_applied, being_written.
    """
    upload = uploads.waiting(upload_id, KIND, owner_id)
    if upload.applied_ms is not None:
        raise Refused("already_applied")
    if upload.work.get("writing"):
        raise Refused("being_written")
    return upload
