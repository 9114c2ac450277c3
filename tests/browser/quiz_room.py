"""An open round that many browser tests share: each takes an attempt of its own, and keeps a ledger of
what was chosen in it."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from contest.storage import attempts
from contest.storage.attempts import Attempt
from contest.storage.db import session
from tests.browser.live import Site, log_in
from tests.browser.small_round import AN, SmallRound

OFFLINE = r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"
STALE = r"status of 409"
LATE = r"status of 422"
BUSY = r"status of 503"
SAVES = "**/luu"


class Room:
    """An's browser, or several, on one attempt. `ledger`: position → canonical option chosen last."""

    def __init__(self, round_: SmallRound, new_context: Callable[..., Page], cookies: dict[str, Any]) -> None:
        self.round = round_
        self._open = new_context
        self._cookies = cookies
        self.ledger: dict[str, int] = {}

    @property
    def site(self) -> Site:
        return self.round.site

    def open(self, **options: Any) -> Page:
        """A browser in which An is logged in, at the start page."""
        if "state" not in self._cookies:
            page = self._open(self.site)
            log_in(page, AN)
            self._cookies["state"] = page.context.storage_state()
        page = self._open(self.site, storage_state=self._cookies["state"], **options)
        page.goto(f"/thi/{self.round.id}")
        return page

    def begin(self, page: Page) -> Page:
        page.get_by_test_id("start").click()
        return ready(page)

    def enter(self, **options: Any) -> Page:
        """On the paper: a new one, or the one that is open."""
        return self.begin(self.open(**options))

    def choose(self, page: Page, position: int, option: int) -> None:
        question = page.locator(f'[data-position="{position}"]')
        field = question.locator("input[type=radio]").nth(option)
        self.ledger[str(position)] = int(field.get_attribute("value") or "")
        question.locator("label.choice").nth(option).click()

    def row(self) -> Any:
        with self.site.app.app_context():
            return attempts.of_person(self.round.id, self.round.cast.people["an"])[-1]

    def stored(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self.row().answers).get("a", {})
        return found

    def agree(self) -> None:
        """What was chosen is what is stored."""
        assert self.stored() == self.ledger

    def set_end(self, left_ms: int, grace_ms: int = 30_000) -> None:
        """Only so much is left of the attempt from now on."""
        with self.site.app.app_context():
            row = session().query(Attempt).order_by(Attempt.id.desc()).first()
            assert row is not None
            row.deadline_ms = self.site.clock.now_ms() + left_ms
            row.grace_ms = grace_ms
            session().commit()

    def leave(self) -> None:
        """Nothing stays open for the next test; one that only looked at the door began nothing."""
        with self.site.app.app_context():
            begun = session().query(Attempt).count()
        if begun:
            self.set_end(-60_000)


def ready(page: Page) -> Page:
    page.locator("#paper[data-ready]").wait_for()
    return page


def fate(page: Page, position: int) -> Any:
    return expect(page.locator(f'[data-position="{position}"] [data-fate]'))


def all_saved(page: Page) -> None:
    """Every answer given is said to be saved."""
    expect(page.locator('[data-fate="unsent"], [data-fate="sending"]')).to_have_count(0)
    expect(page.get_by_test_id("save-state")).to_have_attribute("data-kind", "saved")


def shell_is_kept(page: Page) -> None:
    """The service worker has taken the shell to this device and answers for it."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def hand_in(page: Page) -> None:
    page.locator(".quiz-bar [data-hand-in]").click()
    page.get_by_test_id("confirm-submit").click()


def received(page: Page, timeout: float = 15_000) -> None:
    expect(page.get_by_role("heading", level=1, name="Biên nhận bài thi")).to_be_visible(timeout=timeout)
