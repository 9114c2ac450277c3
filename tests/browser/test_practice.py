"""Practising on a phone, with plain forms: question, verdict, next question."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from contest.services.passwords import Passwords
from tests.browser.conftest import PHONE, Open
from tests.browser.live import Site, log_in
from tests.browser.small_round import AN
from tests.support.cast import PASSWORD, make_cast
from tests.support.practising import make_practice, question

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def is_sound(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_error_is_explained_and_kept_for_later(site: Site, open_page: Open, troubles):
    troubles.expect("status of 422")
    with site.app.app_context():
        make_practice(make_cast(Passwords(1, 8).hash(PASSWORD)), question(1))
    page = open_page(site, PHONE)
    page.goto("/on-tap")
    expect(page.get_by_text("Hãy đăng nhập để ôn tập")).to_be_visible()
    log_in(page, AN)
    page.goto("/on-tap")
    is_sound(page)
    page.get_by_role("link", name="Bắt đầu ôn").click()
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy trả lời đủ")
    is_sound(page)
    page.get_by_label("Sai một").check()
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sai")
    expect(page.get_by_text("Vì quy định như vậy.")).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="Xem tiến độ").click()
    page.get_by_role("link", name="Ôn câu từng sai").click()
    expect(page.get_by_text("Câu từng sai, đã ôn 1 lần.")).to_be_visible()
