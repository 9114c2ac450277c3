"""Filling the unit tree from a spreadsheet: look first, then write the good rows in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contest.formats.tables import Sheet, find_header, read_sheets, with_errors, write_sheet
from contest.rules import unit_import
from contest.rules.days import vietnam_day
from contest.rules.permissions import Actor, visible_units
from contest.rules.refusals import Refused
from contest.rules.sheet_lines import Fate, Line, tally
from contest.rules.unit_codes import give_codes
from contest.rules.unit_rows import UnitRow, read_row
from contest.rules.units import UnitTree
from contest.services.actors import forget_unit_tree
from contest.storage import unit_rows
from contest.storage.db import commit, session
from contest.storage.people import audit
from contest.storage.units import Unit, load_tree
from contest.wording import say
from contest.wording.list_headings import SYNONYMS, TEMPLATE_HEADINGS, TEMPLATE_ROWS


@dataclass(frozen=True)
class UnitReading:
    """A unit list as it was understood against the tree of this moment."""

    sheet: Sheet
    header_row: int
    lines: list[Line[UnitRow]]
    tree: UnitTree

    @property
    def counts(self) -> dict[str, int]:
        return tally(self.lines)


def preview(file_name: str, content: bytes, *, actor: Actor | None, now_ms: int) -> UnitReading:
    """What the file would do. `actor` None is the program itself and may do everything.

    Raises Refused when no row can be read at all: an unreadable file, missing headings, no rows.
    """
    sheet = next((s for s in read_sheets(file_name, content) if s.rows), None)
    if sheet is None:
        raise Refused("no_rows", field="file")
    header = find_header(sheet, SYNONYMS, {"name"})
    coded = "code" in header.columns
    lines = [
        read_row(row.number, {name: row.cell(column) for name, column in header.columns.items()}, coded=coded)
        for row in sheet.rows
        if row.number > header.row_number
    ]
    if not lines:
        raise Refused("no_rows", field="file")
    tree = load_tree()
    scope = None if actor is None else visible_units(actor)
    if not coded:
        tops = tree.tops(frozenset(tree.nodes) if scope is None else scope)
        give_codes(lines, tree, tree.nodes[tops[0]].code if len(tops) == 1 else "", scope)
    unit_import.plan(lines, tree, unit_rows.notes(), scope, vietnam_day(now_ms))
    return UnitReading(sheet, header.row_number, lines, tree)


def import_units(file_name: str, content: bytes, *, actor: Actor | None, now_ms: int) -> UnitReading:
    """Write every valid row in one transaction; the reading says what became of each."""
    reading = preview(file_name, content, actor=actor, now_ms=now_ms)
    written = [line for line in reading.lines if line.fate in {Fate.NEW, Fate.CHANGED}]
    if written:
        _write(written, vietnam_day(now_ms))
        audit(
            actor.person_id if actor else None, "units.import", "unit", None, now_ms, file=file_name, **reading.counts
        )
        commit()
        forget_unit_tree()
    return reading


def _write(lines: list[Line[UnitRow]], today: date) -> None:
    """Units first, then what joins them, so that rows may come in any order."""
    by_code = {u.code: u for u in unit_rows.units(line.known_id for line in lines if line.known_id is not None)}
    for line in lines:
        row = line.content
        target = by_code.get(row.code) or Unit(code=row.code)
        for name in ("name", "kind", "emulation_group", "valid_from", "valid_to", "note", "open_entry"):
            said = getattr(row, name)
            if said not in ("", None):
                setattr(target, name, said)
        target.folded = unit_rows.folded(target.name, target.code)
        session().add(target)
        by_code[row.code] = target
    unit_rows.flush_unit()
    ids = unit_rows.ids_by_code()
    for line in lines:
        if parent_code := line.content.parent_code:
            by_code[line.content.code].parent_id = ids[parent_code]
    unit_rows.add_successions((ids[li.content.code], ids[s]) for li in lines for s in li.content.successor_codes)
    unit_rows.set_headcounts(
        {
            (ids[li.content.code], li.content.counted_on or today): li.content.headcount
            for li in lines
            if li.content.headcount is not None and (li.known_id is None or "headcount" in li.changes)
        }
    )


def sheet_of_errors(reading: UnitReading) -> bytes:
    """The user's own sheet with a column that says what is wrong in each invalid row."""
    return with_errors(reading.sheet, errors_by_row(reading.lines), reading.header_row)


def errors_by_row(lines: Sequence[Line[Any]]) -> dict[int, str]:
    return {
        line.number: " ".join(say(p.code, **dict[str, Any](p.details)) for p in line.problems if p.severity == "error")
        for line in lines
        if line.invalid
    }


def template() -> bytes:
    """An XLSX with the headings and a few rows to write over."""
    return write_sheet(
        TEMPLATE_HEADINGS, TEMPLATE_ROWS, sheet_name="Đơn vị", widths=[14, 40, 18, 20, 28, 10, 18, 14, 14, 18, 30]
    )
