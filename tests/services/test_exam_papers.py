"""Exam papers for printing: by code, repeatable, without keys; the keys on a sheet of their own."""

import io

import docx as word
import pytest

from contest.formats import read_bank
from contest.rules.days import vietnam_day
from contest.rules.refusals import Refused
from contest.services.exam_papers import exam_papers
from contest.services.importing import import_items
from tests.support.questions import make_bank, question, sheet_of


@pytest.fixture
def stocked(any_app, cast, now):
    bank = make_bank(cast.units["province"], now)
    rows = [question(n, status="appraised", appraiser_name="Trần Hải Yến") for n in range(1, 8)]
    import_items(bank, read_bank("x.csv", sheet_of(rows)), chosen_rows=None, author_id=None, now_ms=now, trusted=True)
    return vietnam_day(now)


def test_each_code_is_a_paper_and_one_sheet_has_all_keys(stocked):
    files = exam_papers("nh-thu", count=5, codes=3, seed="7", on=stocked)
    assert sorted(files) == ["dap-an.docx", "de-001.docx", "de-002.docx", "de-003.docx"]
    sheet = word.Document(io.BytesIO(files["dap-an.docx"])).tables[0]
    assert [cell.text for cell in sheet.rows[0].cells] == ["Câu", "001", "002", "003"]
    assert len(sheet.rows) == 6
    paper = word.Document(io.BytesIO(files["de-001.docx"]))
    text = "\n".join(p.text for p in paper.paragraphs)
    assert "Mã đề 001" in text
    assert "Đáp án" not in text
    assert "Câu 5." in text
    assert round(paper.sections[0].page_height.cm, 1) == 29.7


def test_the_same_seed_gives_the_same_keys_and_another_seed_others(stocked):
    def keys(seed):
        content = exam_papers("nh-thu", count=7, codes=2, seed=seed, on=stocked)["dap-an.docx"]
        return [[c.text for c in row.cells] for row in word.Document(io.BytesIO(content)).tables[0].rows]

    assert keys("một") == keys("một")
    assert len({str(keys(str(n))) for n in range(4)}) > 1


def test_a_bank_without_enough_questions_is_refused(stocked):
    with pytest.raises(Refused) as refused:
        exam_papers("nh-thu", count=8, codes=1, seed="1", on=stocked)
    assert refused.value.code == "bank_too_small"
