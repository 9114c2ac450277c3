"""When more come than can be served, some are asked to wait a little, at once and politely.

Saving and handing in are never asked to wait here, nor is whoever watches whether this process lives.
Pages, the organisers' desk and what costs a password hash each have a few places at work and a few
behind them; all of these together leave most threads of a process to the saves.
"""

import json
import random
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from contest.wording import say

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ALWAYS = ("/healthz", "/readyz", "/metrics", "/thi/gio")
_FILES = ("/static/", "/bootstrap/")
_HASHED = ("/dang-nhap", "/dang-ky", "/kich-hoat", "/tai-khoan/mat-khau", "/quay/dang-nhap", "/quay/ma", "/quay/dong")
_DESK = "/ban-to-chuc"
SOONEST, LATEST = 3, 9  # seconds until the next try, spread so that not all come back together


class Turns:
    """So many at work, so many waiting behind them, each for so many seconds at most."""

    def __init__(self, *, at_work: int, waiting: int, seconds: float) -> None:
        self._places = threading.Semaphore(at_work + waiting)
        self._work = threading.Semaphore(at_work)
        self._seconds = seconds

    def take(self) -> bool:
        """Whether it is now one's turn; whoever gets it must give it back."""
        if not self._places.acquire(blocking=False):
            return False
        if self._work.acquire(timeout=self._seconds):
            return True
        self._places.release()
        return False

    def give_back(self) -> None:
        self._work.release()
        self._places.release()


class Overload:
    """Lets requests through to `following` by turns."""

    def __init__(self, app: Flask, following: "WSGIApplication") -> None:
        self._following = following
        self._page = app.jinja_env.get_template("waiting.html")
        # More at work would only wait for each other: they share one interpreter.
        self.pages = Turns(at_work=4, waiting=76, seconds=8)
        self.desk = Turns(at_work=2, waiting=6, seconds=20)
        self.passwords = Turns(at_work=2, waiting=14, seconds=8)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        turns = self._turns(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if turns is None:
            return self._following(environ, start_response)
        if not turns.take():
            return self._later(environ, start_response)
        try:
            return self._following(environ, start_response)
        finally:
            turns.give_back()

    def _turns(self, method: str, path: str) -> Turns | None:
        if path in _ALWAYS or path.startswith(_FILES):
            return None
        if path.startswith("/thi/luot/") and method in {"PUT", "POST"}:
            return None
        if path.startswith(_DESK):
            return self.desk
        return self.passwords if method == "POST" and path in _HASHED else self.pages

    def _later(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        seconds = random.randint(SOONEST, LATEST)  # noqa: S311 - a spread, no secret
        if _wants_json(environ):
            kind, text = "application/json", json.dumps({"code": "busy", "message": say("busy")})
        else:
            again = environ["REQUEST_METHOD"] == "GET"
            kind, text = "text/html; charset=utf-8", self._page.render(seconds=seconds, again=again)
        body = text.encode()
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Retry-After": str(seconds),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'self'; base-uri 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        start_response("503 Service Unavailable", list(headers.items()))
        return [body]


def _wants_json(environ: "WSGIEnvironment") -> bool:
    path, accepts = environ["PATH_INFO"], environ.get("HTTP_ACCEPT", "")
    if path.startswith("/api/") or path.endswith(".json"):
        return True
    return "application/json" in accepts or environ.get("CONTENT_TYPE", "").startswith("application/json")
