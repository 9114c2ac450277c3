"""Question banks as OpenDocument spreadsheets; read only."""

from contest.formats import old_workbook
from contest.formats.bank_sheet import read_sheets_as_bank
from contest.formats.reading import Reading

EXTENSION = "ods"


def read(content: bytes) -> Reading:
    """Raises Refused: those of `old_workbook.read` and `read_sheets_as_bank`."""
    return read_sheets_as_bank("ods", old_workbook.read(content))
