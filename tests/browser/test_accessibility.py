"""Every page at every size: no barrier that axe can find, no scrolling sideways, no error in the console."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from contest.settings import ROOT
from tests.browser.competing import answer_all, hand_in, saved
from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.live import Site, log_in
from tests.browser.pages import PLACES, Place, facts, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SMALLEST = {"width": 320, "height": 640}
Enter = Callable[[str], Page]


@pytest.fixture(scope="module")
def accounts(shared_site: Site):
    return furnish(shared_site)


@pytest.fixture(scope="module")
def numbers(shared_site: Site, accounts) -> dict[str, int]:
    return facts(shared_site)


@pytest.fixture(scope="module")
def logged_in() -> dict[str, object]:
    """Cookies of those who have logged in, by role."""
    return {}


@pytest.fixture
def enter(shared_site: Site, accounts, logged_in, open_page: Open) -> Enter:
    """`enter("organiser")`: a page of theirs; `enter("")` a stranger's."""

    def entered(role: str) -> Page:
        if not role or role in logged_in:
            return open_page(shared_site, storage_state=logged_in.get(role))
        page = open_page(shared_site)
        log_in(page, accounts[role].login, accounts[role].password)
        logged_in[role] = page.context.storage_state()
        return page

    return entered


def test_barrier_and_width_would_be_noticed(enter: Enter, numbers):
    page = enter("")
    page.goto("/dang-nhap")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="alternative text"):
        is_sound(page)
    page.reload()
    page.evaluate("document.querySelector('h1').style.width = '400px'")
    with pytest.raises(AssertionError, match="px wide"):
        is_sound(page)


def is_sound(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} at {size['width']} px: {found.generate_report()}"
    page.set_viewport_size(SMALLEST)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALLEST["width"], f"{page.url} is {width} px wide"


@pytest.mark.parametrize(
    "place", [pytest.param(p, id=p.name, marks=() if p.often else pytest.mark.slow) for p in PLACES]
)
def test_page_is_sound(place: Place, numbers, enter: Enter, troubles):
    if place.name == "khong-tim-thay":
        troubles.expect("status of 404")
    page = enter(place.role)
    page.goto(place.path.format(**numbers))
    is_sound(page)


def test_paper_receipt_and_own_attempts_are_sound(numbers, enter: Enter):
    page = enter("contestant")
    page.goto(f"/thi/{numbers['running']}")
    page.get_by_test_id("start").click()
    answer_all(page)
    page.get_by_test_id("prediction").fill("12")
    saved(page)
    is_sound(page)
    hand_in(page)
    is_sound(page)
    page.get_by_role("link", name="Các lượt thi của bạn").click()
    is_sound(page)
    page.get_by_role("link", name="Biên nhận").click()
    page.get_by_role("link", name="Xem bảng xếp hạng").click()
    expect(page.get_by_text("Hạng của bạn:")).to_be_visible()
    is_sound(page)


@pytest.mark.parametrize(
    ("role", "path", "file"),
    [
        ("author", "/ban-to-chuc/ngan-hang/{bank}/nhap", "ngan-hang-mau.csv"),
        ("organiser", "/ban-to-chuc/don-vi/nhap", "don-vi-tinh-binh-minh.csv"),
    ],
)
def test_preview_of_an_import_is_sound(role, path, file, numbers, enter: Enter):
    page = enter(role)
    page.goto(path.format(**numbers))
    page.locator("input[type=file]").set_input_files(ROOT / "question_banks" / file)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem trước")
    is_sound(page)
