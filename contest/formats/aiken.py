"""Question banks as Aiken text: a stem, lettered options, `ANSWER: B`. Read only; it has no place for
anything else."""

import re
import unicodedata
from dataclasses import dataclass, field

from contest.formats.delimited import decode
from contest.formats.keys import read_key
from contest.formats.limits import limits
from contest.formats.markup import plain
from contest.formats.reading import Entry, Reading, reading_of
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPTION = re.compile(r"\s*([A-Za-z])[.)]\s*(.*)")
ANSWER = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN)\s*[:：]\s*(.*)", re.IGNORECASE)


@dataclass
class _Question:
    line: int
    stem: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    #: A blank line came after the last stem or option line.
    apart: bool = False

    def takes_option(self, letter: str) -> bool:
        """In Aiken the letters run on; a stray "A." in a stem does not begin options anew."""
        return len(self.options) < len(_LETTERS) and letter.upper() == _LETTERS[len(self.options)]

    def source(self) -> tuple[str, ...]:
        return (*self.stem, *(f"{_LETTERS[n]}. {option}" for n, option in enumerate(self.options)))


def read(content: bytes) -> Reading:
    """Raises Refused: not_text, unknown_encoding, too_many_rows, no_questions_found."""
    entries: list[Entry] = []
    question: _Question | None = None
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", decode(content)), 1):
        line = unicodedata.normalize("NFC", raw).strip("\ufeff\u200b \t\xa0")
        if not line:
            if question:
                question.apart = True
            continue
        if answer := ANSWER.fullmatch(line):
            entries.append(_finished(question or _Question(number), answer[1]))
            question = None
        elif (option := OPTION.fullmatch(line)) and (question or _Question(number)).takes_option(option[1]):
            question = question or _Question(number)
            question.options.append(option[2])
            question.apart = False
        elif question and not question.apart:
            if question.options:  # a line without a letter goes on with the option above it
                question.options[-1] += f"\n{line}"
            else:
                question.stem.append(line)
        else:
            if question:
                entries.append(_abandoned(question))
            question = _Question(number, [line])
        if len(entries) > limits().rows:
            raise Refused("too_many_rows", limit=limits().rows)
    if question:
        entries.append(_abandoned(question))
    return reading_of("aiken", entries)


def _finished(question: _Question, answer: str) -> Entry:
    where: dict[str, int | str] = {"line": question.line}
    options = [plain(option) for option in question.options]
    key = read_key(answer.strip(), options)
    problems = [key.problem] if key.problem else []
    if not question.stem:
        problems.append(Problem("empty_stem"))
    item = Item(
        type="multiple_choice" if len(key.positions) > 1 else "single_choice",
        stem=plain("\n".join(question.stem)),
        options=tuple(options),
        key=key.positions,
    )
    source = (*question.source(), f"ANSWER: {answer}")
    return Entry(where, source, item, tuple(p for p in problems if p))


def _abandoned(question: _Question) -> Entry:
    """A question that another began before it had its key."""
    code = "missing_key" if question.options else "no_options"
    return Entry({"line": question.line}, question.source(), None, (Problem(code),))
