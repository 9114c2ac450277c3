"""A Word file built the way people build them, for the tests of its reader."""

import io

import docx as word
from docx.document import Document
from docx.shared import RGBColor

from contest.formats import docx
from contest.formats.reading import Reading
from contest.rules.items import Item

RED = RGBColor(0xC0, 0x00, 0x00)


def run(paragraph, text: str, **look):
    """`look`: bold, underline, italic, strike, colour (RGBColor), highlight (True), font (name), style."""
    added = paragraph.add_run(text)
    added.bold, added.underline, added.italic = look.get("bold"), look.get("underline"), look.get("italic")
    added.font.strike = look.get("strike")
    if look.get("colour"):
        added.font.color.rgb = look["colour"]
    if look.get("highlight"):
        added.font.highlight_color = 7
    if look.get("font"):
        added.font.name = look["font"]
    if look.get("hidden"):
        added.font.hidden = True
    return added


def paper(*lines) -> Document:
    """A document of lines: a text, or a list of (text, look) pieces, or a dict for one look over all."""
    document = word.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for piece in [line] if isinstance(line, str | tuple) else line:
            text, look = (piece, {}) if isinstance(piece, str) else piece
            run(paragraph, text, **look)
    return document


def reading(document: Document) -> Reading:
    out = io.BytesIO()
    document.save(out)
    return docx.read(out.getvalue())


def items(document: Document) -> list[Item]:
    """The items that can be used."""
    return [entry.item for entry in reading(document).entries if entry.usable]


def codes(document: Document) -> list[list[str]]:
    """The codes of the problems of each entry."""
    return [[p.code for p in entry.problems] for entry in reading(document).entries]


def options(*right: int, mark: dict | None = None, letters: str = "ABCD", texts=("Huế", "Hà Nội", "Vinh", "Đà Lạt")):
    """Four option lines, those at `right` wholly in the look `mark`."""
    lines = enumerate(zip(letters, texts, strict=False))
    return [(f"{letter}. {text}", mark if n in right and mark else {}) for n, (letter, text) in lines]


def table(document: Document, rows) -> None:
    """A table of texts, or of (text, look) cells."""
    made = document.add_table(len(rows), max(map(len, rows)))
    for cells, row in zip(made.rows, rows, strict=True):
        for cell, content in zip(cells.cells, row, strict=False):
            text, look = (content, {}) if isinstance(content, str) else content
            run(cell.paragraphs[0], text, **look)
