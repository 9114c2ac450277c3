"""What is read of a Word file's text: what stands there for a person who opens it, and nothing else."""

import io
import unicodedata
import zipfile

import docx as word
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from contest.formats import docx
from contest.formats.word.legacy_fonts import Encoding, to_unicode
from contest.formats.word.numbering import written
from tests.formats.word.paper import items, options, paper, reading

BOLD = {"bold": True}
W = nsdecls("w")


def appended(paragraph, text: str) -> None:
    """Put elements behind what the paragraph holds."""
    for element in parse_xml(f"<w:p {W}>{text}</w:p>"):
        paragraph._p.append(element)


def ready(*before) -> word.document.Document:
    return paper(*before, "Câu 1. Thủ đô ở đâu?", *options(1, mark=BOLD))


def test_insertions_are_text_and_deletions_are_not():
    document = ready()
    appended(
        document.paragraphs[0],
        '<w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve"> (nay)</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>đi</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="4" w:author="x"><w:r><w:t xml:space="preserve"> đến</w:t></w:r></w:moveTo>',
    )
    assert items(document)[0].stem == "Thủ đô ở đâu? (nay) đến"


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    document = paper("Câu 1. Thủ đô", "ở đâu?", *options(1, mark=BOLD))
    mark = parse_xml(f'<w:pPr {W}><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>')
    document.paragraphs[0]._p.insert(0, mark)
    [item] = items(document)
    assert item.stem == "Thủ đôở đâu?"


def test_hidden_text_is_left_out_and_told():
    document = paper([("Câu 1. Thủ đô ở đâu?", {}), (" đáp án C", {"hidden": True})], *options(1, mark=BOLD))
    found = reading(document)
    assert found.entries[0].item.stem == "Thủ đô ở đâu?"
    assert [p.code for p in found.hints] == ["hidden_text"]


def test_content_controls_links_fields_and_smart_tags_are_looked_into():
    document = paper("Câu 1. Thủ đô", *options(1, mark=BOLD))
    appended(
        document.paragraphs[0],
        "<w:sdt><w:sdtContent><w:r><w:t> của</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t> nước</w:t></w:r></w:hyperlink>"
        '<w:fldSimple w:instr="REF x"><w:r><w:t> ta</w:t></w:r></w:fldSimple>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>SEQ</w:instrText><w:t>?</w:t></w:r>',
    )
    assert items(document)[0].stem in {"Thủ đô của nước ta?", "Thủ đôcủanướcta?"}


def test_a_text_box_is_read_once():
    document = paper("Câu 1. Thủ đô ở đâu?")
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("A. Huế", "B. Hà Nội"))
    box = f"<w:txbxContent>{lines}</w:txbxContent>"
    appended(
        document.paragraphs[0],
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    document.add_paragraph("Đáp án: B")
    [item] = items(document)
    assert (item.options, item.key) == (("Huế", "Hà Nội"), (1,))


def test_decomposed_letters_and_strange_spaces():
    text = unicodedata.normalize("NFD", "Câu 1. Thủ\u00a0đô\u200b  ở đâu?")
    answer = unicodedata.normalize("NFD", "Đáp án: B")
    [item] = items(paper(text, "A.\u2003Huế", "B.\u3000Hà Nội\ufeff", answer))
    assert (item.stem, item.options, item.key) == ("Thủ đô ở đâu?", ("Huế", "Hà Nội"), (1,))


@pytest.mark.parametrize(
    ("font", "lines"),
    [
        (".VnTime", ["C©u hái 1. Thñ ®« n\xadíc ta ë ®©u?", "A. HuÕ", "B. Hµ Néi", "§¸p ¸n ®óng: B"]),
        ("VNI-Times", ["Caâu hoûi 1. Thuû ñoâ nöôùc ta ôû ñaâu?", "A. Hueá", "B. Haø Noäi", "Ñaùp aùn ñuùng: B"]),
    ],
)
def test_fonts_of_before_unicode(font, lines):
    document = paper(*[(line, {"font": font}) for line in lines])
    found = reading(document)
    item = found.entries[0].item
    assert (item.stem, item.options, item.key) == ("Thủ đô nước ta ở đâu?", ("Huế", "Hà Nội"), (1,))
    assert [p.code for p in found.hints] == ["legacy_fonts"]


def test_a_font_of_capitals_makes_capitals():
    assert to_unicode("®¸p ¸n", Encoding.TCVN3_CAPITALS) == "ĐÁP ÁN"


def test_every_vietnamese_letter_can_come_from_either_encoding():
    small = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
    tcvn3 = {to_unicode(chr(n), Encoding.TCVN3) for n in range(0xA1, 0x100)}
    assert set(small) <= tcvn3
    bases = [chr(n) for n in range(0x41, 0x100)]
    vni = {to_unicode(a + b, Encoding.VNI) for a in bases for b in ["", *map(chr, range(0xC0, 0x100))]}
    assert set(small) | set(small.upper()) <= vni


def test_labels_that_stand_only_in_words_numbering():
    document = paper("Thủ đô ở đâu?", "Huế", ("Hà Nội", BOLD), "Cố đô ở đâu?", ("Huế", BOLD), "Vinh")
    numbering = document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum {W} w:abstractNumId="70"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Câu %1:"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
        '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {W} w:numId="71"><w:abstractNumId w:val="70"/></w:num>'))
    for paragraph, level in zip(document.paragraphs, [0, 1, 1, 0, 1, 1], strict=True):
        form = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="71"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(form))
    found = items(document)
    assert [(i.stem, i.options, i.key) for i in found] == [
        ("Thủ đô ở đâu?", ("Huế", "Hà Nội"), (1,)),
        ("Cố đô ở đâu?", ("Huế", "Vinh"), (0,)),
    ]


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (1, "upperLetter", "A"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (7, "decimalZero", "07"),
    ],
)
def test_numbers_as_word_writes_them(number, kind, text):
    assert written(number, kind) == text


def test_a_formula_is_kept_as_one_line():
    document = paper("Câu 1. Giá trị của ", *options(1, mark=BOLD))
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = "<m:f><m:num><m:r><m:t>x+1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    appended(document.paragraphs[0], f"<m:oMath {math}>{fraction}<m:r><m:t>+</m:t></m:r>{power}</m:oMath>")
    assert items(document)[0].stem == "Giá trị của (x+1)/2+x^2"


def changed(document, member: str, change) -> bytes:
    """The file with one member rewritten by `change`."""
    out, made = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return made.getvalue()


def test_a_picture_outside_the_file_is_told_and_never_fetched():
    document = ready()
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rIdOut"/>'  # noqa: E501
    appended(document.paragraphs[0], f"<w:r><w:drawing>{blip}</w:drawing></w:r>")
    link = b'<Relationship Id="rIdOut" Type="x/image" Target="http://10.255.255.1/x.png" TargetMode="External"/>'
    link += b"</Relationships>"
    content = changed(document, "word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", link))
    [entry] = docx.read(content).entries
    assert entry.usable
    assert [p.code for p in entry.problems] == ["picture_outside"]
