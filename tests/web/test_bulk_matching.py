"""Everyone whom the list's filter finds, on all its pages, in one action."""

import re

import pytest

from contest.services import bulk_actions
from contest.services.rosters import create_person
from contest.storage.db import commit, session
from contest.storage.people import Person
from contest.web import bulk

DESK = "/ban-to-chuc/thi-sinh"
BULK = f"{DESK}/hang-loat"
EVERYONE = {"viec": "deactivate", "ca-bo-loc": "1", "q": "Họ Chung"}


@pytest.fixture
def sixty(app, cast, now):
    units = cast.units["ward"], cast.units["commune"]
    return [
        create_person(f"Họ Chung {n:02}", "official", units[n % 2], now_ms=now, phone=f"09110000{n:02}").id
        for n in range(60)
    ]


def out_of_use():
    session().expire_all()
    return {p.name for p in session().query(Person).filter_by(active=False)}


def ids(page):
    return [int(n) for n in re.findall(r'name="nguoi" value="(\d+)"', page)]


def test_a_list_of_several_pages_offers_everyone_it_finds(sixty, as_):
    page = as_("dung").get(DESK, query_string={"q": "Họ Chung"}).text
    assert "Chọn cả 60 người khớp bộ lọc" in page
    assert '<input type="hidden" name="q" value="Họ Chung">' in page
    assert "khớp bộ lọc" not in as_("dung").get(DESK, query_string={"q": "Họ Chung 07"}).text


def test_all_of_them_are_shown_done_and_taken_back(sixty, as_):
    dung = as_("dung")
    page = dung.get(BULK, query_string=EVERYONE).text
    assert "60 trên 60 dòng đã chọn sẽ thay đổi." in page
    assert sorted(ids(page)) == sixty
    assert "q=H%E1%BB%8D+Chung" in page  # going back keeps the filter
    dung.post(BULK, data={"viec": "deactivate", "nguoi": ids(page)})
    assert len(out_of_use()) == 60
    dung.post(f"{BULK}/hoan-tac")
    assert out_of_use() == set()


def test_the_other_filters_narrow_it_too(sixty, as_, cast):
    page = as_("dung").get(BULK, query_string=EVERYONE | {"don_vi": cast.units["ward"]}).text
    assert sorted(ids(page)) == sixty[::2]
    assert ids(as_("dung").get(BULK, query_string=EVERYONE | {"kich_hoat": "co"}).text) == []


def test_nobody_reaches_beyond_what_they_organise(sixty, as_):
    assert sorted(ids(as_("lan").get(BULK, query_string=EVERYONE).text)) == sixty[1::2]
    assert [as_(who).get(BULK, query_string=EVERYONE).status_code for who in ("giang", "an")] == [302, 404]


def test_of_many_the_first_are_listed_and_the_rest_done_alike(sixty, as_, monkeypatch):
    monkeypatch.setattr(bulk, "LISTED", 10)
    session().get_one(Person, sixty[30]).active = False
    commit()
    page = as_("dung").get(BULK, query_string=EVERYONE).text
    assert page.count('<tr><th scope="row"') == 10
    assert "50 dòng nữa cũng làm như vậy" in page
    assert "Để nguyên, trong tất cả các dòng:" in page
    assert sorted(ids(page)) == [n for n in sixty if n != sixty[30]]


def test_more_than_one_action_may_reach_are_refused_with_the_number(sixty, as_, monkeypatch):
    monkeypatch.setattr(bulk_actions, "MOST", 59)
    dung = as_("dung")
    assert "còn tối đa 59 người" in dung.get(DESK, query_string={"q": "Họ Chung"}).text
    refused = dung.get(BULK, query_string=EVERYONE)
    assert "q=H%E1%BB%8D+Chung" in refused.location
    assert "tối đa 59 người" in dung.get(refused.location).text
    assert ids(dung.get(BULK, query_string=EVERYONE | {"q": "Họ Chung 07"}).text) == [sixty[7]]
