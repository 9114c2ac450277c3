"""Question banks as Excel workbooks."""

from collections.abc import Iterable

from contest.formats import kahoot, workbook
from contest.formats.bank_sheet import heading_of, read_sheets_as_bank, table, widths
from contest.formats.reading import Reading
from contest.formats.workbook_writing import write_sheet
from contest.rules.items import Item

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_NAME = "Ngân hàng câu hỏi"


def read(content: bytes) -> Reading:
    """Raises Refused: those of `workbook.read` and `read_sheets_as_bank`."""
    sheets = workbook.read(content)
    if kahoot.recognised(sheets):
        return kahoot.read_sheets(sheets)
    return read_sheets_as_bank("xlsx", sheets)


def write(items: Iterable[Item]) -> bytes:
    fields, rows = table(items)
    return write_sheet([heading_of(f) for f in fields], rows, sheet_name=SHEET_NAME, widths=widths(fields))
