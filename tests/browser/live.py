"""The live side of the browser tests: a served application, a clock that flows and can be moved."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, got_request_exception
from playwright.sync_api import ConsoleMessage, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.cast import NOW, PASSWORD

MINUTE = 60_000


class FlowingClock:
    """The suite's fixed moment plus the real time that has passed since, plus what a test adds."""

    def __init__(self) -> None:
        self._began = time.monotonic_ns()
        self._added_ms = 0

    def now_ms(self) -> int:
        return NOW + (time.monotonic_ns() - self._began) // 1_000_000 + self._added_ms

    def move_to(self, ms: int) -> None:
        """Let it be this time now; never backwards."""
        assert ms >= self.now_ms()
        self._added_ms += ms - self.now_ms()


@dataclass
class Troubles:
    """Console errors, script errors and failures of the server, gathered over a test."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # regular expressions

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} at {message.location.get('url', '')}")

    def expect(self, *patterns: str) -> None:
        self.expected.extend(patterns)

    def unexpected(self) -> list[str]:
        return [found for found in self.found if not any(re.search(p, found) for p in self.expected)]


@dataclass
class Site:
    app: Flask
    url: str
    clock: FlowingClock
    troubles: Troubles = field(default_factory=Troubles)

    def __post_init__(self) -> None:
        got_request_exception.connect(self._stumbled, self.app)

    def _stumbled(self, _app: Flask, exception: Exception) -> None:
        if getattr(exception, "code", 500) == 500:
            self.troubles.found.append(f"server: {exception!r}")


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # browsers keep their connections

    def log(self, type: str, message: str, *args: object) -> None:
        """Nobody reads the log of a test."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve on a free loopback port, one thread a request; yields the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def log_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.goto("/dang-nhap")
    page.get_by_label("Số điện thoại, thư điện tử hoặc mã cán bộ").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
    page.locator('form[action="/dang-xuat"]').wait_for(state="attached")  # on a phone it is folded away


def wear(page: Page, theme: str) -> None:
    """Show the page in these colours at once: what its menu does, but kept nowhere."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(
        "([theme, bsTheme]) => Object.assign(document.documentElement.dataset, { theme, bsTheme })",
        [theme, "light" if theme == "light" else "dark"],
    )
