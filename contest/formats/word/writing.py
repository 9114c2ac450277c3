"""A clean bank as a Word document that `formats.docx` reads back exactly.

Every paragraph carries one of our styles; so line breaks inside it are content and nothing in it is
taken for a label but the one at its beginning.
"""

import io
import re
from collections.abc import Iterable, Mapping

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from contest.formats.bank_sheet import heading_of
from contest.formats.bank_words import YES, audience_words, word_for
from contest.formats.legal_cells import basis_cells, written_day
from contest.formats.word.labels import LETTERS
from contest.formats.word.paragraphs import OWN_STYLES
from contest.rules.items import Item, Picture, Scope, Status

FONT = "Times New Roman"
QUESTION, OPTION, ANSWER, DETAIL = (f"{OWN_STYLES} {name}" for name in ("Câu hỏi", "Phương án", "Đáp án", "Thông tin"))
WIDEST_PICTURE = Cm(12)
_MARK = re.compile(r"(\[\[hình:[0-9a-f]{16}\]\])")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def bank_document(items: Iterable[Item]) -> bytes:
    document = new_document()
    for number, item in enumerate(items, 1):
        _write_item(document, number, item)
    return saved(document)


def new_document() -> Document:
    """A4 in Times New Roman, with our styles."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(3)
    for name in (QUESTION, OPTION, ANSWER, DETAIL):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        if name == QUESTION:
            style.paragraph_format.space_before = Pt(9)
            style.paragraph_format.keep_with_next = True
        else:
            style.paragraph_format.left_indent = Cm(0.75)
        if name == DETAIL:
            style.font.size, style.font.italic = Pt(12), True
    return document


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_text(paragraph: Paragraph, text: str, pictures: Mapping[str, Picture]) -> None:
    """The text with its pictures at their marks."""
    for piece in _MARK.split(_CONTROLS.sub("", text)):
        picture = pictures.get(piece)
        if picture is None or not _placed(paragraph, picture):
            paragraph.add_run(piece)


def _placed(paragraph: Paragraph, picture: Picture) -> bool:
    """False where the picture's bytes are not here or not of a kind that Word shows."""
    if not picture.content:
        return False
    run = paragraph.add_run()
    try:
        shape = run.add_picture(io.BytesIO(picture.content))
    except Exception:  # the library's own errors have no common class
        return False
    if shape.width > WIDEST_PICTURE:
        shape.height = round(shape.height * WIDEST_PICTURE / shape.width)
        shape.width = WIDEST_PICTURE
    shape._inline.docPr.set("descr", picture.name)
    return True


def _write_item(document: Document, number: int, item: Item) -> None:
    pictures = {picture.mark: picture for picture in item.pictures}

    def paragraph(style: str, label: str, text: str) -> None:
        added = document.add_paragraph(style=style)
        added.add_run(label).bold = True
        write_text(added, f" {text}", pictures)

    paragraph(QUESTION, f"Câu {number}.", item.stem)
    statements = item.type == "true_false_cluster"
    for letter, option in zip(LETTERS, item.options, strict=False):
        paragraph(OPTION, f"{letter.lower()})" if statements else f"{letter}.", option)
    if key := _key(item):
        paragraph(ANSWER, "Đáp án:", key)
    for field, value in _details(item).items():
        if value:
            paragraph(DETAIL, f"{heading_of(field)}:", value)


def _key(item: Item) -> str:
    if item.accepted:
        return "\n".join(item.accepted)
    if item.type == "true_false_cluster":
        return ", ".join("Đúng" if n in item.key else "Sai" for n in range(len(item.options)))
    return ", ".join(LETTERS[n] for n in item.key if n < len(LETTERS))


def _details(item: Item) -> dict[str, str]:
    """The fields that differ from what a reader assumes."""
    told = item.type == "single_choice" and len(item.key) == 1
    return {
        "type": "" if told else word_for("item_type", item.type),
        "code": item.code,
        "topic": item.topic,
        "level": word_for("level", item.level),
        "situational": YES if item.situational else "",
        "explanation": item.explanation,
        **basis_cells(item.legal_basis),
        "audience": audience_words(item.audience) if item.audience else "",
        "scope": word_for("item_scope", item.scope) if item.scope != Scope.CENTRAL else "",
        "review_on": written_day(item.review_on),
        "enemy_group": item.enemy_group,
        "author_name": item.author_name,
        "appraiser_name": item.appraiser_name,
        "status": word_for("item_status", item.status) if item.status != Status.DRAFT else "",
        "note": item.note,
    }
