"""Tables that hold questions: a bank with a heading row, or cells to be read as lines."""

import re
from dataclasses import replace

from contest.formats.bank_headings import FIELDS, PLACES
from contest.formats.bank_rows import read_row
from contest.formats.headings import Header, find_header
from contest.formats.reading import Entry
from contest.formats.sheets import Row, Sheet
from contest.formats.word.body import Cell, Table
from contest.formats.word.key_lines import key_payload, understood
from contest.formats.word.labels import option_label, question_label
from contest.formats.word.lines import Line, make_line, merged
from contest.formats.word.looks import PLAIN
from contest.formats.word.marks import Evidence, Option, evidence_of, signs_read
from contest.formats.word.plain import plain
from contest.formats.word.telling import conflict, letters_said, worded
from contest.rules.items import Problem
from contest.rules.refusals import Refused

_BARE = re.compile(
    r"[(\[]?(?:[A-Ha-h]|(?:cau(?: hoi| so)?|question|bai)\s*\d{1,4})\s*[.):/\]]?|"
    r"(?:dap an(?: dung)?|answer|d/a|can cu(?: phap ly)?|"
    r"giai thich|loi giai|linh vuc|muc do|cau hoi|chu de)\s*:?",
    re.IGNORECASE,
)
_KEY_COLUMN = "Đáp án đúng"


def entries_of_table(table: Table) -> list[Entry] | None:
    """The rows of a table whose heading row names the question and its options; None for another."""
    sheet = Sheet("", [Row(number, _texts(cells)) for number, cells in table.rows])
    try:
        header = find_header(sheet, FIELDS, {"stem"})
    except Refused:
        return None
    columns = [header.columns.get(f"option_{letter}", -1) for letter in PLACES]
    if "key" not in header.columns and sum(column >= 0 for column in columns) < 2:
        return None
    if len(header.columns) < 2 or not sheet.rows:
        return None
    width = max(len(row.cells) for row in sheet.rows)
    if "key" not in header.columns:
        headings = [*header.headings, *[""] * (width - len(header.headings)), _KEY_COLUMN]
        header = Header(header.row_number, {**header.columns, "key": width}, headings)
    entries = []
    for row, (number, cells) in zip(sheet.rows, table.rows, strict=True):
        if number > header.row_number and (entry := _entry(table, header, columns, row, cells)):
            entries.append(entry)
    return entries


def _texts(cells: list[Cell]) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        texts += [""] * (cell.column - len(texts))
        texts += [cell.text] * cell.width
    return texts


def _entry(table: Table, header: Header, columns: list[int], row: Row, cells: list[Cell]) -> Entry | None:
    where: dict[str, int | str] = {"table": table.place.table, "row": row.number}
    if (number := header.columns.get("number")) is not None and row.cell(number).strip().rstrip(".").isdecimal():
        where["label"] = f"Câu {row.cell(number).strip().rstrip('.')}"
    if len(cells) == 1 and cells[0].width > 1:  # a heading across the table
        return None
    options = {}
    for letter, column in zip(PLACES, columns, strict=True):
        if cell := next((c for c in cells if column >= 0 and c.column == column and c.text), None):
            options[letter] = signs_read(_option(cell), statement=False)
    texts = list(row.cells)
    for option, column in ((options[x], header.columns[f"option_{x}"]) for x in options):
        texts[column] = option.text.content if option.signed else texts[column]
    evidence = [
        Evidence(e.source, tuple(_place(options, n) for n in e.places)) for e in evidence_of(list(options.values()))
    ]
    problem = conflict(evidence)
    key_column = header.columns["key"]
    texts += [""] * (key_column + 1 - len(texts))
    written = texts[key_column].strip()
    if evidence and not problem:
        if not written:
            texts[key_column] = letters_said(evidence[0].places)
        else:
            said = understood(written, [row.cell(column) if column >= 0 else "" for column in columns])
            if said.places and set(said.places) != set(evidence[0].places):
                problem = _contradiction(written, evidence[0])
    entry = read_row(Row(row.number, texts), header, where)
    more = tuple(p for cell in cells for line in cell.lines for p in line.problems)
    if entry and not written and evidence and len(evidence[0].places) > 1:
        more = (*more, Problem("several_keys", "warning", {"letters": letters_said(evidence[0].places)}))
    if entry and problem:
        return replace(entry, item=None, problems=(*entry.problems, *more, problem))
    return replace(entry, problems=(*entry.problems, *more)) if entry else None


def _contradiction(written: str, marked: Evidence) -> Problem:
    return Problem("keys_contradict", details={"first": f"“{written[:40]}”", "second": worded(marked)})


def _option(cell: Cell) -> Option:
    first = cell.lines[0]
    return Option(replace(first, text="", looks=(), automatic=0), replace(merged(cell.lines), automatic=0))


def _place(options: dict[str, Option], position: int) -> int:
    return PLACES.index(list(options)[position])


def lines_of_table(table: Table) -> list[Line]:
    """The cells as lines in reading order. A table of data is one line a row, cells between bars."""
    lines: list[Line] = []
    for _, cells in table.rows:
        waiting: Line | None = None
        for cell in cells:
            if cell.continued or not cell.lines:
                continue
            first, *others = cell.lines
            if waiting:
                first, waiting = _beside(waiting, first), None
            elif not others and _BARE.fullmatch(plain(first.text.strip())):
                waiting = first
                continue
            lines += [first, *others]
        if waiting:
            lines.append(waiting)
    if _speaks(lines):
        return lines
    rows = [[cell for cell in cells if not cell.continued] for _, cells in table.rows]
    return [_data_row(row) for row in rows if any(cell.text for cell in row)]


def _beside(label: Line, text: Line) -> Line:
    """A label in a cell of its own with the text of the next cell."""
    bare = label.text.strip()
    sign = "" if bare[-1:] in ".):/]" else ":" if len(bare) > 1 and not bare[-1].isdigit() else "."
    gap = f"{sign} "
    look = label.looks[-1]
    return replace(
        text,
        text=f"{label.text}{gap}{text.text}",
        looks=(*label.looks, *[look] * len(gap), *text.looks),
        automatic=0,
        problems=label.problems + text.problems,
    )


def _speaks(lines: list[Line]) -> bool:
    """Do these lines hold labels of questions or options, or a key?"""
    letters = [label.letter for line in lines if (label := option_label(line.text))]
    if {0, 1} <= set(letters):
        return True
    labels = [question_label(line.text) for line in lines]
    return any(label and label.kind == "word" for label in labels) or any(key_payload(line.text) for line in lines)


def _data_row(cells: list[Cell]) -> Line:
    pieces = [(" | ".join(cell.text.replace("\n", " ") for cell in cells), PLAIN)]
    first = next(line for cell in cells for line in cell.lines)
    problems = tuple(p for cell in cells for line in cell.lines for p in line.problems)
    return make_line(pieces, first.place, problems=problems)
