"""The pages of those who have not entered a round."""

import pytest

from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds


@pytest.fixture
def running(cast):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=NOW - HOUR, announced=True))[0]
    enter(cast, row, "an")
    return row


def page_of(row):
    return f"/ban-to-chuc/dot-thi/{row.id}/chua-du-thi"


def test_units_are_listed_with_their_figures(as_, running):
    page = as_("dung").get(page_of(running)).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" in page


def test_units_are_found_without_diacritics(as_, running):
    page = as_("dung").get(page_of(running), query_string={"q": "phu loc"}).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" not in page


def test_units_that_have_entered_can_be_left_out(as_, running):
    page = as_("dung").get(page_of(running), query_string={"trong": "1"}).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" not in page


def test_an_organiser_sees_the_units_of_their_own_only(as_, running):
    page = as_("lan").get(page_of(running)).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" not in page


@pytest.mark.parametrize("who", ["an", "chi"])
def test_it_is_no_page_of_those_who_organise_nothing(as_, running, who):
    assert as_(who).get(page_of(running)).status_code == 404


def test_a_round_that_is_not_announced_is_unknown_elsewhere(as_, cast):
    row = rounds(make_contest(cast))[0]
    assert as_("lan").get(page_of(row)).status_code == 404
    assert as_("dung").get(page_of(row)).status_code == 200
