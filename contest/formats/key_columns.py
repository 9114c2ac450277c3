"""What a whole key column says that no single cell can."""

import re
from collections.abc import Sequence

from contest.formats.bank_headings import LETTERS
from contest.formats.bank_words import value_of
from contest.formats.headings import Header
from contest.formats.option_cells import options_inside
from contest.formats.sheets import Row
from contest.rules.refusals import Refused

_FROM_ZERO = re.compile(r"\(\s*0\s*[-–.]|index|chỉ số|từ 0|0[- ]based", re.IGNORECASE)
_PLACES = re.compile(r"\d{1,2}(?:\s*[,;/]\s*\d{1,2})*")


def counting_from_zero(header: Header, rows: Sequence[Row]) -> frozenset[int]:
    """The key columns in which 0 stands for the first option."""
    columns = [header.columns["key"], *header.rivals.get("key", ())] if "key" in header.columns else []
    return frozenset(column for column in columns if _counts_from_zero(header, rows, column))


def _counts_from_zero(header: Header, rows: Sequence[Row], column: int) -> bool:
    """The heading says so, or a 0 stands among the keys."""
    keys = [key for row in rows if row.number > header.row_number and (key := row.cell(column).strip())]
    numbers = [key for key in keys if _PLACES.fullmatch(key)]
    if not numbers or len(numbers) < len(keys):
        return False
    said = _FROM_ZERO.search(header.headings[column]) is not None
    return said or any(number == "0" for key in numbers for number in re.findall(r"\d+", key))


def from_one(key: str) -> str:
    """Places counted from 0 as letters, which mean nothing else."""
    places = [int(number) for number in re.findall(r"\d+", key)] if _PLACES.fullmatch(key.strip()) else []
    return ", ".join(chr(65 + place) for place in places if place < 26) or key


def require_options(header: Header, rows: Sequence[Row]) -> None:
    """Letters as keys mean options: a table without them was not understood, it holds no short answers.

    Raises Refused("missing_column").
    """
    fields = header.columns
    if "options" in fields or any(field.startswith("option_") for field in fields):
        return
    rows = [row for row in rows if row.number > header.row_number]
    if "type" in fields:
        rows = [row for row in rows if value_of("item_type", row.cell(fields["type"])) != "short_answer"]
    rows = [row for row in rows if not options_inside(row.cell(fields["stem"]))[1]]
    keys = [key for row in rows if (key := row.cell(fields["key"]).strip())]
    letters = [key for key in keys if len(key.strip(" .)")) == 1 and key.strip(" .)").upper() in LETTERS]
    if letters and len(letters) * 2 > len(keys):
        raise Refused("missing_column", columns="Phương án A, Phương án B")
