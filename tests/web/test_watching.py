"""The page on which organisers watch a round."""

import pytest

from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds


@pytest.fixture
def page(cast):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=NOW - HOUR, announced=True))[0]
    enter(cast, row, "an")
    return f"/ban-to-chuc/dot-thi/{row.id}/theo-doi"


def test_every_chart_has_its_figures_in_words(as_, page):
    text = as_("dung").get(page).text
    assert text.count("<svg") == 5  # one of columns, four parts of the funnel
    assert "Đông nhất: 1 lượt" in text
    assert "Bảng số liệu" in text
    assert "1/50" in text  # the ward of An


def test_the_page_asks_for_what_moves_and_learns_that_nothing_did(as_, page):
    browser = as_("dung")
    first = browser.get(f"{page}/so-lieu.json")
    assert "Lượt vào thi theo giờ" in first.json["html"]
    assert first.headers["X-Snapshot"].endswith("22/11/2026")
    again = browser.get(f"{page}/so-lieu.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_empty_round_says_what_will_be_there(as_, cast):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=NOW - HOUR, announced=True))[0]
    assert "Chưa có ai vào thi" in as_("dung").get(f"/ban-to-chuc/dot-thi/{row.id}/theo-doi").text


@pytest.mark.parametrize(("who", "status"), [("lan", 403), ("an", 403), ("giang", 302), ("quan", 200)])
def test_it_is_for_the_organisers_of_the_contest(as_, page, who, status):
    assert as_(who).get(page).status_code == status
    assert as_(who).get(f"{page}/so-lieu.json").status_code == status


def test_of_many_units_the_least_taking_part_are_shown_with_how_many_there_are_of_each_kind(as_, page, monkeypatch):
    assert "đơn vị tham gia ít nhất trong" not in as_("dung").get(page).text
    monkeypatch.setattr("contest.web.watching.MOST_UNITS", 1)
    text = as_("dung").get(page).text
    shown = text.split('<ul class="heat">')[1].split("</ul>")[0]
    assert shown.count("<li") == 1
    assert "<strong>0%</strong>" in shown
    assert "Dưới đây là 1 đơn vị tham gia ít nhất trong" in text
    bands = text.split('<ul class="heat bands"')[1].split("</ul>")[0]
    assert bands.count("<li") == 6
    assert "0–19%" in bands


def test_a_unit_is_found_among_them_and_stays_found_while_the_page_moves(as_, page):
    text = as_("dung").get(page, query_string={"q": "phuong an hoa"}).text
    shown = text.split('<ul class="heat">')[1].split("</ul>")[0]
    assert "Phường An Hòa" in shown
    assert "Sở" not in shown
    assert f'data-poll="{page}/so-lieu.json?q=phuong+an+hoa"' in text
    moving = as_("dung").get(f"{page}/so-lieu.json", query_string={"q": "khong co"}).json["html"]
    assert "Không có đơn vị nào khớp" in moving
