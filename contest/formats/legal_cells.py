"""Legal bases in the five columns of a question sheet.

One basis fills the cells plainly. Several stand on one line each, in every column; a single line
then counts for all of them, and "-" is an empty place.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from contest.rules.items import LegalBasis
from contest.rules.table_cells import date_of

_NOTHING = "-"


def legal_bases(
    cells: Mapping[str, str], refuse: Callable[..., None], heading: Callable[[str], str]
) -> tuple[LegalBasis, ...]:
    """The bases of a row; what cannot be understood is told to `refuse`."""
    documents = [line.strip() for line in cells["document"].split("\n") if line.strip()]
    columns: dict[str, list[str]] = {}
    for field in ("article", "clause", "valid_from", "valid_to"):
        lines = [line.strip() for line in cells[field].split("\n")]
        if len(lines) == 1:
            lines *= len(documents)
        if len(lines) != len(documents):
            if any(lines):
                refuse("legal_basis_lines")
            return ()
        columns[field] = ["" if line == _NOTHING else line for line in lines]

    def days(field: str) -> list[date | None]:
        found: list[date | None] = []
        for text in columns[field]:
            try:
                found.append(date_of(text))
            except ValueError:
                refuse("bad_date_cell", column=heading(field), written=text[:60])
                found.append(None)
        return found

    rows = zip(documents, columns["article"], columns["clause"], days("valid_from"), days("valid_to"), strict=True)
    return tuple(LegalBasis(*row) for row in rows)


def basis_cells(bases: Sequence[LegalBasis]) -> dict[str, str]:
    """The five cells of an item's bases."""
    return {
        "document": "\n".join(b.document for b in bases),
        "article": _lines([b.article for b in bases]),
        "clause": _lines([b.clause for b in bases]),
        "valid_from": _lines([written_day(b.valid_from) for b in bases]),
        "valid_to": _lines([written_day(b.valid_to) for b in bases]),
    }


def written_day(day: date | None) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def _lines(values: list[str]) -> str:
    if len(set(values)) <= 1:
        return values[0] if values else ""
    return "\n".join(value or _NOTHING for value in values)
