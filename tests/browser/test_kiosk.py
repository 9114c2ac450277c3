"""A kiosk at an office: the next person finds no trace of the last."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.live import log_in
from tests.browser.quiz_room import all_saved, hand_in, ready, received
from tests.browser.small_round import AN, small_round
from tests.support.cast import PASSWORD
from tests.support.rounds import sample_items

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LAN = "0900000006"
KEPT = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
    for (const store of db.objectStoreNames) {
      const request = db.transaction(store).objectStore(store).getAll();
      found.push(...await new Promise((done) => { request.onsuccess = () => done(request.result); }));
    }
    db.close();
  }
  return JSON.stringify([found, { ...localStorage }, { ...sessionStorage }]);
}"""


@pytest.fixture
def round_(site):
    return small_round(site, sample_items(3), prediction=None)


@pytest.fixture
def device(round_, open_page) -> Page:
    """Lan's browser, which she has made a kiosk of her commune."""
    page = open_page(round_.site)
    log_in(page, LAN)
    page.goto(f"/ban-to-chuc/dot-thi/{round_.id}/quay")
    sound(page)
    page.get_by_role("button", name="Mở quầy thi trên máy này").click()
    return at_start(page)


def at_start(page: Page) -> Page:
    page.locator("[data-kiosk-start][data-forgotten]").wait_for()
    return page


def sound(page: Page) -> None:
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    page.set_viewport_size(DESKTOP)


def sit_down(page: Page) -> None:
    page.get_by_role("link", name="Tôi có tài khoản và mật khẩu").click()
    page.get_by_label("Số điện thoại, thư điện tử hoặc mã cán bộ").fill(AN)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_test_id("start").wait_for()


def begin(page: Page) -> None:
    page.get_by_test_id("start").click()
    ready(page)
    page.locator('[data-position="0"] label.choice').first.click()
    all_saved(page)


def nothing_is_left(page: Page) -> None:
    at_start(page)
    assert page.evaluate(KEPT) == "[[],{},{}]"
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert set(cookies) <= {"kiosk", "session"}
    page.goto("/tai-khoan")
    at_start(page)
    assert "Nguyễn Văn An" not in page.content()


def test_nothing_is_left_after_a_receipt(device):
    sit_down(device)
    sound(device)
    begin(device)
    sound(device)
    assert device.evaluate(KEPT) != "[[],{},{}]"
    hand_in(device)
    received(device)
    sound(device)
    receipt = device.url
    code = device.get_by_test_id("receipt-code").inner_text()
    device.get_by_test_id("next-person").click()
    nothing_is_left(device)
    while device.go_back():  # through everything that An saw
        assert code not in device.content()
        assert "Nguyễn Văn An" not in device.content()
        assert device.locator("input[type=radio]").count() == 0
    device.goto(receipt)
    at_start(device)


def test_receipt_leaves_by_itself_after_a_minute_that_can_be_stopped_once(device):
    device.clock.install()
    sit_down(device)
    begin(device)
    hand_in(device)
    received(device)
    counting = device.locator("[data-counting]")
    expect(counting).to_be_visible()
    device.clock.run_for(30_000)
    expect(device.locator("[data-left]")).to_have_text("30")
    device.get_by_role("button", name="Dừng đếm").click()
    expect(counting).to_be_hidden()
    device.clock.run_for(185_000)
    expect(counting).to_contain_text("Chạm vào màn hình để tiếp tục")
    expect(device.get_by_role("button", name="Dừng đếm")).to_be_hidden()
    device.get_by_role("heading", level=1).click()
    expect(counting).to_be_hidden()
    device.clock.run_for(245_000)
    device.clock.resume()
    nothing_is_left(device)


def test_form_and_start_page_left_alone_are_given_up(device):
    device.clock.install()
    device.get_by_role("link", name="Tôi chưa có tài khoản").click()
    sound(device)
    device.get_by_label("Họ và tên").fill("Đặng Thị Mai")
    device.get_by_label("Số điện thoại").fill("0911222333")
    device.clock.run_for(245_000)
    at_start(device)
    device.evaluate("history.back()")
    expect(device.get_by_label("Họ và tên")).to_have_value("")
    expect(device.get_by_label("Số điện thoại")).to_have_value("")
    device.goto("/quay")
    sit_down(device)
    device.clock.run_for(245_000)
    nothing_is_left(device)


def test_open_attempt_stays_the_persons_and_goes_on_elsewhere(device, round_, open_page):
    sit_down(device)
    begin(device)
    device.get_by_text("Nhường máy cho người khác").click()
    device.get_by_role("button", name="Người tiếp theo").click()
    nothing_is_left(device)
    home = open_page(round_.site)
    round_.start(home)
    expect(home.locator('[data-position="0"] input:checked')).to_have_count(1)


def test_start_and_closing_are_sound_and_closing_ends_it(device):
    sound(device)
    device.get_by_role("link", name="Dành cho Ban Tổ chức: đóng quầy").click()
    sound(device)
    device.get_by_label("Số điện thoại, thư điện tử hoặc mã cán bộ").fill(LAN)
    device.get_by_label("Mật khẩu").fill(PASSWORD)
    device.get_by_role("button", name="Đóng quầy thi").click()
    expect(device.get_by_text("Đã đóng quầy thi trên máy này.")).to_be_visible()
    device.goto("/")
    expect(device.locator("main").get_by_role("link", name="Đăng nhập")).to_be_visible()
