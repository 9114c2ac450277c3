"""The paper under one thumb, and the time for those who listen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.quiz_room import ready

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SMALLEST = 44
SMALL = """(least) => [...document.querySelectorAll("button, summary, .palette a, label.choice, label.flag")]
  .filter((thing) => thing.getClientRects().length)
  .filter((thing) => thing.getBoundingClientRect().height < least)
  .map((thing) => thing.outerHTML)"""


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('[data-position]')?.dataset.position ?? ''")


def test_thumb_goes_from_question_to_question_and_through_the_sheet(room):
    page = room.enter(size=PHONE)
    following = page.get_by_role("button", name="Sau (câu sau)")
    visited = []
    for _ in range(4):
        following.click()
        visited.append(focused(page))
    assert visited == ["1", "2", "3", "3"]
    page.get_by_role("button", name="Trước (câu trước)").click()
    assert focused(page) == "2"
    sheet = page.locator("#palette")
    expect(sheet.get_by_role("link").first).to_be_hidden()
    sheet.locator("summary").click()
    expect(sheet.get_by_role("link", name="Câu 1: chưa trả lời")).to_be_visible()
    assert page.evaluate(SMALL, SMALLEST) == []
    page.keyboard.press("Escape")
    expect(sheet.get_by_role("link").first).to_be_hidden()
    sheet.locator("summary").click()
    sheet.get_by_role("link", name="Câu 1: chưa trả lời").click()
    assert focused(page) == "0"
    expect(sheet.get_by_role("link").first).to_be_hidden()


@pytest.mark.parametrize(
    "size",
    [
        pytest.param((320, 640), id="320 px"),
        pytest.param((640, 360), id="lying on its side, or at 200 %", marks=pytest.mark.slow),
    ],
)
def test_paper_fits_without_sideways_scrolling_and_nothing_in_focus_is_covered(room, size):
    page = room.enter(size={"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for _ in range(12):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return top && !top.contains(document.activeElement) && !document.activeElement.contains(top)
                && !top.closest("label")?.contains(document.activeElement) ? document.activeElement.outerHTML : "";
            }"""
        )
        assert covered == ""


def test_time_left_is_said_to_those_who_listen(room):
    page = room.enter()
    room.set_end(36_000)
    page.reload()
    ready(page)
    expect(page.locator("#announce")).to_have_text("Còn 30 giây.", timeout=15_000)
