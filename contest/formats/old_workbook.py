"""Older and other spreadsheets (.xls of Excel 97–2003, .ods of LibreOffice), read by calamine.

It gives values, not what cells look like: a percentage is a number, a formula is its last value. It
believes the sizes that a file claims, so it is called in the confined process alone.
"""

import datetime
import io
from typing import Any

from contest.formats.limits import limits
from contest.formats.sheets import MOST_COLUMNS, Row, Sheet, clean
from contest.rules.refusals import Refused


def read(content: bytes) -> list[Sheet]:
    """The visible sheets that hold anything, merged cells filled.

    Raises Refused: malformed_spreadsheet, password_protected, too_many_rows.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, WorksheetNotFound

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found: list[Sheet] = []
        rows = 0
        for meta in workbook.sheets_metadata:
            if meta.visible is not SheetVisibleEnum.Visible:
                continue
            try:
                sheet = workbook.get_sheet_by_name(meta.name)
            except WorksheetNotFound:  # a sheet that holds a chart
                continue
            if sheet.total_height > limits().rows - rows:
                raise Refused("too_many_rows", limit=limits().rows)
            shown = _rows(sheet)
            rows += len(shown)
            if shown:
                found.append(Sheet(meta.name, shown))
        return found
    except PasswordError:
        raise Refused("password_protected") from None
    except (CalamineError, OSError, ValueError):
        raise Refused("malformed_spreadsheet") from None


def _rows(sheet: Any) -> list[Row]:
    table = [[_text(value) for value in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for n in range(top, min(bottom, len(table) - 1) + 1):
            for column in range(left, min(right, len(table[n]) - 1) + 1):
                table[n][column] = table[top][left]
    return [Row(n, cells) for n, cells in enumerate(table, 1) if any(cells)]


def _text(value: object) -> str:
    """A value as people write it: whole numbers without a point, days first."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}".replace(".", ",")
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.strftime("%d/%m/%Y" if midnight else "%d/%m/%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    return clean(str(value))
