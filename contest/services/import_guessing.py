"""What the columns of a table without known headings probably are; a person looks at it before it is believed."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from contest.formats.bank_headings import LETTERS

_KEY = re.compile(r"[A-Ha-h1-8](?:\s*[,;]?\s*[A-Ha-h])*")
_LETTER = re.compile(r"[A-Ha-h]\b")
_MOST_ARE = 0.7
Row = tuple[int, Sequence[str]]  # (number in the sheet, cells)


def guessed(rows: Sequence[Row]) -> tuple[int, dict[int, str]]:
    """(row of the heading, 0 where there is none; 0-based column → field), from the first rows of a sheet.

    Nothing is named where no column looks like a key.
    """
    width = max((len(cells) for _, cells in rows), default=0)
    columns = [[_cell(cells, n) for _, cells in rows] for n in range(width)]
    first = rows[0][0] if rows else 0
    keys = [n for n, values in enumerate(columns) if n and _looks_like_keys(values)]
    if not keys:
        return first, {}
    key = max(keys, key=lambda n: (_share(columns[n], _LETTER), n))
    stem = max((n for n in range(width) if n != key), key=lambda n: fmean(map(len, columns[n])))
    named = {stem: "stem", key: "key"}
    between = range(stem + 1, key)
    places = between if len(between) > 1 else [n for n in range(stem + 1, width) if n != key]
    options = [n for n in places if sum(map(bool, columns[n])) > 1]
    named |= {n: f"option_{letter}" for n, letter in zip(options, LETTERS, strict=False)}
    start = next(n for n, value in enumerate(columns[key]) if _KEY.fullmatch(value))
    return (rows[start - 1][0] if start else 0), named


def _cell(cells: Sequence[str], n: int) -> str:
    return cells[n].strip() if n < len(cells) else ""


def _looks_like_keys(values: Sequence[str]) -> bool:
    """Letters or numbers of options, but no numbering of the questions."""
    numbers = [int(v) for v in values if v.isdecimal()]
    counting = len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))
    return not counting and _share(values, _KEY) >= _MOST_ARE


def _share(values: Sequence[str], sign: re.Pattern[str]) -> float:
    """Of the filled cells below the first, which may be a heading."""
    filled = [value for value in values[1:] if value] or [value for value in values if value]
    return sum(bool(sign.fullmatch(value)) for value in filled) / len(filled) if filled else 0.0
