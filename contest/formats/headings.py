"""Finding the heading row of a table that people have made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from contest.formats.sheets import Row, Sheet
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold

SEARCHED_ROWS = 20
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")

Synonyms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Header:
    """`row_number` is the last row of the heading (data follow it); `columns` maps a field to its
    0-based column; `headings` holds the text of every heading cell; `rivals` are further columns that a field
    could be."""

    row_number: int
    columns: dict[str, int]
    headings: list[str]
    rivals: dict[str, list[int]] = field(default_factory=dict)


def find_header(sheet: Sheet, synonyms: Synonyms, required: set[str]) -> Header:
    """The heading row (or pair of rows) in the first rows that fits most fields.

    Headings are matched whole, without case or diacritics. The first synonym of a field is the
    name it is asked for by; where two columns fit one field, the earlier synonym wins.
    Raises Refused: missing_header, missing_column (columns), ambiguous_header (heading).
    """
    known = {_plain(text): (field, rank) for field, texts in synonyms.items() for rank, text in enumerate(texts)}
    rows = sheet.rows[:SEARCHED_ROWS]
    candidates = [(row, list(row.cells)) for row in rows]
    candidates += [(below, pair) for row, below in pairwise(rows) if (pair := _pair(row, below, known))]
    best: tuple[tuple[int, int], Row, list[str], dict[str, list[tuple[int, int]]]] | None = None
    for row, headings in candidates:
        fits = _fits(headings, known)
        merit = (len(fits.keys() & required), len(fits))
        if best is None or merit > best[0]:
            best = (merit, row, headings, fits)
    if best is None or best[0][1] < min(2, len(synonyms)) or not best[0][0]:
        raise Refused("missing_header")
    _, row, headings, fits = best
    missing = [field for field in synonyms if field in required and field not in fits]
    if missing:
        raise Refused("missing_column", columns=", ".join(synonyms[field][0] for field in missing))
    columns = {name: _only(found, headings) for name, found in fits.items()}
    rivals = {name: [n for _, n in sorted(found)[1:]] for name, found in fits.items() if len(found) > 1}
    return Header(row.number, columns, headings, rivals)


def _known(heading: str, known: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """What a heading names; a remark in brackets behind it may be left out, and optionA, choice1
    are "option A", "choice 1"."""
    return known.get(_plain(heading)) or known.get(_plain(_CAMEL.sub(" ", _REMARK.sub("", heading))))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _pair(row: Row, below: Row, known: Mapping[str, tuple[str, int]]) -> list[str] | None:
    """The headings of two rows read as one, if the lower one can belong to the heading: it must not
    say anything new below a heading that is complete by itself."""
    if below.number != row.number + 1:
        return None
    headings = []
    for column in range(max(len(row.cells), len(below.cells))):
        upper, lower = row.cell(column), below.cell(column)
        if _known(upper, known):
            if lower and lower != upper:
                return None
            headings.append(upper)
        else:
            both = f"{upper} {lower}"
            headings.append(both if _known(both, known) else lower or upper)
    return headings


def _fits(headings: list[str], known: Mapping[str, tuple[str, int]]) -> dict[str, list[tuple[int, int]]]:
    """field → [(rank of the synonym, column)]."""
    fits: dict[str, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        if match := _known(heading, known):
            fits.setdefault(match[0], []).append((match[1], column))
    return fits


def _only(found: list[tuple[int, int]], headings: list[str]) -> int:
    ranks = sorted(found)
    if len(ranks) > 1 and ranks[0][0] == ranks[1][0]:
        raise Refused("ambiguous_header", heading=headings[ranks[0][1]])
    return ranks[0][1]
