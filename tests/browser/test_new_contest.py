"""A clerk makes a contest for this afternoon: how many clicks it takes, what is seen on the way."""

import pytest
from playwright.sync_api import Page, expect

from contest.services.passwords import Passwords
from tests.browser.live import log_in
from tests.browser.organising import said
from tests.support.cast import PASSWORD, make_cast
from tests.support.contests import OFFICIALS, make_banks

pytestmark = pytest.mark.xdist_group("browser")

MOST_CLICKS = 10
COUNTER = """
const add = (n) => sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks") || 0) + n);
addEventListener("click", (event) => event.isTrusted && event.detail && add(1), true);
addEventListener("change", (event) => event.target.matches("select") && add(2), true);
"""


@pytest.fixture
def clerk(site, open_page) -> Page:
    """Dũng before his desk, one bank appraised."""
    with site.app.app_context():
        make_banks(make_cast(Passwords(1, 8).hash(PASSWORD)))
    page = open_page(site)
    log_in(page, "0900000005")
    page.goto("/ban-to-chuc")
    page.add_init_script(COUNTER)
    page.reload()
    return page


def clicks(page: Page) -> int:
    return int(page.evaluate("sessionStorage.getItem('clicks') || 0"))


def test_a_contest_is_made_and_announced_in_ten_clicks(clerk):
    page = clerk
    page.get_by_role("link", name="Tạo cuộc thi").first.click()
    page.get_by_text("Gọn trong một ngày").click()
    page.get_by_label("Tên cuộc thi").click()
    page.keyboard.type("Thi nhanh cải cách hành chính")
    page.get_by_label("Đợt đầu mở lúc").click()
    page.get_by_label("Đợt đầu mở lúc").fill("2026-11-22T13:30")
    page.get_by_label("Ngân hàng cho cán bộ, công chức, viên chức").select_option(value=OFFICIALS)
    preview = page.get_by_role("region", name="Thể lệ sẽ công bố")
    expect(preview).to_contain_text("Thi nhanh cải cách hành chính")
    expect(preview).to_contain_text("13:30 22/11/2026 – 00:00 23/11/2026")
    expect(preview).to_contain_text("Ngân hàng đã chọn đủ câu")
    page.get_by_role("button", name="Tạo cuộc thi").click()
    said(page, "Đã tạo cuộc thi")
    page.get_by_role("button", name="Công bố").click()
    said(page, "Đã công bố")
    assert 0 < clicks(page) <= MOST_CLICKS
