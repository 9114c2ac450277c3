"""The rows of an upload that cannot be imported, as the user's own sheet with a column "Lỗi"."""

from contest.formats import tables
from contest.formats.bank_headings import FIELDS, REQUIRED
from contest.formats.telling import Translate, told
from contest.rules.item_lines import Fate
from contest.rules.refusals import Refused
from contest.services.importing import preview


def invalid_rows(upload_id: int, owner_id: int, now_ms: int, translate: Translate = str) -> bytes:
    """An XLSX file: of every sheet with faulty rows the heading and these rows, one sheet after another.

    Raises Refused: not_found, no_invalid_rows when every row is in order.
    """
    found = preview(upload_id, owner_id, now_ms)
    errors: dict[str, dict[int, str]] = {}
    for line in found.lines:
        if line.fate in {Fate.INVALID, Fate.REPEATED}:
            said = " ".join(told(problem, translate) for problem in line.problems)
            errors.setdefault(str(line.where.get("sheet", "")), {})[int(line.where["row"])] = said
    if not errors:
        raise Refused("no_invalid_rows")
    sheets = tables.read_sheets(found.upload.file_name, found.upload.content)
    named = [(sheet, errors.get(sheet.name if len(sheets) > 1 else "", {})) for sheet in sheets]
    return tables.sheets_with_errors(
        (sheet, faulty, tables.find_header(sheet, FIELDS, REQUIRED).row_number) for sheet, faulty in named if faulty
    )
