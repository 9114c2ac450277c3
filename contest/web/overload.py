"""When more come than can be served, some are asked to wait a little, at once and politely.

Saving is never asked to wait here, nor is whoever watches whether this process lives. All other pages have a few
places at work: whoever hands in comes first and is never turned away, then whoever is inside the quiz, then the
others, so that nobody who was let in stands at the next door again. The organisers' desk and what costs a password
hash have their own. All of them together leave many threads of a process to the saves.
"""

import json
import random
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flask import Flask

from contest.wording import say

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ALWAYS = ("/healthz", "/readyz", "/metrics", "/thi/gio")
_FILES = ("/static/", "/bootstrap/")
_HASHED = ("/dang-nhap", "/dang-ky", "/kich-hoat", "/tai-khoan/mat-khau", "/quay/dang-nhap", "/quay/ma", "/quay/dong")
_DESK = "/ban-to-chuc"
_QUIZ, _PAPER = "/thi/", "/thi/luot/"
_FIRST, _INSIDE, _OTHERS = range(3)
SOONEST, LATEST = 3, 9  # seconds until the next try, spread so that not all come back together


class Turns:
    """`at_work` at a time, for so many seconds at most waiting behind them; of those who wait the first of the lowest
    rank is next. `waiting`: how many may, by rank; None: all."""

    def __init__(self, *, at_work: int, waiting: Sequence[int | None], seconds: float) -> None:
        self._free = at_work
        self._most = waiting
        self._queues: list[deque[threading.Lock]] = [deque() for _ in waiting]
        self._seconds = seconds
        self._lock = threading.Lock()

    def take(self, rank: int = 0) -> bool:
        """Whether it is now one's turn; whoever gets it must give it back."""
        queue, most = self._queues[rank], self._most[rank]
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if most is not None and len(queue) >= most:
                return False
            called = threading.Lock()
            called.acquire()
            queue.append(called)
        if called.acquire(timeout=self._seconds):
            return True
        with self._lock:
            if called not in queue:
                return True  # called at the last moment
            queue.remove(called)
            return False

    def give_back(self) -> None:
        with self._lock:
            queue = next(filter(None, self._queues), None)
            if queue is None:
                self._free += 1
            else:
                queue.popleft().release()


class Overload:
    """Lets requests through to `following` by turns."""

    def __init__(self, app: Flask, following: "WSGIApplication") -> None:
        self._following = following
        self._page = app.jinja_env.get_template("waiting.html")
        # More at work would only wait for each other, and the saves for all of them: they share one interpreter.
        self.pages = Turns(at_work=3, waiting=(None, 40, 32), seconds=8)
        self.desk = Turns(at_work=2, waiting=(6,), seconds=20)
        self.passwords = Turns(at_work=2, waiting=(14,), seconds=8)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        turns, rank = self._turns(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if turns is None:
            return self._following(environ, start_response)
        if not turns.take(rank):
            if turns is self.pages and rank == _FIRST:  # waited long enough for others
                return self._following(environ, start_response)
            return self._later(environ, start_response)
        try:
            return self._following(environ, start_response)
        finally:
            turns.give_back()

    def _turns(self, method: str, path: str) -> tuple[Turns | None, int]:
        """Whose turns, and the rank in them."""
        if path in _ALWAYS or path.startswith(_FILES) or (path.startswith(_PAPER) and method == "PUT"):
            return None, 0
        if path.startswith(_DESK):
            return self.desk, 0
        if method == "POST" and path in _HASHED:
            return self.passwords, 0
        if path.startswith(_PAPER):
            return self.pages, _FIRST if method == "POST" else _INSIDE
        return self.pages, _INSIDE if path.startswith(_QUIZ) and method == "POST" else _OTHERS

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
