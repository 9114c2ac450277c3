"""Question tables whose headings nobody knows: read by what a person said of their columns."""

from collections.abc import Mapping
from typing import Any

from contest.formats import old_workbook, tables
from contest.formats.bank_headings import FIELDS, REQUIRED
from contest.formats.bank_sheet import read_sheets_as_bank
from contest.formats.headings import Header
from contest.formats.kinds import told_kind
from contest.formats.reading import Reading
from contest.formats.sheets import Sheet
from contest.rules.refusals import Refused


def read_mapped(file_name: str, content: bytes, headers: Mapping[str, Any]) -> Reading:
    """`headers`: sheet name → {"row": last row of the heading (0: there is none), "columns": {field: 0-based column}}.

    Raises Refused: those of `read_sheets_as_bank` and `bank_sheets`.
    """
    kind, sheets = told_kind(file_name, content), bank_sheets(file_name, content)
    chosen = {sheet.name: _header(sheet, headers[sheet.name]) for sheet in sheets if sheet.name in headers}
    return read_sheets_as_bank(kind, sheets, chosen)


def bank_sheets(file_name: str, content: bytes) -> list[Sheet]:
    """The tables of a bank in whatever spreadsheet format; called in the confined process alone.

    Raises Refused: those of `told_kind`, `old_workbook.read` and `tables.read_sheets`.
    """
    old = told_kind(file_name, content) in {"xls", "ods"}
    return old_workbook.read(content) if old else tables.read_sheets(file_name, content)


def _header(sheet: Sheet, said: Mapping[str, Any]) -> Header:
    """Every column has a heading: what the sheet calls it, else what its field is called here."""
    own = next((row.cells for row in sheet.rows if row.number == said["row"]), [])
    fields = {column: FIELDS[field][0] for field, column in said["columns"].items()}
    width = max((len(row.cells) for row in sheet.rows), default=0)
    headings = [(own[n] if n < len(own) else "") or fields.get(n, "") for n in range(max(width, *fields, 0) + 1)]
    return Header(said["row"], dict(said["columns"]), headings)


def require_columns(columns: Mapping[str, int]) -> None:
    """Raises Refused("missing_column") where no question could be made of these columns."""
    if missing := [FIELDS[field][0] for field in FIELDS if field in REQUIRED and field not in columns]:
        raise Refused("missing_column", columns=", ".join(missing))
