"""Everything a contestant does can be done with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.live import Site
from tests.browser.small_round import AN, small_round
from tests.support.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_STEPS = 60
FOCUSED = "(what) => document.activeElement?.matches(what) ?? false"
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
}"""


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus is on it; the focus can be seen there."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, what):
            assert page.evaluate(SEEN), f"no visible focus on {what}"
            return
    raise AssertionError(f"{what} cannot be reached with Tab")


def follow(page: Page, what: str) -> None:
    tab_to(page, what)
    page.keyboard.press("Enter")


def answer_question(page: Page, position: int) -> None:
    kind = page.locator(f'[data-position="{position}"] [data-response]').get_attribute("data-response")
    inside = f'[data-position="{position}"]'
    if kind == "one":
        tab_to(page, f"{inside} input[type=radio]")
        page.keyboard.press("ArrowDown")
    elif kind == "many":
        tab_to(page, f"{inside} .choice input[type=checkbox]")
        page.keyboard.press("Space")
    elif kind == "marks":
        for option in range(4):
            tab_to(page, f"{inside} tbody tr:nth-child({option + 1}) input[type=radio]")
            page.keyboard.press("Space")
    else:
        tab_to(page, f"{inside} input[type=text]")
        page.keyboard.type("một cửa")


def test_login_start_answer_and_hand_in_with_the_keyboard_only(site: Site, open_page: Open):
    round_ = small_round(site)
    page = open_page(site)
    page.goto(f"/thi/{round_.id}")
    tab_to(page, "#login")
    page.keyboard.type(AN)
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("start")).to_be_visible()
    follow(page, "[data-testid=start]")
    expect(page.get_by_test_id("time-left")).to_contain_text(":")
    for position in range(5):
        answer_question(page, position)
    tab_to(page, "#prediction")
    page.keyboard.type("3")
    expect(page.get_by_test_id("save-state")).to_have_attribute("data-kind", "saved")
    follow(page, "#paper [data-hand-in]")
    expect(page.get_by_test_id("confirm-text")).to_have_text("Bạn đã trả lời tất cả các câu.")
    follow(page, "[data-confirmed]")
    expect(page.get_by_role("heading", level=1, name="Biên nhận bài thi")).to_be_visible()
    expect(page.get_by_test_id("answered")).to_have_text("5 trong 5 câu")
    assert re.search(r"bien-nhan", page.url)


def test_unit_is_picked_with_arrows_and_enter(site: Site, open_page: Open):
    small_round(site)
    page = open_page(site)
    page.goto("/dang-ky")
    tab_to(page, "[name=unit_q]")
    page.keyboard.type("phu loc")
    expect(page.get_by_role("option", name="Xã Phú Lộc")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Đơn vị")).to_have_value("Xã Phú Lộc")
    expect(page.get_by_role("listbox")).to_be_hidden()
