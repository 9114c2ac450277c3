"""Time is the server's: the countdown, the end, and what comes too late."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.competing import answer, saved
from tests.browser.conftest import Open
from tests.browser.live import MINUTE, Site
from tests.browser.small_round import SmallRound, small_round

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Devices whose clock is one hour fast, or slow.
HOUR_FAST = "{ const real = Date.now; Date.now = () => real.call(Date) + 3_600_000; }"
HOUR_SLOW = "{ const real = Date.now; Date.now = () => real.call(Date) - 3_600_000; }"


@pytest.fixture
def round_(site: Site) -> SmallRound:
    return small_round(site, minutes=20)


def seconds_left(page: Page) -> int:
    minutes, seconds = page.get_by_test_id("time-left").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


@pytest.mark.parametrize("clock", [HOUR_FAST, pytest.param(HOUR_SLOW, marks=pytest.mark.slow)], ids=["fast", "slow"])
def test_countdown_follows_the_server_whatever_the_device_says(site, round_, open_page: Open, clock):
    page = open_page(site)
    page.add_init_script(clock)
    round_.start(page)
    truly = (round_.attempt().deadline_ms - site.clock.now_ms()) / 1000
    assert truly > 19 * 60
    assert abs(seconds_left(page) - truly) < 5


def test_moving_the_device_clock_during_the_paper_changes_nothing(site, round_, open_page: Open):
    page = open_page(site)
    round_.start(page)
    with page.expect_response("**/thi/gio"):  # the page notices the jump and asks the server
        page.evaluate(HOUR_FAST)
        page.evaluate(HOUR_SLOW)
        page.evaluate(HOUR_SLOW)
    expect(page.get_by_test_id("time-left")).to_have_text(re.compile(r"^(19|20):"))


def test_paper_is_handed_in_at_zero_with_what_was_saved(site, round_, open_page: Open):
    page = open_page(site)
    round_.start(page)
    round_.shorten(6_000)
    page.reload()
    answer(page.locator("[data-position]").nth(0))
    saved(page)
    expect(page.get_by_role("heading", level=1, name="Biên nhận bài thi")).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("answered")).to_have_text("1 trong 5 câu")
    attempt = round_.attempt()
    assert attempt.submitted_ms <= attempt.deadline_ms


def test_save_that_comes_too_late_is_refused_in_words(site, round_, open_page: Open, troubles):
    troubles.expect(r"status of 409", r"status of 422")
    page = open_page(site)
    round_.start(page)
    answer(page.locator("[data-position]").nth(0))
    expect(page.get_by_test_id("save-state")).to_have_attribute("data-kind", "saved")
    before = round_.answers()
    site.clock.move_to(round_.attempt().deadline_ms + MINUTE)
    answer(page.locator("[data-position]").nth(1))
    ended = page.get_by_test_id("ended")
    expect(ended).to_contain_text("Đã hết giờ làm bài")
    expect(ended).to_contain_text(re.compile(r"Máy chủ đã nhận bài lưu lúc \d\d:\d\d:\d\d"))
    expect(ended).to_contain_text("Không được tính vì chưa gửi được: câu 2.")
    ended.get_by_role("link", name="Xem biên nhận").click()
    expect(page.get_by_role("heading", level=1, name="Biên nhận bài thi")).to_be_visible()
    expect(page.get_by_test_id("answered")).to_have_text("1 trong 5 câu")
    assert round_.answers() == before
