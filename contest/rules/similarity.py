"""When two items are the same question, or nearly."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from contest.rules.items import Item
from contest.rules.vietnamese import fold

ALIKE_PERCENT = 88
_ROWS_AT_ONCE = 256


@dataclass(frozen=True)
class Likeness:
    """The known text (by position) that a new one resembles most, 0..100 percent."""

    position: int
    percent: int


def fingerprint(item: Item) -> str:
    """SHA-256 of the folded question: the same whatever the case, diacritics, spaces or order of options."""
    options = sorted(f"{'+' if n in item.key else '-'}{fold(option)}" for n, option in enumerate(item.options))
    parts = [item.type, fold(item.stem), *options, *sorted(fold(a) for a in item.accepted)]
    parts += [f"{fold(left)}={fold(right)}" for left, right in item.pairs]
    parts += [f"{n.value}±{n.tolerance}" for n in item.numbers]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def comparable(item: Item) -> str:
    """The text that near duplicates are found by: the stem with the right answers, words sorted."""
    answers = [item.options[k] for k in item.key if 0 <= k < len(item.options)]
    return " ".join(sorted(fold(" ".join([item.stem, *answers, *item.accepted])).split()))


def nearest(new: Sequence[str], known: Sequence[str]) -> list[Likeness | None]:
    """For each new comparable text the most alike known one, if it is at least ALIKE_PERCENT alike.

    1,000 × 1,000 texts take about a second.
    """
    if not new or not known:
        return [None] * len(new)
    from rapidfuzz import fuzz, process  # loads numpy: only where it is needed

    found: list[Likeness | None] = []
    for start in range(0, len(new), _ROWS_AT_ONCE):
        table = process.cdist(
            new[start : start + _ROWS_AT_ONCE], known, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT, dtype="uint8"
        )
        for row in table:
            best = int(row.argmax())
            found.append(Likeness(best, int(row[best])) if row[best] else None)
    return found
