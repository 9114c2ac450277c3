"""A cheap phone on a weak line: how much travels and how soon the first option can be tapped.

Bytes are counted as they would travel compressed, whatever the test's own server does.
"""

import gzip
from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect
from werkzeug.wrappers import Response as WerkzeugResponse

from tests.browser.conftest import PHONE
from tests.browser.live import log_in
from tests.browser.quiz_room import ready
from tests.browser.small_round import AN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KB = 1024
HEADERS = 300  # of each reply
PACKED = ("font/", "image/png")
# 400 kbit/s both ways, 400 ms until a reply begins.
WEAK = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FIRST_OPTION = """() => new Promise((tell) => {
  const look = () => document.querySelector("[data-position] label.choice")?.getClientRects().length
    ? requestAnimationFrame(() => tell(performance.now())) : requestAnimationFrame(look);
  look();
})"""


class Packing:
    """Compresses what is text, as the proxy in front of the program does."""

    def __init__(self, following: Any) -> None:
        self.following = following

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        response = WerkzeugResponse.from_app(self.following, environ)
        if response.mimetype.startswith(("text/", "application/j")) and "Content-Encoding" not in response.headers:
            response.set_data(gzip.compress(response.get_data(), 6))
            response.headers["Content-Encoding"] = "gzip"
        return response(environ, start_response)


class Traffic:
    """What a page's browser fetched from the line, by address; a repetition from its cache is free."""

    def __init__(self, page: Page) -> None:
        self.fetched: dict[str, int] = {}
        page.context.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.status != 200 or response.from_service_worker or response.url in self.fetched:
            return
        body = response.body()
        packed = response.headers.get("content-type", "").startswith(PACKED)
        self.fetched[response.url] = HEADERS + (len(body) if packed else len(gzip.compress(body, 6)))

    def total(self) -> int:
        return sum(self.fetched.values())

    def told(self) -> str:
        return "\n".join(f"{size:7} {url}" for url, size in sorted(self.fetched.items(), key=lambda pair: -pair[1]))


def test_first_visit_from_the_home_page_to_the_paper_stays_small(room, open_page):
    page = open_page(room.site, PHONE, service_workers="block")
    traffic = Traffic(page)
    page.goto("/")
    log_in(page, AN)
    page.goto(f"/thi/{room.round.id}")
    page.get_by_test_id("start").click()
    ready(page)
    page.wait_for_load_state("networkidle")
    assert traffic.total() <= 150 * KB, traffic.told()


def test_paper_alone_is_small_and_asks_for_little(room, open_page):
    page = room.enter(size=PHONE, service_workers="block")
    fresh = open_page(room.site, PHONE, storage_state=page.context.storage_state(), service_workers="block")
    traffic = Traffic(fresh)
    fresh.goto(page.url)
    ready(fresh)
    needed = {
        url: size
        for url, size in traffic.fetched.items()
        if not url.partition("?")[0].endswith((".woff2", ".svg", ".webmanifest"))
    }
    assert sum(needed.values()) <= 75 * KB, traffic.told()
    assert len(traffic.fetched) <= 24, traffic.told()
    assert not [url for url in traffic.fetched if "bootstrap.min.js" in url or "popper" in url]


@pytest.mark.slow  # a figure of a clock, on a machine that has nothing else to do
def test_first_option_can_be_tapped_soon_on_a_weak_line(room, open_page, monkeypatch):
    monkeypatch.setattr(room.site.app, "wsgi_app", Packing(room.site.app.wsgi_app))
    page = room.enter(size=PHONE)
    fresh = open_page(room.site, PHONE, storage_state=page.context.storage_state(), service_workers="block")
    line = fresh.context.new_cdp_session(fresh)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", WEAK)
    fresh.goto(page.url, wait_until="commit")
    assert fresh.evaluate(FIRST_OPTION) <= 3_000
    fresh.locator("[data-position] label.choice").first.click()
    ready(fresh)
    expect(fresh.get_by_test_id("save-state")).to_have_attribute("data-kind", "saved", timeout=20_000)


def test_plain_http_says_that_the_paper_cannot_be_reloaded_without_a_line(room, open_page):
    page = open_page(room.site, PHONE, base_url=room.site.url.replace("127.0.0.1", "hoi-thi.test"))
    log_in(page, AN)
    page.goto(f"/thi/{room.round.id}")
    expect(page.get_by_test_id("no-shell")).to_contain_text("không tải lại được trang bài thi")
