"""A large round closed by hand: the page shows how far it is and offers nothing else until it is closed, unless
the worker died over it."""

import pytest

from contest.services import closing
from contest.storage.db import session
from tests.support.cast import MINUTE
from tests.support.results import enter, make_contest, make_round


@pytest.fixture
def round_id(app, cast, monkeypatch):
    monkeypatch.setattr(closing, "AT_ONCE", 1)
    row = make_round(make_contest(cast))
    enter(row, cast.people["an"])
    enter(row, cast.people["binh"])
    return row.id


@pytest.fixture
def asked(app, now):
    """What the worker, alive just now, is asked for."""
    found = []
    app.extensions["enqueue_closing"] = lambda *given: found.append(given)
    app.extensions["queue"].put("heartbeat", now)
    return found


def test_the_page_waits_for_the_worker_and_then_shows_the_close(round_id, asked, as_, cast, now):
    desk, dung = f"/ban-to-chuc/cuoc-thi/dot/{round_id}/ket-qua", as_("dung")
    page = dung.post(f"{desk}/chot", follow_redirects=True).text
    assert asked == [(round_id, cast.people["dung"])]
    assert (f'data-progress="{desk}/tien-do"' in page, f'action="{desk}/chot"' in page) == (True, False)
    assert dung.get(f"{desk}/tien-do").json == {"progress": 0, "waiting": True}
    closing.close_ordered(*asked[0], now)
    session().expire_all()
    assert dung.get(f"{desk}/tien-do").json == {"progress": 0, "waiting": False}
    assert "Đã chốt lúc" in dung.get(desk).text


def test_where_no_worker_lives_the_page_closes_at_once(round_id, asked, app, as_):
    app.extensions["queue"].get("heartbeat")
    desk = f"/ban-to-chuc/cuoc-thi/dot/{round_id}/ket-qua"
    assert "Đã chốt lúc" in as_("dung").post(f"{desk}/chot", follow_redirects=True).text
    assert asked == []


def test_a_worker_that_dies_over_it_leaves_the_close_to_the_next_click(round_id, asked, as_, clock):
    desk, dung = f"/ban-to-chuc/cuoc-thi/dot/{round_id}/ket-qua", as_("dung")
    dung.post(f"{desk}/chot")
    clock.ms += 3 * MINUTE
    assert dung.get(f"{desk}/tien-do").json == {"progress": 0, "waiting": False}
    assert f'action="{desk}/chot"' in dung.get(desk).text
    assert "Đã chốt lúc" in dung.post(f"{desk}/chot", follow_redirects=True).text
    assert len(asked) == 1
