"""The same attempt in two tabs, and a session that ended meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.quiz_room import OFFLINE, STALE, all_saved, hand_in, ready, received
from tests.support.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def another_tab(page: Page, troubles) -> Page:
    other = page.context.new_page()
    troubles.watch(other)
    other.goto(page.url)
    return ready(other)


def test_two_tabs_of_one_attempt_add_up(room, troubles):
    troubles.expect(STALE, OFFLINE)
    one = room.enter()
    other = another_tab(one, troubles)
    room.choose(one, 0, 1)
    all_saved(one)
    expect(other.locator('[data-position="0"] input:checked')).to_have_count(1)
    expect(other.get_by_test_id("note")).to_contain_text("câu 1")
    one.context.set_offline(True)
    room.choose(one, 1, 1)
    room.choose(other, 2, 2)
    one.context.set_offline(False)
    all_saved(one)
    all_saved(other)
    expect(one.locator("#paper input:checked")).to_have_count(3)
    room.agree()
    hand_in(one)
    received(one)
    received(other)
    room.agree()


def test_same_question_answered_on_two_devices_is_told(room, troubles):
    troubles.expect(STALE, OFFLINE)
    phone, desk = room.enter(), room.enter()
    phone.context.set_offline(True)
    room.choose(desk, 0, 1)
    all_saved(desk)
    room.choose(phone, 0, 2)
    phone.context.set_offline(False)
    all_saved(phone)
    expect(phone.get_by_test_id("note")).to_contain_text("đang giữ lựa chọn trên máy này: câu 1")
    room.agree()
    room.choose(desk, 1, 0)
    all_saved(desk)
    expect(desk.get_by_test_id("note")).to_contain_text("Vừa được đổi ở cửa sổ hoặc thiết bị khác: câu 1")
    room.agree()


def test_ended_session_is_asked_for_over_the_page(room, troubles):
    troubles.expect(r"status of 422")
    page = room.enter()
    room.choose(page, 0, 1)
    all_saved(page)
    page.context.clear_cookies()
    room.choose(page, 1, 2)
    all_saved(page)
    hand_in(page)
    dialog = page.get_by_test_id("log-in")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("đã được máy chủ nhận đầy đủ")
    for _ in range(8):  # the focus stays inside
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement?.closest('#paper, .quiz-bar') ?? null") is None
    dialog.get_by_label("Số điện thoại, thư điện tử hoặc mã cán bộ").fill("0900000001")
    dialog.get_by_label("Mật khẩu").fill("sai mật khẩu")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog).to_contain_text("không đúng")
    dialog.get_by_label("Số điện thoại, thư điện tử hoặc mã cán bộ").fill("0900000001")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    received(page)
    room.agree()
