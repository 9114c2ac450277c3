"""What an import would do with each question of a file, told beside the bank as it is now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from contest.formats.reading import Entry, Reading, place_of
from contest.rules.days import vietnam_day
from contest.rules.item_checks import checks
from contest.rules.item_json import item_from_json
from contest.rules.item_lines import Fate, ItemLine, KnownItem, KnownItems, fate_of
from contest.rules.items import Problem
from contest.rules.similarity import comparable, fingerprint, nearest, nearest_earlier, numbers_of
from contest.storage import items

Alike = Mapping[int, tuple[str, int]]  # position in the file → (code of the item it nearly repeats, percent)
Near = Mapping[int, tuple[int, int]]  # position in the file → (position of the one it nearly repeats, percent)


def compared(bank_id: int, reading: Reading, alike: Alike | None = None, near: Near | None = None) -> list[ItemLine]:
    """One line per entry of the reading, in its order; their doubts are told by `with_doubts`."""
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
                known_id=match.id if match else None,
                alike=(alike or {}).get(position) if match is None else None,
                twin=(near or {}).get(position),
            )
        )
    return lines


def with_doubts(lines: Sequence[ItemLine], now_ms: int) -> list[ItemLine]:
    """The lines with what a person should look at in their items; takes a while for thousands."""
    today = vietnam_day(now_ms)
    faulty = {Fate.INVALID, Fate.REPEATED}
    return [
        replace(line, doubts=tuple(checks(line.item, today))) if line.item and line.fate not in faulty else line
        for line in lines
    ]


def doubtful(reading: Reading, now_ms: int) -> frozenset[int]:
    """Positions of the questions in which a person should look at something (not merely add it)."""
    today = vietnam_day(now_ms)
    return frozenset(
        position
        for position, entry in enumerate(reading.entries)
        if entry.item and entry.usable and any(p.severity != "hint" for p in checks(entry.item, today))
    )


def likenesses(bank_id: int, reading: Reading) -> dict[int, tuple[str, int]]:
    """Which questions of the file nearly repeat an item of the bank. Slow for thousands beside thousands."""
    known = _known_items(bank_id)
    beside = KnownItems(known)
    new = {
        position: comparable(entry.item)
        for position, entry in enumerate(reading.entries)
        if entry.item and entry.usable and beside.find(entry.item, fingerprint(entry.item)) is None
    }
    found = nearest(list(new.values()), [comparable(k.item) for k in known])
    return {
        position: (known[likeness.position].code, likeness.percent)
        for position, likeness in zip(new, found, strict=True)
        if likeness
    }


def twins(reading: Reading) -> dict[int, tuple[int, int]]:
    """Which questions nearly repeat an earlier one of the same file: position → (its position, percent)."""
    told = {"repeated_but_kept"}  # the same word by word
    looked_at = {
        n: entry.item
        for n, entry in enumerate(reading.entries)
        if entry.item and entry.usable and told.isdisjoint(p.code for p in entry.problems)
    }
    positions, found_items = list(looked_at), list(looked_at.values())
    found = nearest_earlier([comparable(i) for i in found_items], [numbers_of(i) for i in found_items])
    return {
        position: (positions[likeness.position], likeness.percent)
        for position, likeness in zip(positions, found, strict=True)
        if likeness
    }


def _known_items(bank_id: int) -> list[KnownItem]:
    return [
        KnownItem(row.id, row.code, row.fingerprint, item_from_json(version.content))
        for row, version in items.all_current(bank_id)
    ]
