"""A dead line: answers stay on the device, are sent when it returns, and are never said to be saved
before they are."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE
from tests.browser.quiz_room import (
    BUSY,
    OFFLINE,
    SAVES,
    STALE,
    all_saved,
    fate,
    hand_in,
    ready,
    received,
    shell_is_kept,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


# How much lies in each store of the device.
KEPT = """async () => {
  const done = (request) => new Promise((tell) => { request.onsuccess = () => tell(request.result); });
  const db = await done(indexedDB.open("bai-thi"));
  return Promise.all([...db.objectStoreNames].map((name) => done(db.transaction(name).objectStore(name).count())));
}"""
SHELL = """async () => {
  const [name] = await caches.keys();
  return (await (await caches.open(name)).keys()).map((request) => request.url);
}"""


def refuse_saves(page: Page, retry_after: str = "1") -> None:
    page.route(SAVES, lambda route: route.fulfill(status=503, headers={"Retry-After": retry_after}))


def test_what_is_answered_offline_is_kept_and_sent_when_the_line_returns(room, troubles):
    troubles.expect(OFFLINE)
    page = room.enter(size=PHONE)
    room.choose(page, 0, 1)
    all_saved(page)
    fate(page, 0).to_have_text("Đã lưu")
    page.context.set_offline(True)
    room.choose(page, 1, 2)
    room.choose(page, 0, 3)
    expect(page.get_by_test_id("offline")).to_have_text("Đang ngoại tuyến – bài vẫn được giữ trên máy.")
    fate(page, 1).to_have_text("Chưa gửi")
    assert "1" not in room.stored()
    page.context.set_offline(False)
    all_saved(page)
    expect(page.get_by_test_id("offline")).to_be_hidden()
    room.agree()


def test_paper_comes_back_from_the_device_on_a_reload_without_a_line(room, troubles):
    troubles.expect(OFFLINE, STALE)  # what a page says as it goes slips past the browser's "offline"
    page = room.open()
    shell_is_kept(page)
    room.begin(page)
    room.choose(page, 0, 1)
    all_saved(page)
    page.context.set_offline(True)
    room.choose(page, 1, 2)
    fate(page, 1).to_have_text("Chưa gửi")
    page.reload()
    ready(page)
    expect(page.locator("#paper input:checked")).to_have_count(2)
    fate(page, 1).to_have_text("Chưa gửi")
    expect(page.get_by_test_id("offline")).to_be_visible()
    expect(page.get_by_test_id("time-left")).to_have_text(re.compile(r"^≈ (19|20):"))
    room.choose(page, 2, 0)
    page.context.set_offline(False)
    all_saved(page)
    room.agree()
    expect(page.get_by_test_id("time-left")).to_have_text(re.compile(r"^(19|20):"))


def test_page_that_is_nobodys_paper_says_offline_and_keeps_no_paper_in_the_shell(room, troubles):
    troubles.expect(OFFLINE)
    page = room.open()
    shell_is_kept(page)
    room.begin(page)
    title = page.title()
    kept = page.evaluate(SHELL)
    assert kept
    assert not [url for url in kept if "/thi/" in url or "bang-xep-hang" in url]
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đang ngoại tuyến")
    page.get_by_role("link", name=title).click()
    ready(page)
    page.context.set_offline(False)


def test_answers_of_a_page_that_died_are_found_again_and_named(room, troubles):
    troubles.expect(BUSY)
    page = room.enter()
    refuse_saves(page, "60")
    room.choose(page, 2, 1)
    expect(page.get_by_test_id("save-state")).to_contain_text("Máy chủ đang bận")
    context = page.context
    page.close()
    again = context.new_page()
    troubles.watch(again)
    again.goto(f"/thi/luot/{room.row().id}")
    expect(again.get_by_test_id("note")).to_contain_text("phần chưa gửi của: câu 3")
    all_saved(again)
    room.agree()


def test_busy_server_is_not_asked_again_before_it_wishes(room, troubles):
    troubles.expect(BUSY)
    page = room.enter()
    asked: list[int] = []

    def busy_once(route: Route) -> None:
        asked.append(room.site.clock.now_ms())
        if len(asked) == 1:
            route.fulfill(status=503, headers={"Retry-After": "2"})
        else:
            route.continue_()

    page.route(SAVES, busy_once)
    room.choose(page, 0, 2)
    expect(page.get_by_test_id("save-state")).to_contain_text(re.compile(r"thử lại sau [23] giây"))
    expect(page.get_by_test_id("offline")).to_be_hidden()
    all_saved(page)
    assert asked[1] - asked[0] >= 2_000
    room.agree()


def test_paper_handed_in_without_a_line_is_handed_in_when_it_returns(room, troubles):
    troubles.expect(OFFLINE)
    page = room.enter()
    room.choose(page, 0, 1)
    all_saved(page)
    page.context.set_offline(True)
    room.choose(page, 1, 1)
    hand_in(page)
    expect(page.get_by_test_id("banner")).to_contain_text("sẽ tự nộp khi có mạng")
    assert room.row().submitted_ms is None
    page.context.set_offline(False)
    received(page)
    room.agree()
    expect(page.get_by_test_id("leftovers")).to_be_hidden()
    assert page.evaluate(KEPT) == [0, 0, 0]


def test_browser_that_keeps_nothing_says_so_and_still_saves(room, troubles):
    troubles.expect(OFFLINE)
    page = room.open()
    page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'InvalidStateError'); };")
    room.begin(page)
    expect(page.get_by_test_id("note")).to_contain_text("không cho giữ bài trên máy")
    page.context.set_offline(True)
    room.choose(page, 0, 1)
    expect(page.get_by_test_id("offline")).to_contain_text("đừng đóng hoặc tải lại trang")
    page.context.set_offline(False)
    all_saved(page)
    room.agree()


def test_logging_out_takes_everything_off_the_device(room):
    page = room.enter()
    room.choose(page, 0, 1)
    all_saved(page)
    page.goto("/")
    page.locator("[data-logout] button").click()
    expect(page.get_by_role("link", name="Đăng nhập").first).to_be_visible()
    left = page.evaluate(KEPT)
    assert left == [0, 0, 0]
