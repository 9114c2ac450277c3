"""A large round closed by hand: the page shows how far it is and offers nothing else until it is closed."""

import pytest

from contest.services import closing
from contest.storage.db import session
from tests.support.results import enter, make_contest, make_round


@pytest.fixture
def round_id(app, cast, monkeypatch):
    monkeypatch.setattr(closing, "AT_ONCE", 1)
    row = make_round(make_contest(cast))
    enter(row, cast.people["an"])
    enter(row, cast.people["binh"])
    return row.id


def test_the_page_waits_for_the_worker_and_then_shows_the_close(round_id, app, as_, cast, now):
    asked = []
    app.extensions["enqueue_closing"] = lambda *given: asked.append(given)
    desk, dung = f"/ban-to-chuc/cuoc-thi/dot/{round_id}/ket-qua", as_("dung")
    page = dung.post(f"{desk}/chot", follow_redirects=True).text
    assert asked == [(round_id, cast.people["dung"])]
    assert (f'data-progress="{desk}/tien-do"' in page, f'action="{desk}/chot"' in page) == (True, False)
    assert dung.get(f"{desk}/tien-do").json == {"progress": 0, "waiting": True}
    closing.close_ordered(*asked[0], now)
    session().expire_all()
    assert dung.get(f"{desk}/tien-do").json == {"progress": 0, "waiting": False}
    assert "Đã chốt lúc" in dung.get(desk).text
