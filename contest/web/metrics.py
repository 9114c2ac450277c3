"""The outermost layer of every request: a number for it, its time, what it came to; and the pages for
monitoring, which must answer when nothing else does."""

import hmac
import itertools
import logging
import re
import secrets
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from prometheus_client import CONTENT_TYPE_LATEST

from contest import figures, logs
from contest.services.readiness import moment
from contest.settings import Settings
from contest.web.health import ready_answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SLOW_SECONDS = 1.0
_ENDPOINT = "contest.endpoint"  # in the environ, once the address is known
_APART = {"attempts", "boards"}  # told page by page; elsewhere a part of the program is one kind
_FILES = ("/static/", "/bootstrap/")
_NUMBER = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_HERE = {"127.0.0.1", "::1"}


class Watching:
    """Counts and tells what `following` answers."""

    def __init__(self, app: Flask, following: "WSGIApplication", heartbeat: Callable[[], int | None]) -> None:
        self._app = app
        self._following = following
        self._heartbeat = heartbeat
        self._settings: Settings = app.config["SETTINGS"]
        self._own_mark, self._asked = secrets.token_hex(4), itertools.count()
        self._counters: dict[tuple[str, str], Callable[[float], None]] = {}
        app.before_request(_note_endpoint)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/readyz":
            status, body = ready_answer(self._app, self._heartbeat)
            return _plain(start_response, status, "application/json", body)
        if path == "/metrics" and self._may_look(environ):
            return _plain(start_response, "200 OK", CONTENT_TYPE_LATEST, self._exposition())
        began, number = perf_counter(), self._number(environ)
        logs.request_id.set(number)
        answered = ["500"]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            answered[0] = status[:3]
            headers.append(("X-Request-Id", number))
            return start_response(status, headers, *more)

        try:
            return self._following(environ, start)
        finally:
            self._count(environ, answered[0], perf_counter() - began)

    def _count(self, environ: "WSGIEnvironment", status: str, seconds: float) -> None:
        route = _route(environ)
        count = self._counters.get((route, status))
        if count is None:
            count = self._counters[route, status] = _counter(route, status, environ["REQUEST_METHOD"])
        count(seconds)
        failed = status[0] == "5" and status != "503"  # asking to wait is counted alone: it comes by the ten thousand
        if failed or seconds >= SLOW_SECONDS:
            level = logging.ERROR if failed else logging.WARNING
            logs.tell("request", level=level, route=route, status=int(status), ms=round(seconds * 1000))

    def _number(self, environ: "WSGIEnvironment") -> str:
        """The proxy's number for this request where there is a proxy of ours, else one of our own."""
        given = environ.get("HTTP_X_REQUEST_ID", "") if self._settings.trusted_proxies else ""
        return given if _NUMBER.fullmatch(given) else f"{self._own_mark}{next(self._asked):08x}"

    def _may_look(self, environ: "WSGIEnvironment") -> bool:
        """This machine itself, asking us directly, or whoever knows the token."""
        token = self._settings.metrics_token
        given = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        if token and hmac.compare_digest(given.encode(), token.encode()):
            return True
        forwarded = any(name.startswith(("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL")) for name in environ)
        return not forwarded and environ.get("REMOTE_ADDR") in _HERE

    def _exposition(self) -> bytes:
        queue, settings = self._app.extensions["queue"], self._settings
        with self._app.app_context():
            now = moment(queue.pending_count, self._heartbeat, settings.instance_path, settings.now_ms())
        return figures.exposition(now)


def _plain(start_response: "StartResponse", status: str, kind: str, body: bytes) -> list[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
    return [body]


def _note_endpoint() -> None:
    request.environ[_ENDPOINT] = request.endpoint or "unknown"


def _route(environ: "WSGIEnvironment") -> str:
    """The kind of page, one of a few dozen names."""
    endpoint = environ.get(_ENDPOINT)
    if endpoint is None:  # answered in front of Flask
        if environ["REQUEST_METHOD"] == "PUT":
            return "attempts.save"
        return "static" if environ["PATH_INFO"].startswith(_FILES) else "front"
    part: str = endpoint.partition(".")[0]
    return endpoint if part in _APART else part


def _counter(route: str, status: str, method: str) -> Callable[[float], None]:
    """What one answer of this kind adds, its counters found once."""
    incs: list[Callable[[], None]] = [figures.REQUESTS.labels(route, status).inc]
    well = status[0] in "23"
    if route == "attempts.save":
        incs.append(figures.SAVES.inc if well else figures.REFUSED.labels(status).inc)
    elif well and method == "POST" and route in {"attempts.start", "attempts.submit"}:
        incs.append(figures.STARTS.inc if route == "attempts.start" else figures.SUBMITS.inc)
    observe = figures.SECONDS.labels(route).observe

    def count(seconds: float) -> None:
        observe(seconds)
        for inc in incs:
            inc()

    return count
