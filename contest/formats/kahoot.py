"""Kahoot's spreadsheet template for quizzes. Read only; it has no place for anything but stem, up to
four options, key and time limit (which our contests set for the whole paper)."""

import re
from collections.abc import Sequence

from contest.formats import workbook
from contest.formats.reading import Entry, Reading, reading_of
from contest.formats.sheets import Row, Sheet
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold

LONGEST_QUESTION, LONGEST_ANSWER = 120, 75  # characters, Kahoot's own limits
TIME_LIMITS = {"5", "10", "20", "30", "60", "90", "120", "240"}  # seconds, the ones Kahoot offers
_HEADINGS = {
    "stem": re.compile(r"question\b"),
    "time": re.compile(r"time limit\b"),
    "key": re.compile(r"correct answer"),
    **{f"option_{n}": re.compile(rf"answer {n}\b") for n in range(1, 7)},
}
_LAST_HEADING_ROW = 20


def recognised(sheets: Sequence[Sheet]) -> bool:
    """Does the template's own heading row stand in one of the sheets?"""
    return any(_columns(sheet) for sheet in sheets)


def read(content: bytes) -> Reading:
    """Raises Refused: those of `workbook.read`, missing_header, no_questions_found."""
    return read_sheets(workbook.read(content))


def read_sheets(sheets: Sequence[Sheet]) -> Reading:
    entries = []
    for sheet in sheets:
        if not (found := _columns(sheet)):
            continue
        heading_row, columns = found
        place: dict[str, int | str] = {"sheet": sheet.name} if len(sheets) > 1 else {}
        for row in sheet.rows:
            if row.number > heading_row and (entry := _entry(row, columns, {**place, "row": row.number})):
                entries.append(entry)
    if not recognised(sheets):
        raise Refused("missing_header")
    return reading_of("kahoot", entries)


def _columns(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """(number of the heading row, column by field)."""
    for row in sheet.rows:
        if row.number > _LAST_HEADING_ROW:
            break
        texts = [fold(cell) for cell in row.cells]
        columns = {
            field: next((n for n, text in enumerate(texts) if heading.match(text)), -1)
            for field, heading in _HEADINGS.items()
        }
        columns = {field: column for field, column in columns.items() if column >= 0}
        if {"stem", "time", "key", "option_1", "option_2"} <= columns.keys():
            return row.number, columns
    return None


def _entry(row: Row, columns: dict[str, int], where: dict[str, int | str]) -> Entry | None:
    cells = {field: row.cell(column) for field, column in columns.items()}
    options = [cells[field] for field in sorted(columns) if field.startswith("option_")]
    if not cells["stem"] and not any(options):
        return None  # the template numbers a hundred rows in advance
    problems = [Problem(doubt.code, "error", doubt.details) for doubt in row.doubts if doubt.code != "percent_number"]
    problems += _beyond_limits(cells, options)
    if row.hidden:
        problems.append(Problem("hidden_row", "warning"))
    if not cells["stem"]:
        problems.append(Problem("empty_stem"))
    key, wrong = _key(cells["key"], options)
    filled = [n for n, option in enumerate(options) if option]
    item = Item(
        type="multiple_choice" if len(key) > 1 else "single_choice",
        stem=cells["stem"],
        options=tuple(options[n] for n in filled),
        key=tuple(filled.index(n) for n in key),
    )
    return Entry(where, tuple(row.cells), item, (*problems, *wrong))


def _beyond_limits(cells: dict[str, str], options: list[str]) -> list[Problem]:
    found = []
    if len(cells["stem"]) > LONGEST_QUESTION or any(len(option) > LONGEST_ANSWER for option in options):
        found.append(Problem("kahoot_too_long", "warning", {"question": LONGEST_QUESTION, "answer": LONGEST_ANSWER}))
    if cells["time"] and cells["time"] not in TIME_LIMITS:
        found.append(Problem("kahoot_time_limit", "warning", {"written": cells["time"][:20]}))
    return found


def _key(text: str, options: list[str]) -> tuple[list[int], list[Problem]]:
    """(0-based positions, what is wrong): Kahoot always counts answers, it never repeats their text."""
    numbers = [word for word in re.split(r"[\s,;./&+]+", text) if word]
    if not numbers:
        return [], [Problem("missing_key")]
    places = [int(n) - 1 if re.fullmatch(r"[0-9]{1,2}", n) else -1 for n in numbers]
    if any(not 0 <= place < len(options) or not options[place] for place in places):
        return [], [Problem("key_outside_options", details={"written": text[:60]})]
    return sorted(set(places)), []
