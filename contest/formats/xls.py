"""Question banks as Excel 97–2003 workbooks; read only."""

from contest.formats import old_workbook
from contest.formats.bank_sheet import read_sheets_as_bank
from contest.formats.reading import Reading

EXTENSION = "xls"


def read(content: bytes) -> Reading:
    """Raises Refused: those of `old_workbook.read` and `read_sheets_as_bank`."""
    return read_sheets_as_bank("xls", old_workbook.read(content))
