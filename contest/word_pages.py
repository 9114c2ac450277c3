"""A4 pages in Times New Roman, for banks and papers alike. A leaf: it knows nothing of contests but
pictures in texts. It loads lxml, so import it where it is needed."""

import io
import re
from collections.abc import Mapping

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from contest.rules.items import Picture

FONT = "Times New Roman"
_WIDEST_PICTURE = Cm(12)
_MARK = re.compile(r"(\[\[hình:[0-9a-f]{16}\]\])")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def a4_document() -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(3)
    return document


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_text(paragraph: Paragraph, text: str, pictures: Mapping[str, Picture]) -> None:
    """The text with its pictures at their marks; characters that XML cannot hold are left out."""
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
    if shape.width > _WIDEST_PICTURE:
        shape.height = round(shape.height * _WIDEST_PICTURE / shape.width)
        shape.width = _WIDEST_PICTURE
    shape._inline.docPr.set("descr", picture.name)
    return True


def centred(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def number_pages(document: Document, before: str) -> None:
    """The text and "1/3" at the foot of every page."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{before} ")
    for between, instruction in (("", "PAGE"), ("/", "NUMPAGES")):
        foot.add_run(between)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        foot._p.append(field)


def repeat_first_row(table: Table) -> None:
    """The first row comes again on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
