"""A clean bank as a Word document that `formats.docx` reads back exactly.

Every paragraph carries one of our styles; so line breaks inside it are content and nothing in it is
taken for a label but the one at its beginning.
"""

from collections.abc import Iterable

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from contest.formats.bank_headings import PLACES
from contest.formats.bank_sheet import heading_of
from contest.formats.bank_words import YES, audience_words, word_for
from contest.formats.legal_cells import basis_cells, written_day
from contest.formats.word.paragraphs import OWN_STYLES
from contest.rules.items import Item, Scope, Status
from contest.word_pages import a4_document, saved, write_text

QUESTION, OPTION, ANSWER, DETAIL = (f"{OWN_STYLES} {name}" for name in ("Câu hỏi", "Phương án", "Đáp án", "Thông tin"))


def bank_document(items: Iterable[Item]) -> bytes:
    document = _document()
    for number, item in enumerate(items, 1):
        _write_item(document, number, item)
    return saved(document)


def _document() -> Document:
    """A4 pages with a style for each kind of paragraph."""
    document = a4_document()
    for name in (QUESTION, OPTION, ANSWER, DETAIL):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        if name == QUESTION:
            style.paragraph_format.space_before = Pt(9)
            style.paragraph_format.keep_with_next = True
        else:
            style.paragraph_format.left_indent = Cm(0.75)
        if name == DETAIL:
            style.font.size, style.font.italic = Pt(12), True
    return document


def _write_item(document: Document, number: int, item: Item) -> None:
    pictures = {picture.mark: picture for picture in item.pictures}

    def paragraph(style: str, label: str, text: str) -> None:
        added = document.add_paragraph(style=style)
        added.add_run(label).bold = True
        write_text(added, f" {text}", pictures)

    paragraph(QUESTION, f"Câu {number}.", item.stem)
    statements = item.type == "true_false_cluster"
    for letter, option in zip(PLACES, item.options, strict=False):
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
    return ", ".join(PLACES[n] for n in item.key)


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
