"""Word files made to harm, or broken on the way: refused with a reason, never a crash."""

import contextlib
import io
import shutil
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import docx, old_word, read_bank
from contest.formats.limits import ContentLimits, within
from contest.formats.word import tree
from contest.rules.refusals import Refused
from tests.formats.word.paper import options, paper, table

BOLD = {"bold": True}


def sample() -> bytes:
    document = paper("PHẦN I", "Câu 1. Một?", *options(1, mark=BOLD), "Câu 2. Hai?", "A. 1\tB. 2", "ĐÁP ÁN", "1.B 2.A")
    table(document, [["Câu", "1", "2"], ["Đáp án", "B", "A"]])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SAMPLE = sample()
with zipfile.ZipFile(io.BytesIO(SAMPLE)) as _archive:
    MEMBERS = {name: _archive.read(name) for name in _archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_document(xml: str) -> bytes:
    return packed(MEMBERS | {"word/document.xml": xml.encode()})


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        docx.read(content)
    return refused.value.code


FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FUZZ
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_bytes_changed_anywhere_are_read_or_refused(changes):
    content = bytearray(SAMPLE)
    for place, byte in changes:
        content[place] = byte
    with contextlib.suppress(Refused):
        docx.read(bytes(content))


PIECES = [
    *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>"),
    *(f"<w:t>{text}</w:t>" for text in ("Câu 1. x", "A. y", "B. z", "Đáp án: B", "1.B 2.C", "PHẦN II", "*")),
    *("<w:br/>", "<w:tab/>", "<w:pPr/>", "<w:drawing/>", "<w:sdt/>", "<w:object/>", "<w:sym/>"),
    *('<w:numPr><w:numId w:val="1"/></w:numPr>', '<w:vMerge w:val="x"/>', '<w:gridSpan w:val="-3"/>'),
]


@FUZZ
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_heap_of_elements_is_read_or_refused(pieces):
    """Elements are closed as they come, so that more than the first tag is met."""
    open_tags: list[str] = []
    xml = ""
    for piece in pieces:
        name = piece.strip("</>")
        if piece.startswith("</"):
            if open_tags and open_tags[-1] == name:
                open_tags.pop()
                xml += piece
        else:
            xml += piece
            if piece in {"<w:p>", "<w:r>", "<w:tbl>", "<w:tr>", "<w:tc>"}:
                open_tags.append(name)
    xml += "".join(f"</{name}>" for name in reversed(open_tags))
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with contextlib.suppress(Refused):
        docx.read(with_document(f"<w:document {namespace}><w:body>{xml}</w:body></w:document>"))


@FUZZ
@given(st.lists(st.text(alphabet="CâuABCD1234.:)( \tĐápán*✓\n", min_size=1, max_size=40), max_size=12))
def test_any_text_is_read_or_refused(lines):
    out = io.BytesIO()
    paper(*lines).save(out)
    with contextlib.suppress(Refused):
        docx.read(out.getvalue())


def test_a_document_type_is_refused():
    assert (
        refusal(with_document('<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="w"><w:body/></w:document>'))
        == "xml_entities_forbidden"
    )


def test_elements_without_end_are_refused():
    deep = "<w:r>" * (tree.DEEPEST + 5) + "</w:r>" * (tree.DEEPEST + 5)
    assert (
        refusal(with_document(f'<w:document xmlns:w="w"><w:body>{deep}</w:body></w:document>')) == "document_too_large"
    )


def test_too_many_elements_are_refused():
    many = "<w:p/>" * 2_000
    with within(ContentLimits(elements=1_000)):
        code = refusal(with_document(f'<w:document xmlns:w="w"><w:body>{many}</w:body></w:document>'))
    assert code == "document_too_large"


def test_too_much_text_is_refused(monkeypatch):
    monkeypatch.setattr(tree, "MOST_TEXT", 10_000)
    xml = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{"a" * 20_000}</w:t></w:r></w:p></w:body></w:document>'
    assert refusal(with_document(xml)) == "document_too_large"


def test_a_package_without_a_document_is_refused():
    assert (
        refusal(packed({name: c for name, c in MEMBERS.items() if name != "word/document.xml"})) == "malformed_archive"
    )


def test_styles_based_on_each_other_in_a_ring_end():
    ring = (
        '<w:styles xmlns:w="w"><w:style w:styleId="a" w:type="paragraph" w:default="1"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    assert docx.read(packed(MEMBERS | {"word/styles.xml": ring.encode()})).entries


@pytest.mark.parametrize(("name", "code"), [("de.docx", "wrong_format"), ("de.doc", "old_word_file")])
def test_a_file_of_old_word_says_what_to_do(name, code, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Refused) as refused:
        read_bank(name, bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert refused.value.code == code


@pytest.mark.skipif(not any(map(shutil.which, ("soffice", "libreoffice"))), reason="LibreOffice is not installed")
def test_an_old_file_is_read_through_libreoffice():
    rtf = rb"{\rtf1\ansi Cau 1. One plus one?\par A. 1\par {\b B. 2}\par }"
    assert old_word.read(rtf).entries[0].item.key == (1,)
