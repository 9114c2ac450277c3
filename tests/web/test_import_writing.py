"""Many chosen questions: the page waits for the worker, then shows the result, or why there is none."""

import pytest

from contest.services import import_writing, importing
from contest.storage import items
from tests.support.questions import make_bank, question, sheet_of
from tests.web.test_bank_import import ROOT, send_file


@pytest.fixture
def bank(app, cast, now, monkeypatch):
    monkeypatch.setattr(import_writing, "AT_ONCE", 2)
    return make_bank(cast.units["province"], now)


def test_many_questions_are_written_in_the_background_and_the_result_shown_when_done(as_, app, bank):
    asked = []
    app.extensions["enqueue_writing"] = asked.append
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(n) for n in range(3, 7)])).location
    waiting = chi.post(preview, data={"do": "write"}, follow_redirects=True)
    assert (waiting.status_code, "Đang ghi" in waiting.text) == (200, True)
    assert chi.get(f"{preview}/tien-do").json == {"progress": 0, "waiting": True}
    assert chi.post(preview, data={"do": "write"}).status_code == 422
    assert "đang ghi" in chi.get(f"{ROOT}/{bank}/nhap").text
    import_writing.write_upload(asked[0], 5)
    assert chi.get(f"{preview}/tien-do").json == {"progress": 100, "waiting": False}
    assert "Đã nhập" in chi.get(preview, follow_redirects=True).text
    assert len(items.all_current(bank)) == 4


def test_why_a_background_import_came_to_nothing_stands_over_its_preview(as_, app, bank, monkeypatch):
    app.extensions["enqueue_writing"] = lambda _id: None
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(n) for n in range(3, 7)])).location
    chi.post(preview, data={"do": "write"})
    monkeypatch.setattr(importing, "add_items", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_writing.write_upload(int(preview.rsplit("/", 1)[1]), 5)
    assert "chưa ghi câu nào" in chi.get(preview).text
