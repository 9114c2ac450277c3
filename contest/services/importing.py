"""Importing a file of questions: upload, preview, apply once, get the faulty rows back."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from contest.formats import read_bank
from contest.formats.reading import Entry, Reading, place_of
from contest.rules.days import vietnam_day
from contest.rules.item_checks import checks
from contest.rules.item_json import item_from_json
from contest.rules.item_lines import Fate, ItemLine, KnownItem, KnownItems, fate_of
from contest.rules.items import Item, Problem, Status
from contest.rules.refusals import Refused
from contest.rules.similarity import comparable, fingerprint, nearest
from contest.services.item_writing import Signature, add_items, add_version
from contest.storage import items, uploads
from contest.storage.banks import Bank, ItemRow
from contest.storage.db import commit, session
from contest.storage.people import Person, Upload, audit

KIND = "items"


@dataclass(frozen=True)
class Preview:
    """An uploaded file beside its bank."""

    upload: Upload
    reading: Reading
    lines: list[ItemLine]

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(line.fate for line in self.lines)
        return {fate.value: counted[fate] for fate in Fate}


def upload(bank_id: int, file_name: str, content: bytes, owner_id: int, now_ms: int) -> int:
    """Keep a file for its preview; its id. Raises Refused where it cannot be read at all."""
    read_bank(file_name, content)
    kept = uploads.keep(KIND, owner_id, bank_id, file_name, content, now_ms)
    commit()
    return kept.id


def preview(upload_id: int, owner_id: int, now_ms: int) -> Preview:
    """What the file would do to its bank as the bank is now."""
    kept = uploads.waiting(upload_id, KIND, owner_id)
    reading = read_bank(kept.file_name, kept.content)
    return Preview(kept, reading, compared(_bank_id(kept), reading, now_ms))


def _bank_id(kept: Upload) -> int:
    if kept.target_id is None:
        raise Refused("not_found")
    return kept.target_id


def compared(bank_id: int, reading: Reading, now_ms: int) -> list[ItemLine]:
    """One line per entry of the reading."""
    today = vietnam_day(now_ms)
    known = KnownItems(_known_items(bank_id))
    codes: dict[str, Entry] = {}
    lines = []
    for position, entry in enumerate(reading.entries):
        item = entry.item
        if item is None or not entry.usable:
            fate = Fate.REPEATED if entry.repeated else Fate.INVALID
            lines.append(ItemLine(position, entry.where, fate, item, entry.source, entry.problems))
            continue
        first = codes.setdefault(item.code.casefold(), entry) if item.code else entry
        if first is not entry:
            again = Problem("repeated_code", details={"item": item.code, "first": place_of(first.where)})
            lines.append(ItemLine(position, entry.where, Fate.INVALID, item, entry.source, (*entry.problems, again)))
            continue
        match = known.find(item, fingerprint(item))
        lines.append(
            ItemLine(
                position,
                entry.where,
                fate_of(item, match),
                item,
                entry.source,
                entry.problems,
                tuple(checks(item, today)),
                match.id if match else None,
            )
        )
    return _with_likeness(lines, known.items)


def _known_items(bank_id: int) -> list[KnownItem]:
    return [
        KnownItem(row.id, row.code, row.fingerprint, item_from_json(version.content))
        for row, version in items.all_current(bank_id)
    ]


def _with_likeness(lines: list[ItemLine], known: Collection[KnownItem]) -> list[ItemLine]:
    """New lines told which item of the bank they nearly repeat."""
    new = [n for n, line in enumerate(lines) if line.fate is Fate.NEW]
    others = list(known)
    texts = [comparable(item) for n in new if (item := lines[n].item)]
    found = nearest(texts, [comparable(k.item) for k in others])
    for n, likeness in zip(new, found, strict=True):
        if likeness:
            lines[n] = replace(lines[n], alike=(others[likeness.position].code, likeness.percent))
    return lines


def apply(upload_id: int, owner_id: int, chosen: Collection[int], now_ms: int) -> dict[str, Any]:
    """Write the chosen lines of an upload (by position) in one transaction; the outcome is kept.

    Raises Refused: not_found, already_applied, nothing_ticked, version_outdated.
    """
    kept = uploads.waiting(upload_id, KIND, owner_id)
    if not chosen:
        raise Refused("nothing_ticked")
    if not items.claim_upload(upload_id, owner_id, now_ms):
        raise Refused("already_applied")
    bank_id = _bank_id(kept)
    reading = read_bank(kept.file_name, kept.content)
    outcome = _write(bank_id, reading, frozenset(chosen), owner_id, now_ms, trusted=False)
    kept.outcome = outcome
    details = {key: outcome[key] for key in ("added", "changed", "skipped")}
    audit(owner_id, "bank.import", "bank", bank_id, now_ms, file=kept.file_name, sha256=kept.sha256, **details)
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
) -> dict[str, Any]:
    """Write entries of a reading (positions from 0; None: all that can be) in one transaction.

    They become drafts of the author; `trusted` keeps status, author and appraiser named in the
    file, where people of these names exist. Returns {"added", "changed", "skipped", "codes"}.
    """
    outcome = _write(bank_id, reading, chosen_rows, author_id, now_ms, trusted=trusted)
    details = {key: outcome[key] for key in ("added", "changed", "skipped")}
    audit(author_id, "bank.import", "bank", bank_id, now_ms, trusted=trusted, **details)
    commit()
    return outcome


def _write(
    bank_id: int, reading: Reading, chosen: Collection[int] | None, author_id: int | None, now_ms: int, *, trusted: bool
) -> dict[str, Any]:
    # The bank's row orders imports into one bank, so that two at once do not double an item.
    if session().get(Bank, bank_id, with_for_update=True) is None:
        raise Refused("not_found")
    lines = compared(bank_id, reading, now_ms)
    writable = [line for line in lines if line.writable and (chosen is None or line.position in chosen)]
    sign = _Signing(writable, author_id, now_ms, trusted)
    new = [sign.signed(line.item) for line in writable if line.fate is Fate.NEW and line.item]
    rows = add_items(bank_id, new)
    changed = [line for line in writable if line.fate is Fate.CHANGED]
    for line in changed:
        row = session().get_one(ItemRow, line.known_id)
        if line.item:
            add_version(row, *sign.signed(line.item))
    return {
        "added": len(rows),
        "changed": len(changed),
        "skipped": len(lines) - len(writable),
        "codes": [row.code for row in rows][:2000],
    }


class _Signing:
    """Who answers for each imported item."""

    def __init__(self, lines: list[ItemLine], author_id: int | None, now_ms: int, trusted: bool) -> None:
        self._author_id, self._now_ms, self._trusted = author_id, now_ms, trusted
        names = {name for line in lines if line.item for name in (line.item.author_name, line.item.appraiser_name)}
        self._people = items.people_named(names - {""}) if trusted else {}
        author = session().get(Person, author_id) if author_id else None
        self._author_name = author.name if author else ""

    def signed(self, item: Item) -> tuple[Item, Signature]:
        if not self._trusted:
            item = replace(
                item, status=Status.DRAFT, author_name=item.author_name or self._author_name, appraiser_name=""
            )
            return item, Signature(self._author_id, self._now_ms)
        author = self._people.get(item.author_name, self._author_id)
        return item, Signature(author, self._now_ms, item.status, self._people.get(item.appraiser_name))
