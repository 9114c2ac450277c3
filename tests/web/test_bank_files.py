"""Large banks and many exam papers are written in the background, small ones at once."""

import io
import zipfile

import pytest

from contest.formats import WRITABLE, read_bank
from contest.services import bank_files, exporting, importing
from tests.support.questions import make_bank, question, sheet_of
from tests.web.test_bank_import import ROOT

LIST = "/ban-to-chuc/tep-xuat"


@pytest.fixture
def bank(app, cast, now):
    bank_id = make_bank(cast.units["province"], now)
    reading = read_bank("a.csv", sheet_of([question(n, status="appraised") for n in range(12)]))
    importing.import_items(bank_id, reading, chosen_rows=None, author_id=None, now_ms=now, trusted=True)
    return bank_id


@pytest.fixture
def queue(app, monkeypatch):
    """Everything is large, and wishes wait here instead of being worked on."""
    waiting = []
    monkeypatch.setattr(bank_files, "LARGE", 5)
    app.extensions["enqueue_export"] = waiting.append
    return waiting


@pytest.mark.parametrize("name", WRITABLE)
def test_a_large_bank_is_written_in_the_background_and_then_fetched(as_, bank, queue, now, name):
    yen = as_("yen")
    assert f'name="format" value="{name}"' in yen.get(f"{ROOT}/{bank}").text
    assert yen.post(f"{ROOT}/{bank}/xuat", data={"format": name}).location == LIST
    (wish,) = queue
    exporting.run_export(wish, now)
    assert "Ngân hàng câu hỏi" in yen.get(LIST).text
    made = yen.get(f"{LIST}/{wish}/tai-ve")
    assert len(read_bank(exporting.file(wish).file_name, made.data).entries) == 12


def test_a_large_bank_is_not_written_while_the_page_waits(as_, bank, queue):
    assert as_("yen").get(f"{ROOT}/{bank}/xuat.xlsx").location == f"{ROOT}/{bank}"
    assert queue == []


def test_many_exam_papers_are_made_in_the_background(as_, bank, queue, now):
    asked = {"count": "6", "codes": "3", "seed": "x"}
    assert as_("dung").post(f"{ROOT}/{bank}/de-thi", data=asked).location == LIST
    (wish,) = queue
    exporting.run_export(wish, now)
    made = as_("dung").get(f"{LIST}/{wish}/tai-ve")
    assert made.mimetype == "application/zip"
    assert len(zipfile.ZipFile(io.BytesIO(made.data)).namelist()) == 4
    too_many = as_("dung").post(f"{ROOT}/{bank}/de-thi", data=asked | {"count": "60"})
    assert (too_many.status_code, len(queue)) == (422, 1)


def test_only_those_who_may_have_files_made_and_fetch_them(as_, bank, queue, now):
    asked = {
        who: as_(who).post(f"{ROOT}/{bank}/xuat", data={"format": "csv"}).status_code
        for who in ("giang", "an", "lan", "chi")
    }
    assert asked == {"giang": 302, "an": 404, "lan": 404, "chi": 302}
    as_("dung").post(f"{ROOT}/{bank}/de-thi", data={"count": "6", "codes": "3", "seed": "x"})
    whole, papers = queue
    for wish in queue:
        exporting.run_export(wish, now)
    for wish, chi in ((whole, 200), (papers, 403)):
        codes = {w: as_(w).get(f"{LIST}/{wish}/tai-ve").status_code for w in ("giang", "an", "lan", "chi", "dung")}
        assert codes == {"giang": 302, "an": 404, "lan": 404, "chi": chi, "dung": 200}


def test_an_unknown_format_is_refused(as_, bank, queue):
    assert as_("yen").post(f"{ROOT}/{bank}/xuat", data={"format": "aiken"}).status_code == 404
    assert queue == []
