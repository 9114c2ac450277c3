"""The pages that repair a round after the job has closed it."""

import pytest

from contest.storage.contests import AttemptGrant, Round
from contest.storage.db import commit, session
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.contests import make_banks, make_contest, rounds

DESK = "/ban-to-chuc"
REASON = "Mất điện lúc 21 giờ 30"


@pytest.fixture
def closed(cast):
    """The first round of an announced contest, ended three hours ago and closed since."""
    make_banks(cast)
    made = make_contest(cast, starts_ms=NOW - 8 * 24 * HOUR, announced=True)
    row = rounds(made)[0]
    row.closed_ms, row.outcome = NOW - HOUR, {"entrants": 0}
    commit()
    return row


def stored(row):
    session().expire_all()
    return session().get_one(Round, row.id)


def test_a_closed_round_still_offers_both_repairs_until_it_is_announced(as_, closed):
    dung, path = as_("dung"), f"{DESK}/cuoc-thi/{closed.contest_id}"
    doors = [f"{DESK}/dot-thi/{closed.id}/gia-han", f"{DESK}/dot-thi/{closed.id}/cap-them-luot"]
    page = dung.get(path).text
    assert [door in page for door in doors] == [True, True]
    stored(closed).published = "provisional"
    commit()
    page = dung.get(path).text
    assert [door in page for door in doors] == [False, False]


def test_the_extension_page_says_that_minutes_count_from_now_and_opens_the_round(as_, closed):
    dung, path = as_("dung"), f"{DESK}/dot-thi/{closed.id}/gia-han"
    page = dung.get(path).text
    assert "tính từ bây giờ" in page
    assert "Kết quả đã chốt lúc" in page
    assert "Bài đã bị thu vì hết giờ vẫn là bài đã nộp" in page
    assert dung.post(path, data={"minutes": "30", "reason": REASON}).status_code == 302
    row = stored(closed)
    assert (row.closed_ms, row.closes_ms) == (None, NOW + 30 * MINUTE)
    public = as_("giang").get("/cuoc-thi/hoi-thi-cai-cach-hanh-chinh").text
    assert "30 phút kể từ lúc gia hạn; giờ đóng mới: 10:30 22/11/2026" in public
    assert "Kết quả đã chốt trước đó được bỏ" in public


def test_the_grant_page_asks_for_minutes_once_the_window_is_over(as_, closed):
    dung, path = as_("dung"), f"{DESK}/dot-thi/{closed.id}/cap-them-luot"
    assert "Mở lại đợt thi bao nhiêu phút" in dung.get(path).text
    data = {"attempts": "1", "scope": "everyone", "reason": REASON}
    answer = dung.post(path, data=data)
    assert "Đợt thi đã hết giờ nên lượt cấp thêm không dùng được" in answer.text
    assert 'id="minutes-error"' in answer.text
    assert stored(closed).closed_ms is not None
    assert dung.post(path, data=data | {"minutes": "60"}).status_code == 302
    assert stored(closed).closes_ms == NOW + HOUR
    assert session().query(AttemptGrant).count() == 1
    assert "Đợt thi mở lại đến 11:00 22/11/2026." in dung.get(f"{DESK}/cuoc-thi/{closed.contest_id}").text


def test_while_the_window_is_open_the_pages_say_nothing_of_reopening(as_, cast):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=NOW - HOUR, announced=True))[0]
    dung = as_("dung")
    for page in ("gia-han", "cap-them-luot"):
        text = dung.get(f"{DESK}/dot-thi/{row.id}/{page}").text
        assert "bây giờ" not in text
        assert "Kết quả đã chốt" not in text
