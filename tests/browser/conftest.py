"""A real server on a loopback port and real Chromium in front of it.

Every test of this room runs in one worker (`xdist_group("browser")`). A page that logs an error to
its console, breaks the content security policy or makes the server stumble fails its test, unless
the test says which of them it expects.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from contest import create_app
from contest.services.actors import forget_unit_tree
from contest.services.demo import Account
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage.db import db
from tests.browser.live import FlowingClock, Site, Troubles, log_in, serving
from tests.browser.pages import facts, furnish
from tests.browser.quiz_room import Room
from tests.browser.small_round import SmallRound, small_round
from tests.conftest import settings_for
from tests.support.rounds import sample_items

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A name that is not the machine's own, so that plain HTTP to it is no secure context.
    "--host-resolver-rules=MAP hoi-thi.test 127.0.0.1",
)
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
Open = Callable[..., Page]
Enter = Callable[[str], Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


def _app(folder: Path, clock: FlowingClock) -> Flask:
    forget_unit_tree()
    forget_rounds()
    app = create_app(settings_for(folder, clock))
    with app.app_context():
        forget_snapshots()
        db.create_all()
    return app


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An empty installation, served."""
    yield from _site(tmp_path)


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One installation for all tests of a file that only look."""
    yield from _site(tmp_path_factory.mktemp("site"))


def _site(folder: Path) -> Iterator[Site]:
    clock = FlowingClock()
    app = _app(folder, clock)
    with serving(app) as url:
        yield Site(app, url, clock)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def troubles() -> Iterator[Troubles]:
    """What pages and server complained of; a test may name what it expects."""
    kept = Troubles()
    yield kept
    assert kept.unexpected() == []


@pytest.fixture
def open_page(browser: Browser, troubles: Troubles) -> Iterator[Open]:
    """`open_page(site, PHONE)`: a new person's browser at the site's door, nobody logged in."""
    contexts: list[BrowserContext] = []

    def opened(site: Site, size: dict[str, int] = DESKTOP, **options: Any) -> Page:
        options = {"base_url": site.url, **options}
        context = browser.new_context(viewport=size, locale="vi-VN", has_touch=size == PHONE, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        site.troubles = troubles
        page = context.new_page()
        troubles.watch(page)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def accounts(shared_site: Site) -> dict[str, Account]:
    """The demonstration on the shared installation: an account of each role."""
    return furnish(shared_site)


@pytest.fixture(scope="module")
def numbers(shared_site: Site, accounts: dict[str, Account]) -> dict[str, int]:
    return facts(shared_site)


@pytest.fixture(scope="module")
def logged_in() -> dict[str, Any]:
    """Cookies of those who have logged in, by role."""
    return {}


@pytest.fixture
def enter(shared_site: Site, accounts: dict[str, Account], logged_in: dict[str, Any], open_page: Open) -> Enter:
    """`enter("organiser")`: a page of theirs; `enter("")` a stranger's."""

    def entered(role: str) -> Page:
        if not role or role in logged_in:
            return open_page(shared_site, storage_state=logged_in.get(role))
        page = open_page(shared_site)
        log_in(page, accounts[role].login, accounts[role].password)
        logged_in[role] = page.context.storage_state()
        return page

    return entered


@pytest.fixture(scope="module")
def shared_round(shared_site: Site) -> SmallRound:
    """A round on the shared installation in which An may begin many attempts."""
    return small_round(shared_site, sample_items(4), prediction=None, attempts_allowed=50)


@pytest.fixture(scope="module")
def cookies() -> dict[str, Any]:
    """Of An, once logged in."""
    return {}


@pytest.fixture
def room(shared_round: SmallRound, open_page: Open, cookies: dict[str, Any]) -> Iterator[Room]:
    """An attempt of its own for each test."""
    taken = Room(shared_round, open_page, cookies)
    yield taken
    taken.leave()
