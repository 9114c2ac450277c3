"""One worksheet of an XLSX file, read as a stream."""

import re

from contest.formats.package import Attributes
from contest.formats.sheets import MOST_COLUMNS, Row, clean, column_letters
from contest.formats.workbook_numbers import NumberFormats, too_long
from contest.rules.items import Problem
from contest.rules.refusals import Refused

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SheetReader:
    """Handlers for `parse_member`; afterwards `rows()`."""

    def __init__(self, strings: list[str], formats: NumberFormats, most_rows: int) -> None:
        self._strings, self._formats, self._most_rows = strings, formats, most_rows
        self._cells: dict[int, dict[int, str]] = {}
        self._hidden: set[int] = set()
        self._doubts: dict[int, list[Problem]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self._type = self._style = ""
        self._formula = self._in_formula = self._in_value = self._phonetic = False
        self._formula_text: list[str] = []
        self._value: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self._hidden.add(self._row)
        elif tag == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._formula = False
            self._value = []
        elif tag == "f":
            self._formula = self._in_formula = True
            self._formula_text = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag in {"v", "t"}:
            self._in_value = not self._phonetic
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)
        elif self._in_formula:
            self._formula_text.append(data)

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._in_value = False
        elif tag == "f":
            self._in_formula = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._column < MOST_COLUMNS:
            self._finish_cell("".join(self._value))

    def _finish_cell(self, value: str) -> None:
        place = f"{column_letters(self._column)}{self._row}"
        if self._formula and not value:
            self._doubt("formula_without_value", cell=place, formula=f"={''.join(self._formula_text)}")
            return
        if self._type == "s":
            value = self._strings[int(value)] if value.isdigit() and int(value) < len(self._strings) else ""
        elif self._type == "b":
            value = "TRUE" if value == "1" else "FALSE"
        elif self._type == "e":
            self._doubt("formula_error", cell=place, shown=value)
        elif self._type == "n" and value:
            if too_long(value):
                self._doubt("number_precision", "warning", cell=place)
            value = self._formats.shown(value, self._style)
            if value.endswith("%"):
                self._doubt("percent_number", "warning", cell=place)
        if self._type in {"s", "inlineStr", "str"}:
            value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        if value := clean(value):
            self._cells.setdefault(self._row, {})[self._column] = value
            if len(self._cells) > self._most_rows:
                raise Refused("too_many_rows", limit=self._most_rows)

    def _doubt(self, code: str, severity: str = "error", **details: object) -> None:
        self._cells.setdefault(self._row, {})
        found = Problem(code, severity, {"column": self._column, **details})
        self._doubts.setdefault(self._row, []).append(found)

    def _merge(self, reference: str) -> None:
        corners = [_CELL.fullmatch(corner) for corner in reference.split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (left, top), (right, bottom) = ((_column(c[1]), int(c[2])) for c in corners if c)
            self._merged.append((top, left, bottom, min(right, MOST_COLUMNS - 1)))

    def rows(self) -> list[Row]:
        """The rows with content; a merged cell's value is repeated over the rows that have any."""
        for top, left, bottom, right in self._merged:
            value = self._cells.get(top, {}).get(left)
            if value is None:
                continue
            for number in self._cells.keys() & range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._cells[number].setdefault(column, value)
        found = []
        for number in sorted(self._cells):
            cells = self._cells[number]
            filled = [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]
            found.append(Row(number, filled, number in self._hidden, tuple(self._doubts.get(number, ()))))
        return found


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
