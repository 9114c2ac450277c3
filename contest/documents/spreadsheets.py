"""The look of administrative spreadsheets: A4 landscape, Times New Roman, headings on every page.

A text is always written as text: nothing that a person typed becomes a formula or a link.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from contest.documents.many_rows import MOST_ROWS, ManyRows, pour

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
_CELL = {"border": 1}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"text_wrap": False},
    "agency": {"bold": True, "align": "center"},
    "title": {"bold": True, "align": "center", "font_size": 14},
    "centre": {"align": "center"},
    "italic": {"italic": True, "align": "center"},
    "bold_centre": {"bold": True, "align": "center"},
    "head": _CELL | {"bold": True, "align": "center", "bg_color": "#F2F2F2"},
    "part": _CELL | {"bold": True, "align": "left"},
    "text": _CELL | {"align": "left"},
    "mid": _CELL | {"align": "center"},
    "whole": _CELL | {"align": "right", "num_format": "#,##0"},
    "decimal": _CELL | {"align": "right", "num_format": "#,##0.##"},
    "two_places": _CELL | {"align": "right", "num_format": "#,##0.00"},
}


@dataclass(frozen=True)
class Column:
    """`style` is one of the cell styles; `width` in characters."""

    heading: str
    width: float
    style: str = "text"


class Sheet:
    """One sheet, written from the top row down."""

    def __init__(self, sheet: Worksheet, styles: dict[str, Format], columns: Sequence[Column]) -> None:
        self.sheet, self.styles, self.columns = sheet, styles, columns
        self.row = 0
        self.many: ManyRows | None = None
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.79, right=0.6, top=0.79, bottom=0.79)
        sheet.fit_to_pages(1, 0)
        # Page numbers at the top, none on the first page.
        sheet.set_header('&C&"Times New Roman"&13&P', {"different_first_page": True})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)

    def line(
        self, text: str, style: str, *, first: int = 0, last: int | None = None, height: float | None = None
    ) -> None:
        """A text over several columns, all of them unless told."""
        last = len(self.columns) - 1 if last is None else last
        self.sheet.merge_range(self.row, first, self.row, last, "", self.styles[style])
        self.sheet.write_string(self.row, first, text, self.styles[style])
        self.next(height)

    def pair(self, left: str, right: str, style: str) -> None:
        """Two texts side by side, as in a signature block."""
        middle = len(self.columns) // 2
        row = self.row
        self.line(left, style, last=middle - 1)
        self.row = row
        self.line(right, style, first=middle)

    def headings(self) -> None:
        """The heading row; it comes again on every printed page and stays in sight on screen."""
        for number, column in enumerate(self.columns):
            self.sheet.write_string(self.row, number, column.heading, self.styles["head"])
        self.sheet.repeat_rows(self.row)
        self.sheet.freeze_panes(self.row + 1, 0)
        self.next(32)

    def cells(self, values: Sequence[object]) -> None:
        for number, (value, column) in enumerate(zip(values, self.columns, strict=True)):
            style = self.styles[column.style]
            if value is None or value == "":
                self.sheet.write_blank(self.row, number, None, style)
            elif isinstance(value, int | float):
                self.sheet.write_number(self.row, number, value, style)
            else:
                self.sheet.write_string(self.row, number, str(value), style)
        self.next()

    def rows(self, entries: Sequence[Any], cells: Callable[[int, Any], Sequence[object]]) -> None:
        """The values `cells` gives for each entry and its number, from 1: the quick way for a list that
        may be long, with nothing below it. Raises OverflowError where a sheet cannot hold it."""
        if self.row + len(entries) > MOST_ROWS:
            raise OverflowError("more rows than a sheet holds")
        self.many = ManyRows(entries, cells, self.row + 1)
        self.cells([None] * len(self.columns))  # the model that is replaced

    def part(self, text: str) -> None:
        self.line(text, "part")

    def next(self, height: float | None = None) -> None:
        if height is not None:
            self.sheet.set_row(self.row, height)
        self.row += 1


def workbook(
    sheets: Sequence[tuple[str, Sequence[Column], Callable[[Sheet], None]]], *, title: str, made: datetime
) -> bytes:
    """A workbook of (name, columns, fill); the same content gives the same bytes."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": title, "created": made})
        book.formats[0].set_font_name("Times New Roman")
        styles = {name: book.add_format(_FONT | look) for name, look in _STYLES.items()}
        written = [Sheet(book.add_worksheet(name), styles, columns) for name, columns, _ in sheets]
        for sheet, (_, _, fill) in zip(written, sheets, strict=True):
            fill(sheet)
    many = [sheet.many for sheet in written]
    return pour(out.getvalue(), many) if any(many) else out.getvalue()
