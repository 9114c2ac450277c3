"""The end of the time without a line: the page says what the server has and what it has not."""

import pytest
from playwright.sync_api import expect

from tests.browser.quiz_room import LATE, OFFLINE, STALE, all_saved, ready, received

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_what_the_server_lacks_at_the_end_is_named_and_sent_within_the_grace(room, troubles):
    troubles.expect(OFFLINE, STALE)
    page = room.enter()
    room.choose(page, 0, 1)
    all_saved(page)
    room.set_end(5_000, grace_ms=60_000)
    page.reload()
    ready(page)
    page.context.set_offline(True)
    room.choose(page, 1, 2)
    banner = page.get_by_test_id("banner")
    expect(banner).to_contain_text("Mất mạng khi hết giờ. Máy chủ đã nhận bài lưu lúc", timeout=20_000)
    expect(banner).to_contain_text("Chưa gửi được: câu 2. Đang gửi lại cho đến")
    page.context.set_offline(False)
    received(page)
    room.agree()
    assert room.row().submitted_ms <= room.row().deadline_ms


def test_what_was_not_sent_when_nothing_more_counts_is_named_here_and_on_the_receipt(room, troubles):
    troubles.expect(OFFLINE, STALE, LATE)
    page = room.enter()
    room.choose(page, 0, 1)
    all_saved(page)
    counted = dict(room.ledger)
    room.set_end(4_000, grace_ms=1_000)
    page.reload()
    ready(page)
    page.context.set_offline(True)
    room.choose(page, 1, 2)
    room.choose(page, 3, 0)
    ended = page.get_by_test_id("ended")
    expect(ended).to_be_visible(timeout=30_000)
    expect(ended.get_by_test_id("lost")).to_have_text("Không được tính vì chưa gửi được: câu 2, câu 4.")
    page.context.set_offline(False)
    page.goto(f"/thi/luot/{room.row().id}/bien-nhan")
    received(page)
    left = page.get_by_test_id("leftovers")
    expect(left).to_contain_text("câu 2, câu 4")
    left.get_by_role("button").click()
    page.reload()
    expect(left).to_be_hidden()
    assert room.stored() == counted
