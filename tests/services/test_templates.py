"""The Word and Excel templates that are handed out import cleanly once somebody has filled them in."""

import pytest

from contest.formats import read_bank, tables
from contest.formats.word.template import EXAMPLES
from contest.rules.refusals import Refused
from contest.services import banks


def test_the_word_template_reads_as_its_examples():
    reading = read_bank("mau.docx", banks.word_template())
    assert [entry.item for entry in reading.entries] == list(EXAMPLES)
    assert [entry.problems for entry in reading.entries if entry.problems] == []
    assert (reading.problems, reading.hints) == ((), ())


def test_the_excel_template_reads_what_is_written_under_its_headings():
    (sheet,) = tables.read_sheets("mau.xlsx", banks.empty_template())
    (headings,) = [row.cells for row in sheet.rows]
    row = {
        "Nội dung câu hỏi": "Thủ đô?",
        "Phương án A": "Huế",
        "Phương án B": "Hà Nội",
        "Đáp án đúng": "B",
        "Lĩnh vực": "Địa lý",
        "Mức độ": "Dễ",
        "Căn cứ pháp lý": "Hiến pháp",
        "Đối tượng": "Người dân",
    }
    assert set(row) <= set(headings)
    filled = tables.write_sheet(list(headings), [[row.get(name) for name in headings]], sheet_name=sheet.name)
    reading = read_bank("mau.xlsx", filled)
    (entry,) = reading.entries
    assert (entry.problems, reading.problems, reading.hints) == ((), (), ())
    assert (entry.item.options, entry.item.key, entry.item.level) == (("Huế", "Hà Nội"), (1,), "easy")


def test_an_empty_excel_template_is_told_to_hold_no_question():
    with pytest.raises(Refused, match="no_questions_found"):
        read_bank("mau.xlsx", banks.empty_template())
