"""The rows of an upload that cannot be imported, as the user's own sheet with a column "Lỗi"."""

from collections.abc import Mapping
from typing import Any

from contest.formats import tables
from contest.formats.bank_headings import FIELDS, REQUIRED
from contest.formats.reading import place_of
from contest.formats.telling import Translate, told
from contest.rules.item_lines import Fate
from contest.rules.refusals import Refused
from contest.services.importing import preview
from contest.wording import label

_SHEET_FORMATS = {"xlsx", "csv"}


def invalid_rows(upload_id: int, owner_id: int, translate: Translate = str) -> bytes:
    """An XLSX file: of every sheet with faulty rows the heading and these rows, one sheet after another;
    of a file that is no table, one row for each faulty question.

    Raises Refused: not_found, no_invalid_rows when every row is in order.
    """
    found = preview(upload_id, owner_id)
    faulty_lines = [line for line in found.lines if line.fate in {Fate.INVALID, Fate.REPEATED}]
    if not faulty_lines:
        raise Refused("no_invalid_rows")
    errors: dict[str, dict[int, str]] = {}
    listed: list[list[object]] = []
    for line in faulty_lines:
        said = " ".join(told(problem, translate) for problem in line.problems)
        listed.append([place_of(line.where), "\n".join(line.source), said])
        if "row" in line.where:
            errors.setdefault(str(line.where.get("sheet", "")), {})[int(line.where["row"])] = said
    if found.reading.format not in _SHEET_FORMATS:
        headings = [label("faulty_rows", name, translate) for name in ("place", "source", "error")]
        return tables.write_sheet(headings, listed, sheet_name=headings[-1], widths=[12, 60, 60])
    sheets = tables.read_sheets(found.upload.file_name, found.upload.content)
    named = [(sheet, errors.get(sheet.name if len(sheets) > 1 else "", {})) for sheet in sheets]
    return tables.sheets_with_errors(
        (sheet, faulty, _header_row(sheet, found.work.headers)) for sheet, faulty in named if faulty
    )


def _header_row(sheet: tables.Sheet, explained: Mapping[str, Any]) -> int:
    if sheet.name in explained:
        return int(explained[sheet.name]["row"])
    return tables.find_header(sheet, FIELDS, REQUIRED).row_number
