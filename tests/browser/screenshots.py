"""`make screenshots`: every page as a phone and a desktop show it, light and dark, into screenshots/.

Not a test, but made of the same parts; pytest runs it only when the file is named.
"""

import pytest
from playwright.sync_api import Page

from contest.settings import ROOT
from tests.browser.conftest import DESKTOP, PHONE, Enter, Open
from tests.browser.live import Site, log_in, wear
from tests.browser.pages import PLACES, Place
from tests.browser.small_round import one_of_each, small_round
from tests.browser.walks import WALKS, Walk, review

FOLDER = ROOT / "screenshots"
SIZES = {"phone": PHONE, "desktop": DESKTOP}


def take(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")  # a bar that stays in sight is drawn where it then is
    for theme in ("light", "dark"):
        wear(page, theme)
        for size_name, size in SIZES.items():
            page.set_viewport_size(size)
            page.screenshot(path=FOLDER / f"{name}-{size_name}-{theme}.png", full_page=True)
    wear(page, "light")
    page.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("place", PLACES, ids=[p.name for p in PLACES])
def test_place(place: Place, numbers, enter: Enter, troubles):
    troubles.expect(*place.complaints)
    page = enter(place.role)
    page.goto(place.path.format(**numbers))
    take(page, place.name)


@pytest.mark.parametrize("walk", WALKS, ids=[w.go.__name__ for w in WALKS])
def test_walk(walk: Walk, numbers, enter: Enter):
    walk.go(enter(walk.role), numbers, take)


def test_empty_pages_every_kind_of_question_and_the_answers_afterwards(site: Site, open_page: Open):
    page = open_page(site)
    page.goto("/")
    take(page, "trang-chu-trong")
    round_ = small_round(site, one_of_each(), review="after_close", prediction=None)
    log_in(page, "0900000008")
    for path in ("don-vi", "thi-sinh", "ngan-hang", "cuoc-thi", "tep-xuat"):
        page.goto(f"/ban-to-chuc/{path}")
        take(page, f"{path}-it")
    page.goto("/cuoc-thi/hoi-thi/dot/1/bang-xep-hang")
    take(page, "bang-trong")
    page = open_page(site)
    round_.start(page)
    take(page, "bai-thi-moi-loai")
    review(open_page(site), round_, take)
