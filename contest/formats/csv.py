"""Question banks as CSV text."""

from collections.abc import Iterable

from contest.formats import delimited
from contest.formats.bank_sheet import heading_of, read_sheets_as_bank, table
from contest.formats.reading import Reading
from contest.rules.items import Item

MEDIA_TYPE = "text/csv; charset=utf-8"


def read(content: bytes) -> Reading:
    """Raises Refused: those of `delimited.read` and `read_sheets_as_bank`."""
    return read_sheets_as_bank("csv", [delimited.read(content)])


def write(items: Iterable[Item]) -> bytes:
    fields, rows = table(items)
    return delimited.write([[heading_of(f) for f in fields], *rows])
