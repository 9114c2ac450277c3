"""Question banks as Word documents, in the many ways that organisers keep them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from contest.formats.reading import Entry, Reading, reading_of
from contest.formats.word.body import Table, read_body
from contest.formats.word.entries import Around, entry_of
from contest.formats.word.grouping import cut_at_options, group
from contest.formats.word.key_lines import letters_of
from contest.formats.word.key_tables import KeyList, pairs_of_line, pairs_of_table
from contest.formats.word.keys_apart import pairs_for
from contest.formats.word.labels import furniture, key_heading, option_label, part_heading, question_label
from contest.formats.word.lines import Line
from contest.formats.word.looks import Styles
from contest.formats.word.numbering import Numbering
from contest.formats.word.paragraphs import Reader
from contest.formats.word.parts import read_parts
from contest.formats.word.passages import between_questions
from contest.formats.word.pictures import Pictures
from contest.formats.word.splitting import split
from contest.formats.word.starred import starred_entries
from contest.formats.word.tables import entries_of_table, lines_of_table
from contest.formats.word.template import EXAMPLES
from contest.rules.items import Item, Picture, Problem
from contest.rules.refusals import Refused

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSION = "docx"
_LEAST_SHARE = 0.5  # of the lines of a document without labels must belong to questions with options
# Said of a key that is there but cannot be trusted; that it is missing need not be said as well.
_ABOUT_KEYS = {"keys_contradict", "key_outside_options", "ambiguous_key", "key_letter_and_text", "options_unlettered",
               "key_not_in_options", "no_options"}  # fmt: skip


@dataclass
class _Sorted:
    """The document's blocks: lines of questions, lists of keys, rows of bank tables."""

    lines: list[Line] = field(default_factory=list)
    keys: list[KeyList] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)  # of `rows`


def read(content: bytes) -> Reading:
    """Raises Refused: no_questions_found; those of `read_parts`."""
    parts = read_parts(content)
    pictures = Pictures(parts)
    reader = Reader(Styles(parts.styles, parts.theme), Numbering(parts.numbering), pictures)
    body = parts.document.first("body")
    blocks = read_body(body, reader) if body else []
    found = _sort(blocks)
    entries, problems, apart = _questions(found, pictures.by_mark)
    placed = [*zip(found.places, found.rows, strict=True), *entries]
    placed.sort(key=lambda pair: pair[0])
    if not placed:
        raise Refused("no_questions_found")
    reading = reading_of("docx", [entry for _, entry in placed], tuple(problems), tuple(_hints(reader, apart)))
    return replace(reading, entries=[_once(entry) for entry in reading.entries])


def write(items: Iterable[Item]) -> bytes:
    """A clean bank. It has no place for weights, feedback, pairs and numbers."""
    from contest.formats.word.writing import bank_document  # loads lxml: only where it is needed

    return bank_document(items)


def template() -> bytes:
    """A bank with one example of each type to write over, which imports cleanly."""
    return write(EXAMPLES)


def _sort(blocks: list[Line | Table]) -> _Sorted:
    found = _Sorted()
    apart = False  # under a heading of answers
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            _sort_table(found, block, apart=apart)
        elif not block.whole and key_heading(block.text) and not _answers_one(blocks, at):
            apart = True
        elif apart and _asks(blocks, at):
            apart = False
            found.lines.append(block)
        elif not block.whole and (pairs := pairs_of_line(block, apart=apart)):
            found.keys.append(KeyList(pairs))
        elif not apart:
            found.lines.append(block)
        elif not part_heading(block.text):
            found.lines.append(replace(block, after_gap=True))
    return found


def _sort_table(found: _Sorted, table: Table, *, apart: bool) -> None:
    if keys := pairs_of_table(table, apart=apart):
        found.keys.append(keys)
    elif rows := entries_of_table(table):
        found.rows += rows
        found.places += [(table.place.paragraph, table.place.table, int(entry.where["row"])) for entry in rows]
    else:
        found.lines += lines_of_table(table)


def _answers_one(blocks: list[Line | Table], at: int) -> bool:
    """ "Đáp án" above a single answer belongs to the question above it."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return isinstance(below, Line) and letters_of(below.text) is not None and not pairs_of_line(below, apart=True)


def _asks(blocks: list[Line | Table], at: int) -> bool:
    """Does a question with options begin here?"""
    line = blocks[at]
    if not isinstance(line, Line) or not question_label(line.text):
        return False
    for below in blocks[at + 1 : at + 6]:
        if isinstance(below, Table) or question_label(below.text):
            return False
        label = option_label(below.text)
        if label and label.letter == 0 and not label.lower:
            return True
    return False


_Placed = list[tuple[tuple[int, int, int], Entry]]


def _questions(found: _Sorted, pictures: dict[str, Picture]) -> tuple[_Placed, list[Problem], list[Line]]:
    """(entries with their places, problems of the file, lines that belong to no question)."""
    grouped = group(found.lines)
    drafts = [cut for draft in grouped.drafts for cut in cut_at_options(draft)]
    splits = [split(draft) for draft in drafts]
    if all(draft.unlabelled for draft in drafts):
        if starred := starred_entries(found.lines, pictures):
            return [(_order(line), entry) for line, entry in starred], [], []
        kept = [n for n, one in enumerate(splits) if one.options and not one.listed]
        if sum(len(splits[n].stem) + len(splits[n].options) for n in kept) < len(found.lines) * _LEAST_SHARE:
            kept = []  # notes in which options happen to stand
        drafts, splits = [drafts[n] for n in kept], [splits[n] for n in kept]
    above = [[*draft.before] for draft in drafts]
    for n, one in enumerate(splits[:-1]):
        above[n + 1] = [*one.after, *above[n + 1]]
    last = [*(splits[-1].after if splits else []), *grouped.after]
    between = between_questions(drafts, above, last)
    pairs, problems = pairs_for(drafts, found.keys)
    entries: _Placed = []
    for n, (draft, one) in enumerate(zip(drafts, splits, strict=True)):
        around = Around(
            tuple(between.stems.get(n, ())),
            n in between.guessed,
            between.instructions.get(n, ""),
            tuple(between.stray.get(n, ())),
            pairs.get(n),
        )
        entries.append((_order(draft.lines[0]), entry_of(draft, one, around, pictures)))
    return entries, problems, between.apart


def _order(line: Line) -> tuple[int, int, int]:
    return line.place.paragraph, line.place.table, line.place.row


def _once(entry: Entry) -> Entry:
    codes = {problem.code for problem in entry.problems}
    if codes & _ABOUT_KEYS:
        return replace(entry, problems=tuple(p for p in entry.problems if p.code not in {"missing_key"}))
    return entry


def _hints(reader: Reader, apart: list[Line]) -> list[Problem]:
    hints = []
    if reader.hidden_at:
        places = ", ".join(str(n) for n in sorted(set(reader.hidden_at))[:20])
        hints.append(Problem("hidden_text", "hint", {"paragraphs": places}))
    if reader.legacy:
        hints.append(Problem("legacy_fonts", "hint"))
    unread = [line for line in apart if not furniture(line.text)]
    if unread:
        shown = " / ".join(line.content[:60] for line in unread[:3])
        hints.append(Problem("text_apart", "hint", {"count": len(unread), "text": shown}))
    return hints
