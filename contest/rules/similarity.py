"""When two items are the same question, or nearly."""

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contest.rules.items import Item
from contest.rules.vietnamese import fold

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

ALIKE_PERCENT = 88
_ROWS_AT_ONCE = 256
_EACH_WITH_EACH = 2_000_000  # pairs; more are narrowed first to those that share enough words
_SHARED = 0.65  # of their words (cosine); no pair of real questions that is alike shares less than 0.7
_SLOTS = 256  # that the words of a text are counted in
_MOST = 8  # of those that share most words, looked at more closely


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


def numbers_of(item: Item) -> frozenset[str]:
    """The numbers in its stem: questions alike but for these ask for different things."""
    return frozenset(re.findall(r"\d+", fold(item.stem)))


def nearest(new: Sequence[str], known: Sequence[str]) -> list[Likeness | None]:
    """For each new comparable text the most alike known one, if it is at least ALIKE_PERCENT alike.

    1,000 × 1,000 texts take about a second, 10,000 × 10,000 about three.
    """
    if not new or not known:
        return [None] * len(new)
    few = len(new) * len(known) <= _EACH_WITH_EACH
    rows = _alike(new, known) if few else _alike_by_words(new, known, _bags(new), _bags(known))
    return [row[0] if row else None for row in rows]


def nearest_earlier(texts: Sequence[str], numbers: Sequence[frozenset[str]]) -> list[Likeness | None]:
    """For each comparable text of a file the most alike one before it. Where each has a number that
    the other lacks (2022 and 2023) they are no likeness."""
    if not texts:
        return []
    bags = _bags(texts)
    found: list[Likeness | None] = []
    for n, row in enumerate(_alike_by_words(texts, texts, bags, bags, earlier=True)):
        same = (k for k in row if numbers[n] <= numbers[k.position] or numbers[n] >= numbers[k.position])
        found.append(next(same, None))
    return found


def _alike(new: Sequence[str], known: Sequence[str]) -> Iterator[list[Likeness]]:
    """Each with each; the most alike of each row."""
    from rapidfuzz import fuzz, process  # loads numpy: only where it is needed

    for start in range(0, len(new), _ROWS_AT_ONCE):
        block = new[start : start + _ROWS_AT_ONCE]
        for row in process.cdist(block, known, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT, dtype="uint8"):
            best = int(row.argmax())
            yield [Likeness(best, int(row[best]))] if row[best] else []


def _alike_by_words(
    new: Sequence[str],
    known: Sequence[str],
    new_bags: "NDArray[float32]",
    known_bags: "NDArray[float32]",
    *,
    earlier: bool = False,
) -> Iterator[list[Likeness]]:
    """Of each row, the most alike first, those that share many words. `earlier`: those before it only."""
    from rapidfuzz import fuzz

    for start in range(0, len(new), _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, len(new))
        shared = new_bags[start:stop] @ known_bags[: stop if earlier else None].T
        for n, row in enumerate(shared, start):
            near = (row[:n] if earlier else row) >= _SHARED
            candidates = near.nonzero()[0]
            if len(candidates) > _MOST:
                candidates = candidates[row[candidates].argpartition(-_MOST)[-_MOST:]]
            scored = [(fuzz.ratio(new[n], known[k], score_cutoff=ALIKE_PERCENT), -int(k)) for k in candidates]
            yield [Likeness(-k, int(score)) for score, k in sorted(scored, reverse=True) if score]


def _bags(texts: Sequence[str]) -> "NDArray[float32]":
    """Their words counted in _SLOTS slots, each row of length 1."""
    import numpy as np

    counts = np.zeros((len(texts), _SLOTS), dtype=np.float32)
    slots: dict[str, int] = {}
    for n, text in enumerate(texts):
        for word in text.split():
            if (slot := slots.get(word)) is None:
                slot = slots[word] = zlib.crc32(word.encode()) % _SLOTS
            counts[n, slot] += 1
    return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)
