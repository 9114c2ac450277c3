"""Keys that stand apart from the questions: grids, tables and lists, mostly at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from contest.formats.word.body import Table
from contest.formats.word.key_lines import judgements, letters_of
from contest.formats.word.labels import key_heading, part_heading
from contest.formats.word.lines import Line, Place
from contest.formats.word.plain import plain

_PAIR = re.compile(
    r"(?:cau\s*(?:so\s*|hoi\s*)?)?(?<![\d.,])(\d{1,3})\s*[.:)\-=/]?\s*\(?([A-Ha-h](?:\s*[,&]\s*[A-H]\b)*|[A-H]{2,4})\b\)?(?![.,]?\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:cau\s*(?:so\s*|hoi\s*)?)?(\d{1,3})\s*[.:)\-=/]?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:cau\s*(?:so\s*|hoi\s*)?)?(\d{1,3})\s*[.:)]?", re.IGNORECASE)
_HEAD = re.compile(r"(?:cau(?: so| hoi)?|stt|so (?:cau|tt)|tt|question|no\.?|de|ma de.*)\s*[:.]?", re.IGNORECASE)
_ANSWER_HEAD = re.compile(
    r"(?:dap an(?: dung)?|d/?a|answer|key|ket qua|chon|phuong an(?: dung)?|\d{3,4}|ma (?:de )?\d+)\s*[:.]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pair:
    """One answer of a list of keys: the question's number and what is written for it."""

    number: int
    answer: str
    place: Place


@dataclass
class KeyList:
    """Pairs in order. `codes` tells that there are several answers for each number (by exam code)."""

    pairs: list[Pair] = field(default_factory=list)
    codes: bool = False

    def sections(self) -> list[dict[int, Pair]]:
        """The pairs by number; a section ends where a number comes again or the count starts anew."""
        sections: list[dict[int, Pair]] = [{}]
        for pair in self.pairs:
            if pair.number in sections[-1]:
                sections.append({})
            sections[-1][pair.number] = pair
        return sections if self.pairs else []


def pairs_of_line(line: Line, *, apart: bool) -> list[Pair]:
    """The pairs that make up a line; `apart` says that it stands under a heading of answers, where one
    pair is enough and an answer may be any text."""
    bare = plain(line.text)
    found = list(_PAIR.finditer(bare))
    rest = _PAIR.sub("", bare)
    if found and not re.search(r"\w", re.sub(r"dap an|phan|cau", "", rest, flags=re.IGNORECASE)):
        if len(found) > 1 or apart:
            return [Pair(int(m[1]), line.text[m.start(2) : m.end(2)], line.place) for m in found]
        return []
    named = _NUMBERED.match(bare)
    if apart and named and (answer := line.text[named.end() :].strip()) and not part_heading(line.text):
        return [Pair(int(named[1]), answer, line.place)]
    return []


def pairs_of_table(table: Table, *, apart: bool) -> KeyList | None:
    """The pairs of a table that holds nothing but keys; None for any other table."""
    rows = [[(cell.column, cell.text.strip()) for cell in cells if not cell.continued] for _, cells in table.rows]
    place = table.place
    for attempt in (_grid, _across, _down):
        if found := attempt(rows, place, apart):
            return found
    return None


_Rows = Sequence[Sequence[tuple[int, str]]]


def _grid(rows: _Rows, place: Place, apart: bool) -> KeyList | None:
    """Cells such as "1.B"."""
    pairs = []
    for row in rows:
        for _, text in row:
            found = list(_PAIR.finditer(plain(text)))
            if text and (not found or re.search(r"\w", _PAIR.sub("", plain(text)))):
                if key_heading(text) or _HEAD.fullmatch(plain(text)):
                    continue
                return None
            pairs += [Pair(int(m[1]), text[m.start(2) : m.end(2)], place) for m in found]
    return KeyList(pairs) if len(pairs) > 1 else None


def _across(rows: _Rows, place: Place, apart: bool) -> KeyList | None:
    """A row of numbers above a row (or rows, by exam code) of answers."""
    found = KeyList()
    numbers: dict[int, int] = {}
    answered: set[int] = set()
    for row in rows:
        cells = [(column, text) for column, text in row if text]
        named = cells and (_HEAD.fullmatch(plain(cells[0][1])) or _ANSWER_HEAD.fullmatch(plain(cells[0][1])))
        body = cells[1:] if named and cells[0][0] == row[0][0] else cells
        counted = [(column, _NUMBER.fullmatch(plain(text))) for column, text in body]
        if (
            body
            and all(m for _, m in counted)
            and not (numbers and apart and named and _ANSWER_HEAD.fullmatch(plain(cells[0][1])))
        ):
            numbers, answered = {column: int(m[1]) for column, m in counted if m}, set()
            continue
        if not body and cells and (named or key_heading(cells[0][1]) or part_heading(cells[0][1])):
            continue
        if not body or not numbers or not all(column in numbers for column, _ in body):
            return None
        if not all(_answer(text) or (apart and named) for _, text in body):
            return None
        found.codes = found.codes or any(numbers[column] in answered for column, _ in body)
        answered |= {numbers[column] for column, _ in body}
        found.pairs += [Pair(numbers[column], text, place) for column, text in body]
    return found if len(found.pairs) > 1 else None


def _down(rows: _Rows, place: Place, apart: bool) -> KeyList | None:
    """Columns of numbers, each with its column (or columns, by exam code) of answers beside it."""
    pairs: list[tuple[int, int, str]] = []
    codes = False
    for at, row in enumerate(rows):
        cells = [(column, text) for column, text in row if text]
        if not cells:
            continue
        heads = [bool(_HEAD.fullmatch(plain(text)) or _ANSWER_HEAD.fullmatch(plain(text))) for _, text in cells]
        if all(heads) or (at == 0 and (heads[0] or key_heading(cells[0][1]))):
            continue
        number, column_of, answers = None, 0, 0
        for column, text in cells:
            if (counted := _NUMBER.fullmatch(plain(text))) and not (apart and number is not None and not answers):
                number, column_of, answers = int(counted[1]), column, 0
            elif number is not None and (_answer(text) or apart):
                answers += 1
                codes = codes or answers > 1
                pairs.append((column_of, number, text))
            else:
                return None
    pairs.sort(key=lambda pair: pair[0])
    return KeyList([Pair(number, text, place) for _, number, text in pairs], codes) if len(pairs) > 1 else None


def _answer(text: str) -> bool:
    letters = letters_of(text)
    return bool((letters and not letters[1]) or judgements(text))
