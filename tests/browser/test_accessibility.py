"""Every page at every size and in every colour: no barrier that axe can find, no scrolling sideways, no error in
the console."""

from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from contest.web.guides import HELP
from tests.browser.conftest import DESKTOP, PHONE, Enter, Open
from tests.browser.live import Site, wear
from tests.browser.pages import PLACES, Place
from tests.browser.small_round import one_of_each, small_round
from tests.browser.walks import WALKS, Walk, review

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SMALLEST = {"width": 320, "height": 640}
HELPLESS = {"boards.screen", "contests.regulation", "guides.index", "guides.show", "shell.offline"}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


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
    page.reload()
    page.evaluate("document.querySelector('h1').style.color = '#22201d'")
    with pytest.raises(AssertionError, match="contrast"):
        has_sound_colours(page)


def is_sound(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} at {size['width']} px: {found.generate_report()}"
    page.set_viewport_size(SMALLEST)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALLEST["width"], f"{page.url} is {width} px wide"
    page.set_viewport_size(DESKTOP)


def has_sound_colours(page: Page) -> None:
    """Dark and of high contrast, as a desktop and as a phone shows it; nothing else depends on the theme."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        for theme in ("dark", "contrast"):
            wear(page, theme)
            found = Axe().run(page, options=COLOURS)
            assert found.violations_count == 0, f"{page.url}, {theme}, {size['width']} px: {found.generate_report()}"
    wear(page, "light")


@pytest.mark.parametrize(
    "place", [pytest.param(p, id=p.name, marks=() if p.often else pytest.mark.slow) for p in PLACES]
)
def test_page_is_sound(place: Place, numbers, enter: Enter, troubles):
    troubles.expect(*place.complaints)
    page = enter(place.role)
    page.goto(place.path.format(**numbers))
    is_sound(page)


@pytest.mark.slow
@pytest.mark.parametrize("place", [pytest.param(p, id=p.name) for p in PLACES])
def test_page_is_sound_in_every_theme(place: Place, numbers, enter: Enter, troubles):
    troubles.expect(*place.complaints)
    page = enter(place.role)
    page.goto(place.path.format(**numbers))
    has_sound_colours(page)


@pytest.mark.parametrize(
    "walk", [pytest.param(w, id=w.go.__name__, marks=() if w.often else pytest.mark.slow) for w in WALKS]
)
def test_walk_meets_sound_pages(walk: Walk, shared_site: Site, numbers, enter: Enter):
    """Each test begins in a browser of its own; what was asked, written and handed in before is still there."""
    met = set()

    def look(page: Page, _name: str) -> None:
        met.add(endpoint(shared_site.app, page.url.removeprefix(shared_site.url)))
        is_sound(page)
        if not walk.often:
            has_sound_colours(page)

    page = enter(walk.role)
    walk.go(page, numbers, look)
    assert met == walk.meets


@pytest.mark.slow
@pytest.mark.parametrize("walk", [pytest.param(w, id=w.go.__name__) for w in WALKS if w.often])
def test_walk_meets_pages_that_are_sound_in_every_theme(walk: Walk, numbers, enter: Enter):
    walk.go(enter(walk.role), numbers, lambda page, _name: has_sound_colours(page))


@pytest.mark.slow
def test_review_is_sound(site: Site, open_page: Open):
    def look(page: Page, _name: str) -> None:
        is_sound(page)
        has_sound_colours(page)

    review(open_page(site), small_round(site, one_of_each(), review="after_close", prediction=None), look)


def endpoint(app: Flask, path: str) -> str:
    return str(app.url_map.bind("").match(path.partition("?")[0], method="GET")[0])


def test_every_page_is_looked_at(app: Flask):
    """Whatever has help is a page; so are those few that have none."""
    numbers = defaultdict(lambda: 1)
    places = {endpoint(app, p.path.format_map(numbers)) for p in PLACES if p.name != "khong-tim-thay"}
    met = {name for walk in WALKS for name in walk.meets} | places
    assert (set(HELP) | HELPLESS) - met == {"attempts.review"}  # see test_review_is_sound
