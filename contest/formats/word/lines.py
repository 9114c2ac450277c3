"""A line of a document: its text, how each character looks, and where it stands."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from contest.formats.reading import Marks
from contest.formats.word.looks import PLAIN, Look
from contest.rules.items import Problem

Styled = list[tuple[str, Look]]  # pieces of text, each in one look


@dataclass(frozen=True)
class Place:
    """`paragraph` is the 1-based index among the body's own paragraphs; inside a table `table` and
    `row` (1-based) tell where."""

    paragraph: int
    table: int = 0
    row: int = 0


@dataclass(frozen=True)
class Line:
    """One line. Its text is NFC and holds single spaces; "\\t" is any wider gap. `looks` has one
    look for each character.

    `whole` is a paragraph of our own templates, whose line breaks ("\\n") are content; `after_gap`
    tells that an empty paragraph stands before; `automatic` counts the characters that come from
    Word's numbering; `list_id` names the bulleted or numbered list it belongs to.
    """

    text: str
    looks: tuple[Look, ...]
    place: Place
    style: str = ""
    whole: bool = False
    after_gap: bool = False
    automatic: int = 0
    list_id: str = ""
    problems: tuple[Problem, ...] = field(default=())

    def part(self, start: int, end: int | None = None) -> "Line":
        """The characters from start to end, without white space at the edges."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        automatic = max(0, min(self.automatic, end) - start)
        return replace(self, text=self.text[start:end], looks=self.looks[start:end], automatic=automatic)

    @property
    def content(self) -> str:
        return self.text.replace("\t", " ").strip()

    def marks(self, shift: int = 0) -> Marks:
        """What sets parts of the content apart, for a content that is shown `shift` characters further on."""
        found = []
        start = 0
        for signs, looks in groupby(self.looks, _signs):
            end = start + len(list(looks))
            if signs and self.text[start:end].strip():
                found.append((start + shift, end + shift, signs))
            start = end
        return tuple(found)


def _signs(look: Look) -> str:
    coloured = look.colour or look.highlight or look.shade
    return "b" * look.bold + "u" * look.underline + "h" * bool(coloured)


def make_line(pieces: Styled, place: Place, **more: object) -> Line:
    """A line from pieces of text: NFC, without invisible characters, white space made single."""
    chars: list[str] = []
    looks: list[Look] = []
    for cluster, look in _clusters(pieces):
        if cluster == "\n":
            char = "\n"
        elif cluster.isspace():
            char = "\t" if cluster == "\t" else " "
        elif len(cluster) == 1 and unicodedata.category(cluster) in {"Cf", "Cc"}:
            continue
        else:
            char = cluster
        if char in " \t\n" and chars and chars[-1] in " \t\n":
            chars[-1] = "\n" if "\n" in (char, chars[-1]) else "\t"
            continue
        chars.extend(char)
        looks.extend([look] * len(char))
    line = Line("".join(chars), tuple(looks), place, **more)  # type: ignore[arg-type]
    return line.part(0)


def _clusters(pieces: Styled) -> Iterable[tuple[str, Look]]:
    """Characters with their combining marks, composed; the look is the base character's."""
    if all(unicodedata.is_normalized("NFC", text) for text, _ in pieces) and not _begins_with_mark(pieces):
        for text, look in pieces:
            for char in text:
                yield char, look
        return
    base, base_look = "", PLAIN
    for text, look in pieces:
        for char in text:
            if base and unicodedata.combining(char):
                base += char
                continue
            if base:
                yield from ((c, base_look) for c in unicodedata.normalize("NFC", base))
            base, base_look = char, look
    if base:
        yield from ((c, base_look) for c in unicodedata.normalize("NFC", base))


def _begins_with_mark(pieces: Styled) -> bool:
    return any(text and unicodedata.combining(text[0]) for text, _ in pieces)


def joined(lines: Iterable[Line]) -> str:
    """The lines as content, one below the other."""
    return "\n".join(content for line in lines if (content := line.content))


def merged(lines: Sequence[Line]) -> Line:
    """One line of several, with line breaks between them."""
    first, *others = [line for line in lines if line.text] or lines[:1]
    for other in others:
        first = replace(
            first,
            text=f"{first.text}\n{other.text}",
            looks=(*first.looks, other.looks[0], *other.looks),
            problems=first.problems + other.problems,
        )
    return first
