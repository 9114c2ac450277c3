"""One row of a unit list, read from its cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contest.rules.sheet_lines import Line
from contest.rules.table_cells import count_of, date_of
from contest.rules.vietnamese import fold, tidy

LONGEST_CODE = 60
LONGEST = {"name": 250, "kind": 80, "emulation_group": 120, "note": 500}
_CODE = re.compile(r"[^\s;,\"'<>]+")
_YES = {"x", "co", "yes", "1", "true", "dung"}


@dataclass(frozen=True)
class UnitRow:
    """What a row says. Empty text and None mean: nothing said, keep what is known."""

    code: str
    name: str
    kind: str = ""
    parent_code: str = ""
    emulation_group: str = ""
    headcount: int | None = None
    counted_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_codes: tuple[str, ...] = ()
    open_entry: bool | None = None
    note: str = ""


def plain_unit_code(text: str) -> str:
    """Codes are compared in upper case; they are text, never numbers."""
    return tidy(text).upper()


def code_is_fit(code: str) -> bool:
    return len(code) <= LONGEST_CODE and bool(_CODE.fullmatch(code))


def read_row(number: int, cells: Mapping[str, str], *, coded: bool = True) -> Line[UnitRow]:
    """The row's content with what is wrong in its single cells. `coded`: the list gives codes.

    `cells` maps the fields of UnitRow ("successors" for the list of codes) to their text.
    """
    faults: list[tuple[str, dict[str, object]]] = []

    def text(field: str) -> str:
        value = tidy(cells.get(field, ""))
        if len(value) > LONGEST[field]:
            faults.append(("unit_text_too_long", {"column": field, "most": LONGEST[field]}))
        return value[: LONGEST[field]]

    def day(field: str) -> date | None:
        try:
            return date_of(cells.get(field, ""))
        except ValueError:
            faults.append(("bad_date", {"value": cells[field].strip()}))
            return None

    row = UnitRow(
        code=plain_unit_code(cells.get("code", "")),
        name=text("name"),
        kind=text("kind"),
        parent_code=plain_unit_code(cells.get("parent_code", "")),
        emulation_group=text("emulation_group"),
        headcount=_headcount(cells.get("headcount", ""), faults),
        counted_on=day("counted_on"),
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        successor_codes=tuple(c for c in map(plain_unit_code, re.split(r"[;,]", cells.get("successors", ""))) if c),
        open_entry=fold(cells["open_entry"]) in _YES if cells.get("open_entry", "").strip() else None,
        note=text("note"),
    )
    line = Line(number, row)
    for code, details in faults:
        line.refuse(code, **details)
    if not row.code and coded:
        line.refuse("unit_without_code")
    elif row.code and not code_is_fit(row.code):
        line.refuse("bad_unit_code", most=LONGEST_CODE)
    if not row.name:
        line.refuse("unit_without_name")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        line.refuse("validity_reversed")
    return line


def _headcount(text: str, faults: list[tuple[str, dict[str, object]]]) -> int | None:
    try:
        return count_of(text, most=1_000_000)
    except ValueError:
        faults.append(("bad_headcount", {"value": text.strip()}))
        return None
