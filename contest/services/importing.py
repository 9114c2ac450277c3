"""Importing a file of questions: upload, preview, apply once, get the faulty rows back."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from contest.formats.reading import Reading
from contest.formats.reading_json import pictures_of
from contest.rules.item_lines import Fate, ItemLine
from contest.rules.items import Item, Status
from contest.rules.refusals import Refused
from contest.services.import_lines import compared
from contest.services.import_reading import reading_of_upload, upload
from contest.services.import_work import KIND, Work, corrected, work_of
from contest.services.item_writing import Signature, add_items, add_version
from contest.storage import items, pictures, uploads
from contest.storage.banks import Bank, ItemRow
from contest.storage.db import commit, session
from contest.storage.people import Person, Upload, audit

__all__ = ["KIND", "Preview", "apply", "compared", "import_items", "preview", "upload"]


@dataclass(frozen=True)
class Preview:
    """An uploaded file beside its bank, as its owner has corrected it."""

    upload: Upload
    reading: Reading
    lines: list[ItemLine]
    work: Work = field(default_factory=Work)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(line.fate for line in self.lines)
        return {fate.value: counted[fate] for fate in Fate}

    def doubtful(self, line: ItemLine) -> bool:
        """Should a person look at it? What they corrected by hand they have looked at."""
        correction = self.work.corrections.get(line.position)
        told = line.twin or line.position in self.work.doubtful
        return bool(line.problems or line.alike or (told and not (correction and correction.looked)))

    @property
    def chosen(self) -> frozenset[int]:
        """Positions of what would be written: all that can be but what was left out."""
        return frozenset(line.position for line in self.lines if line.writable) - self.work.left_out


def preview(upload_id: int, owner_id: int) -> Preview:
    """What the file would do to its bank as the bank is now.

    Raises Refused: not_found, and those of `import_reading.reading_of_upload`.
    """
    kept = uploads.waiting(upload_id, KIND, owner_id)
    work = work_of(kept)
    reading = corrected(reading_of_upload(kept), work)
    return Preview(kept, reading, compared(_bank_id(kept), reading, work.alike, work.twins), work)


def _bank_id(kept: Upload) -> int:
    if kept.target_id is None:
        raise Refused("not_found")
    return kept.target_id


def apply(upload_id: int, owner_id: int, chosen: Collection[int], now_ms: int) -> dict[str, Any]:
    """Write the chosen lines of an upload (by position) in one transaction; the outcome is kept.

    Raises Refused: not_found, already_applied, nothing_ticked, version_outdated, and those of `preview`.
    """
    kept = uploads.waiting(upload_id, KIND, owner_id)
    if not chosen:
        raise Refused("nothing_ticked")
    reading = corrected(reading_of_upload(kept), work_of(kept))
    bank_id = _bank_id(kept)
    if not items.claim_upload(upload_id, owner_id, now_ms):
        raise Refused("already_applied")
    outcome = _write(bank_id, reading, frozenset(chosen), _Signing(owner_id, now_ms, upload_id=upload_id))
    kept.outcome, kept.progress = outcome, 100
    details = {key: outcome[key] for key in ("added", "changed", "skipped")}
    audit(
        owner_id,
        "bank.import",
        "bank",
        bank_id,
        now_ms,
        upload=upload_id,
        file=kept.file_name,
        sha256=kept.sha256,
        format=reading.format,
        **details,
    )
    commit()
    return outcome


def import_items(
    bank_id: int,
    reading: Reading,
    *,
    chosen_rows: Collection[int] | None,
    author_id: int | None,
    now_ms: int,
    trusted: bool = False,
    file_name: str = "",
    sha256: str = "",
) -> dict[str, Any]:
    """Write entries of a reading (positions from 0; None: all that can be) in one transaction.

    They become drafts of the author; `trusted` keeps status, author and appraiser named in the
    file, where people of these names exist. Returns {"added", "changed", "skipped", "codes"}.
    """
    pictures.bring(pictures_of(reading).values(), now_ms)
    outcome = _write(bank_id, reading, chosen_rows, _Signing(author_id, now_ms, trusted=trusted))
    details = {key: outcome[key] for key in ("added", "changed", "skipped")}
    audit(
        author_id,
        "bank.import",
        "bank",
        bank_id,
        now_ms,
        trusted=trusted,
        file=file_name,
        sha256=sha256,
        format=reading.format,
        **details,
    )
    commit()
    return outcome


def _write(bank_id: int, reading: Reading, chosen: Collection[int] | None, sign: "_Signing") -> dict[str, Any]:
    # The bank's row orders imports into one bank, so that two at once do not double an item.
    if session().get(Bank, bank_id, with_for_update=True) is None:
        raise Refused("not_found")
    lines = compared(bank_id, reading)
    writable = [line for line in lines if line.writable and (chosen is None or line.position in chosen)]
    sign.learn_names(writable)
    rows = add_items(bank_id, [sign.signed(line.item) for line in writable if line.fate is Fate.NEW and line.item])
    changed = [line for line in writable if line.fate is Fate.CHANGED]
    before = {}
    for line in changed:
        row = session().get_one(ItemRow, line.known_id)
        before[str(row.id)] = [row.version_number, row.status, row.author_id, row.appraiser_id, row.appraised_ms]
        if line.item:
            add_version(row, *sign.signed(line.item))
    pictures.keep({p.sha256 for line in writable if line.item for p in line.item.pictures})
    return {
        "added": len(rows),
        "changed": len(changed),
        "skipped": len(lines) - len(writable),
        "codes": [row.code for row in rows][:2000],
        "before": before,
    }


class _Signing:
    """Who answers for each imported item."""

    def __init__(
        self, author_id: int | None, now_ms: int, *, trusted: bool = False, upload_id: int | None = None
    ) -> None:
        self._author_id, self.now_ms, self._trusted, self._upload_id = author_id, now_ms, trusted, upload_id
        self._people: dict[str, int] = {}
        author = session().get(Person, author_id) if author_id else None
        self._author_name = author.name if author else ""

    def learn_names(self, lines: list[ItemLine]) -> None:
        """Find the people whom a trusted file names."""
        names = {name for line in lines if line.item for name in (line.item.author_name, line.item.appraiser_name)}
        self._people = items.people_named(names - {""}) if self._trusted else {}

    def signed(self, item: Item) -> tuple[Item, Signature]:
        if not self._trusted:
            item = replace(
                item, status=Status.DRAFT, author_name=item.author_name or self._author_name, appraiser_name=""
            )
            return item, Signature(self._author_id, self.now_ms, upload_id=self._upload_id)
        author = self._people.get(item.author_name, self._author_id)
        return item, Signature(author, self.now_ms, item.status, self._people.get(item.appraiser_name))
