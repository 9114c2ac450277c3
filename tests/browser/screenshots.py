"""`make screenshots`: every page as a phone and a desktop show it, light and dark, into screenshots/.

Not a test, but made of the same parts; pytest runs it only when the file is named.
"""

from playwright.sync_api import Browser, Page

from contest.settings import ROOT
from tests.browser.competing import answer_all, hand_in, saved
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.live import Site, log_in
from tests.browser.pages import PLACES, facts, furnish
from tests.browser.small_round import one_of_each, small_round

FOLDER = ROOT / "screenshots"
SIZES = {"phone": PHONE, "desktop": DESKTOP}


def take(page: Page, name: str) -> None:
    for size_name, size in SIZES.items():
        page.set_viewport_size(size)
        page.screenshot(path=FOLDER / f"{name}-{size_name}.png", full_page=True)
    page.set_viewport_size(DESKTOP)


def take_dark(page: Page, name: str) -> None:
    """The same page again as whoever chose dark sees it."""
    chosen = {"name": "display", "value": "dark.0", "url": page.url}
    page.context.add_cookies([chosen])
    page.reload()
    take(page, f"{name}-dark")
    page.context.clear_cookies(name="display")


def test_every_page_of_the_demonstration(site: Site, browser: Browser):
    accounts = furnish(site)
    numbers = facts(site)
    pages = {"": browser.new_context(base_url=site.url, viewport=DESKTOP).new_page()}
    for role in {place.role for place in PLACES} - {""}:
        pages[role] = browser.new_context(base_url=site.url, viewport=DESKTOP).new_page()
        log_in(pages[role], accounts[role].login, accounts[role].password)
    for place in PLACES:
        pages[place.role].goto(place.path.format(**numbers))
        take(pages[place.role], place.name)
        take_dark(pages[place.role], place.name)
    organiser = pages["organiser"]
    for path, file in (("don-vi", "don-vi-tinh-binh-minh.csv"), (f"ngan-hang/{numbers['bank']}", "ngan-hang-mau.csv")):
        organiser.goto(f"/ban-to-chuc/{path}/nhap")
        organiser.locator("input[type=file]").set_input_files(ROOT / "question_banks" / file)
        organiser.get_by_role("button", name="Xem trước").click()
        take(organiser, f"xem-truoc-{path.partition('/')[0]}")
    contestant = pages["contestant"]
    contestant.goto(f"/thi/{numbers['running']}")
    contestant.get_by_test_id("start").click()
    answer_all(contestant)
    contestant.get_by_test_id("prediction").fill("12")
    saved(contestant)
    take(contestant, "bai-thi")
    hand_in(contestant)
    take(contestant, "bien-nhan")
    contestant.get_by_role("link", name="Xem bảng xếp hạng").click()
    take(contestant, "bang-ca-nhan-cua-toi")
    for page in pages.values():
        page.context.close()


def test_empty_pages_and_every_kind_of_question(site: Site, browser: Browser):
    page = browser.new_context(base_url=site.url, viewport=DESKTOP).new_page()
    page.goto("/")
    take(page, "trang-chu-trong")
    round_ = small_round(site, one_of_each())
    log_in(page, "0900000008")
    for path in ("don-vi", "thi-sinh", "ngan-hang", "cuoc-thi", "tep-xuat"):
        page.goto(f"/ban-to-chuc/{path}")
        take(page, f"{path}-it")
    page.goto("/cuoc-thi/hoi-thi/dot/1/bang-xep-hang")
    take(page, "bang-trong")
    page.goto(f"/thi/{round_.id}")
    page.get_by_test_id("start").click()
    take(page, "bai-thi-moi-loai")
    page.get_by_test_id("submit").click()
    page.get_by_test_id("prediction").fill("5")
    page.get_by_test_id("submit").click()
    page.get_by_test_id("confirm-text").wait_for()
    page.screenshot(path=FOLDER / "nop-bai-desktop.png")
    page.set_viewport_size(PHONE)
    page.screenshot(path=FOLDER / "nop-bai-phone.png")
    page.context.close()
