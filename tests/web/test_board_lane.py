"""A board that everyone sees alike is made once a second, however many ask."""

import pytest

from contest.services.snapshots import forget_snapshots
from contest.storage.db import commit
from tests.support.cast import NOW
from tests.support.standings import make_contest, make_round, stand
from tests.support.statements import recorded

BOARD = "/cuoc-thi/hoi-thi/dot/1/bang-xep-hang"


@pytest.fixture
def row(app, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"])
    commit()
    return row


def ask(client, page=f"{BOARD}.json", **headers):
    with recorded() as statements:
        answer = client.get(page, headers=headers)
    return answer, statements


@pytest.mark.parametrize("page", [BOARD, f"{BOARD}.json"])
def test_who_asks_within_the_second_costs_no_statement(row, as_, page):
    first, made = ask(as_("giang"), page)
    again, statements = ask(as_("giang"), page)
    assert made
    assert statements == []
    assert (again.data, again.status_code) == (first.data, 200)
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_an_unchanged_board_is_a_304_without_a_statement(row, as_):
    first, _ = ask(as_("an"))
    again, statements = ask(as_("binh"), **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, statements) == (304, b"", [])
    assert again.headers["X-Snapshot"] == first.headers["X-Snapshot"]
    assert again.headers["ETag"] == first.headers["ETag"]


def test_after_a_second_it_is_made_anew(row, cast, as_, clock):
    ask(as_("giang"))
    stand(row, cast.people["binh"])
    commit()
    clock.ms = NOW + 1000
    assert "Trần Thị Bình" not in ask(as_("giang"))[0].json["html"]
    clock.ms = NOW + 2001
    assert "Trần Thị Bình" in ask(as_("giang"))[0].json["html"]


def test_whoever_changes_results_sees_them_at_once(row, cast, as_):
    before, _ = ask(as_("giang"))
    stand(row, cast.people["binh"])
    commit()
    forget_snapshots()
    assert ask(as_("giang"))[0].data != before.data


def test_each_language_has_its_own(row, as_):
    english = as_("giang")
    with english.session_transaction() as kept:
        kept["language"] = "en"
    ask(as_("giang"))
    assert "People in the standings" in ask(english)[0].text


def test_a_forged_session_is_nobodys(row, client):
    client.set_cookie("session", "gia.mao")
    assert ask(client)[0].status_code == 200


def test_a_page_with_the_visitors_name_is_theirs_alone(row, as_):
    assert "Nguyễn Văn An" in as_("giang").get(BOARD).text
    mine = as_("an").get(BOARD).text
    assert "Hạng của bạn" in mine
    assert "Hạng của bạn" not in as_("giang").get(BOARD).text


def test_what_is_not_announced_is_given_to_nobody_else(app, cast, as_):
    make_round(make_contest(cast, published=False))
    assert as_("dung").get(f"{BOARD}.json").status_code == 200
    assert as_("giang").get(f"{BOARD}.json").status_code == 302


def test_what_one_fetches_the_others_need_not_wait_for(row, as_, app, clock):
    ask(as_("giang"))
    lane = app.wsgi_app._following._following
    clock.ms = NOW + 1500
    (key,) = lane._kept
    lane._fetching.add(key)
    assert ask(as_("giang"))[1] == []


def test_nobody_is_given_the_cookie_of_whoever_asked_first(row, as_):
    first, _ = ask(as_("an"))
    again, statements = ask(as_("binh"))
    assert statements == []
    assert "session=" in first.headers.get("Set-Cookie", "")
    assert "Set-Cookie" not in again.headers


def test_a_page_alike_for_every_stranger_gives_none_of_them_a_session(row, as_):
    for _ in range(2):
        reply = as_("giang").get(BOARD)
        assert "Set-Cookie" not in reply.headers
        assert "csrf_token" not in reply.text
