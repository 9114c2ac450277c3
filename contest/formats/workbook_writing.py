"""Writing XLSX sheets: text stays text, nothing becomes a formula or a link."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from contest.formats.sheets import Sheet

_LONGEST_CELL = 32_767  # Excel's own limit, in characters
_WIDEST = 60  # characters
ERROR_HEADING = "Lỗi"


@dataclass(frozen=True)
class _Part:
    name: str
    headings: list[str]
    rows: Iterable[list[object]]
    widths: list[int] | None = None


def write_sheet(
    headings: list[str], rows: Iterable[list[object]], *, sheet_name: str, widths: list[int] | None = None
) -> bytes:
    """One sheet with a frozen bold heading row. Whole and decimal numbers stay numbers, None is an
    empty cell, everything else is text. `widths` are column widths in characters."""
    return _book([_Part(sheet_name, headings, rows, widths)])


def with_errors(sheet: Sheet, errors: dict[int, str], header_row: int = 1) -> bytes:
    """The user's own rows up to the heading and those with an error (row number → what is wrong),
    with a last column "Lỗi"."""
    return sheets_with_errors([(sheet, errors, header_row)])


def sheets_with_errors(parts: Iterable[tuple[Sheet, dict[int, str], int]]) -> bytes:
    """The same for several sheets: (sheet, errors, row of its heading)."""
    return _book([_faulty(*part) for part in parts])


def _faulty(sheet: Sheet, errors: dict[int, str], header_row: int) -> _Part:
    above = [row for row in sheet.rows if row.number <= header_row]
    faulty = [row for row in sheet.rows if row.number > header_row and row.number in errors]
    width = max((len(row.cells) for row in above + faulty), default=0)
    heading = above[-1].cells if above else []
    rows: list[list[object]] = [[*row.cells, *[""] * (width - len(row.cells)), errors[row.number]] for row in faulty]
    return _Part(sheet.name or ERROR_HEADING, [*heading, *[""] * (width - len(heading)), ERROR_HEADING], rows)


def _book(parts: list[_Part]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F2DCDB"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for part in parts:
            sheet = book.add_worksheet(_sheet_name(part.name))
            for column, heading in enumerate(part.headings):
                sheet.write_string(0, column, heading, bold)
                known = part.widths and column < len(part.widths)
                width = part.widths[column] if part.widths and known else max(12, len(heading) + 2)
                sheet.set_column(column, column, min(width, _WIDEST))
            for number, row in enumerate(part.rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        sheet.write_number(number, column, value, plain)
                    elif value not in (None, ""):
                        sheet.write_string(number, column, str(value)[:_LONGEST_CELL], plain)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def _sheet_name(name: str) -> str:
    """Excel forbids some signs and more than 31 characters."""
    kept = "".join(c for c in name if c not in "[]:*?/\\" and c.isprintable()).strip("' ")[:31].rstrip("' ")
    return kept if kept and kept.lower() != "history" else "Sheet1"
