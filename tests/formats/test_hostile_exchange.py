"""Broken and hostile files of other systems are refused in words; no reader ever crashes."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contest.formats import aiken, gift, kahoot, moodlexml, qti, read_bank
from contest.formats.markup import html_text
from contest.formats.telling import placed, told
from contest.rules.refusals import Refused
from contest.wording import say

ITEM = """<assessmentItem identifier="a" title="A"><responseDeclaration identifier="R" cardinality="single"
baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody>
<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>P</prompt><simpleChoice identifier="A">x</simpleChoice>
<simpleChoice identifier="B">y</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""
QUIZ = """<quiz><question type="multichoice"><questiontext format="html"><text>P</text></questiontext>
<single>true</single>
<answer fraction="100"><text>x</text></answer><answer fraction="0"><text>y</text></answer></question></quiz>"""
GIFT = "::a:: P \\{x\\} {=x#đúng ~%-50%y ####chung}\n\n::b::{#3.5:0.1}\n\n{>\na\nb}\n\nc {=a -> b =c -> d} d"
AIKEN = "P?\nA. x\nB. y\nANSWER: A\n"


def package(**members: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def manifest(*hrefs: str) -> str:
    listed = "".join(f'<resource type="imsqti_item_xmlv2p1" href="{href}"/>' for href in hrefs)
    return f"<manifest><resources>{listed}</resources></manifest>"


@st.composite
def spoiled(draw, whole: str):
    """A good file with pieces cut out, doubled or replaced."""
    text = whole
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12))
        piece = draw(
            st.text(max_size=8) | st.sampled_from(["{", "}", "<", "\n", "=", "~", "->", "99e999", "%", "NaN", "&#0;"])
        )
        text = text[:at] + piece + text[at + length :]
    return text.encode("utf-8", "replace")


def survives(read, content: bytes) -> None:
    """The reader understands the file, or refuses it in words; every problem can be told."""
    try:
        reading = read(content)
    except Refused as refusal:
        say(refusal.code, **refusal.details)
        return
    for entry in reading.entries:
        assert entry.item or entry.problems
        for problem in entry.problems:
            assert placed(problem, entry.where)
    for problem in (*reading.problems, *reading.hints):
        assert told(problem)


fuzz = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@fuzz
@given(spoiled(GIFT) | st.binary(max_size=200))
@example(b"a{#1e999999}")
@example("{=%NaN%a ~b}".encode("utf-16"))
@example(b"{" * 3000 + b"}" * 3000)
def test_no_gift_file_crashes_the_reader(content):
    survives(gift.read, content)


@fuzz
@given(spoiled(AIKEN) | st.binary(max_size=200))
def test_no_aiken_file_crashes_the_reader(content):
    survives(aiken.read, content)


@fuzz
@given(spoiled(QUIZ) | st.binary(max_size=200))
@example(b"<quiz>" + b"<question>" * 5000)
@example(b'<?xml version="1.0" encoding="nobody-knows"?><quiz/>')
@example(QUIZ.replace(">P<", "><![CDATA[<![x]<p]]><").encode())
def test_no_moodle_file_crashes_the_reader(content):
    survives(moodlexml.read, content)


@fuzz
@given(spoiled(ITEM) | st.binary(max_size=200))
def test_no_qti_item_crashes_the_reader(content):
    survives(qti.read, content)
    survives(qti.read, package(imsmanifest__xml=manifest("a.xml"), a__xml=content))


@fuzz
@given(spoiled(manifest("a.xml", "b.xml")))
def test_no_manifest_crashes_the_reader(content):
    survives(qti.read, package(imsmanifest__xml=content, a__xml=ITEM))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300).map(lambda rest: b"PK\x03\x04" + rest))
def test_no_archive_crashes_the_readers(content):
    survives(qti.read, content)
    survives(kahoot.read, content)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.sampled_from(["gift", "txt", "xml", "zip", "csv", "aiken", ""]))
def test_no_text_crashes_the_telling_of_formats(text, extension):
    survives(lambda content: read_bank(f"tệp.{extension}", content), text.encode("utf-8", "replace"))


@given(st.text(st.sampled_from("<>/!&;#\"'=[]- \nabpimgsubsupmathmfracscript"), max_size=80))
def test_reduced_markup_holds_no_element(html):
    html_text(html)
    assert "<script" not in html_text(f"a<script>{html}</script>b")


def code(file_name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_bank(file_name, content)
    return refusal.value.code


def test_document_types_and_entities_are_refused():
    bomb = '<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>'
    assert code("a.xml", bomb.encode()) == "xml_entities_forbidden"
    assert code("a.xml", bomb.encode("utf-16")) == "xml_entities_forbidden"
    assert code("a.xml", b'<!DOCTYPE quiz SYSTEM "http://a.invalid/x.dtd"><quiz/>') == "xml_entities_forbidden"


def test_deep_xml_is_refused():
    assert code("a.xml", b"<quiz>" + b"<a>" * 300 + b"</a>" * 300 + b"</quiz>") == "xml_too_large"


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "x/../../a.xml", "C:/a.xml", "..\\a.xml"])
def test_a_package_whose_members_lead_out_is_refused(name):
    assert (
        code("a.zip", package(imsmanifest__xml=manifest(name), **{name.replace(".", "__"): ITEM})) == "unsafe_archive"
    )


def test_a_bomb_inside_a_package_is_refused_whole():
    content = package(imsmanifest__xml=manifest("a.xml"), a__xml=b" " * (11 * 2**20))
    assert code("a.zip", content) == "archive_too_large"


def test_nothing_outside_the_package_is_opened():
    content = package(imsmanifest__xml=manifest("http://a.invalid/x.xml", "ftp://a.invalid/y", "a.xml"), a__xml=ITEM)
    reading = read_bank("a.zip", content)
    assert [[p.code for p in entry.problems] for entry in reading.entries] == [["external_reference"]] * 2 + [[]]


def test_a_name_that_contradicts_the_content_is_refused_naming_both():
    for name, content in (("a.csv", QUIZ), ("a.gift", QUIZ), ("a.zip", GIFT), ("a.docx", ITEM)):
        with pytest.raises(Refused) as refusal:
            read_bank(name, content.encode())
        sentence = say(refusal.value.code, **refusal.value.details)
        assert f".{name[-3:]}" in sentence or name.rpartition(".")[2] in sentence


def test_active_markup_of_a_question_never_comes_through():
    html = '<p onclick="x()">Chọn <b>đúng</b><script>alert(1)</script><a href="javascript:1">l</a></p>'
    quiz = QUIZ.replace(">P<", f"><![CDATA[{html}]]><")
    assert read_bank("a.xml", quiz.encode()).entries[0].item.stem == "Chọn đúngl"
