"""The source pane of a Word question shows what marked the key."""

import io

import pytest

from contest.formats.reading_json import reading_from_json, reading_to_json
from tests.formats.word.paper import RED, options, paper, reading
from tests.support.questions import make_bank
from tests.web.test_bank_import import send_file


@pytest.mark.parametrize(
    ("look", "tag"),
    [
        ({"bold": True}, "strong"),
        ({"underline": True}, "u"),
        ({"colour": RED}, "mark"),
        ({"highlight": True}, "mark"),
    ],
)
def test_a_marked_option_looks_so_and_the_others_do_not(as_, cast, now, look, tag):
    texts = ("Huế", "<b>Hà Nội</b>", "Vinh", "Đà Lạt")
    document, out = paper("Câu 1. Thủ đô?", *options(1, mark=look, texts=texts)), io.BytesIO()
    document.save(out)
    chi = as_("chi")
    page = chi.get(send_file(chi, make_bank(cast.units["province"], now), out.getvalue(), "de.docx").location).text
    source = page.partition('class="line-source"')[2].partition('class="line-item"')[0]
    assert f"<p><{tag}>B. &lt;b&gt;Hà Nội&lt;/b&gt;</{tag}></p>" in source
    assert "<p>A. Huế</p>" in source


def test_marks_stand_where_they_do_in_the_file_behind_the_label_of_the_question():
    found = reading(paper(["Câu 1. Thủ đô ", ("nào", {"underline": True, "bold": True}), "?"], *options(1)))
    (entry,) = reading_from_json(reading_to_json(found)).entries
    text, marks = entry.fragments[0]
    assert [(text[start:end], signs) for start, end, signs in marks] == [("nào", "bu")]
