"""A table as any spreadsheet file gives it, whatever the format."""

import unicodedata
from dataclasses import dataclass, field

from contest.rules.items import Problem

MOST_COLUMNS = 256
_UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff\u2060\x00"))


@dataclass(frozen=True)
class Row:
    """One row with content. `number` is 1-based, as the spreadsheet program shows it; `doubts` say
    what cannot be trusted in it (a formula without value …), each with its `cell` and 0-based `column`."""

    number: int
    cells: list[str]
    hidden: bool = False
    doubts: tuple[Problem, ...] = ()

    def cell(self, column: int) -> str:
        """The text of a column (0-based); rows may be cut short."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """`rows` holds the rows with any content, in order; merged cells are filled with their value."""

    name: str
    rows: list[Row] = field(default_factory=list)


def clean(text: str) -> str:
    """A cell's text as content: NFC, plain spaces and line feeds, nothing at the edges."""
    text = unicodedata.normalize("NFC", text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(_UNSEEN).strip()


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
