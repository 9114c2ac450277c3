"""Boards that everyone sees alike are answered in front of Flask's dispatch: in a full hall ten
thousand open pages ask every few seconds, and the board changes once a second at most.

The route answers first and says by `share` that its answer is anyone's. It is then given out for a
second; one of those who ask later fetches the next, the others need not wait until it is two seconds old.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, request
from itsdangerous import BadSignature
from werkzeug.http import parse_cookie

from contest.services.snapshots import forgotten

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ADDRESS = re.compile(r"/cuoc-thi/[^/]+/(?:dot/[0-9]{1,9}/(?:bang-xep-hang|don-vi|man-hinh)|bang-tong)(\.json)?")
_SHARED = "contest.shared"
_SOON_MS, _FRESH_MS = 1_000, 2_000
_MOST = 300  # kept answers; the one unused for longest goes first


class _Answer(NamedTuple):
    at_ms: int
    status: str
    headers: list[tuple[str, str]]
    body: bytes


def share() -> None:
    """The answer of this request is the same for everyone who asks in the same language."""
    request.environ[_SHARED] = True


class BoardLane:
    def __init__(self, app: Flask, following: "WSGIApplication") -> None:
        self._following = following
        self._now_ms = app.config["SETTINGS"].now_ms
        self._cookie = app.config["SESSION_COOKIE_NAME"]
        self._signed: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        self._kept: OrderedDict[tuple[object, ...], _Answer] = OrderedDict()
        self._fetching: set[tuple[object, ...]] = set()
        self._lock = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._following(environ, start_response)
        now_ms = self._now_ms()
        answer = self._found(key, now_ms)
        if answer is None:
            try:
                answer = self._fetched(key, environ, now_ms)
            finally:
                with self._lock:
                    self._fetching.discard(key)
        return _given(answer, environ.get("HTTP_IF_NONE_MATCH", ""), start_response)

    def _key(self, environ: "WSGIEnvironment") -> tuple[object, ...] | None:
        address = environ["REQUEST_METHOD"] == "GET" and _ADDRESS.fullmatch(environ["PATH_INFO"])
        cookies = environ.get("HTTP_COOKIE", "")
        if not address or (cookies and not address[1]):  # a whole page greets its visitor
            return None
        names = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT_ENCODING")
        asked = (environ.get(name, "") for name in names)
        return (*asked, environ["wsgi.url_scheme"], self._language(cookies), forgotten())

    def _language(self, cookies: str) -> object:
        session = parse_cookie(cookies).get(self._cookie) if cookies else None
        try:
            return self._signed.loads(session).get("language") if session else None
        except BadSignature:
            return None

    def _found(self, key: tuple[object, ...], now_ms: int) -> _Answer | None:
        """A kept answer; None says that the one who asks is to fetch the next."""
        with self._lock:
            answer = self._kept.get(key)
            age = now_ms - answer.at_ms if answer else _FRESH_MS
            if answer and (0 <= age <= _SOON_MS or (key in self._fetching and 0 <= age < _FRESH_MS)):
                self._kept.move_to_end(key)
                return answer
            self._fetching.add(key)
            return None

    def _fetched(self, key: tuple[object, ...], environ: "WSGIEnvironment", now_ms: int) -> _Answer:
        asked = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        started: list[Any] = []
        parts = self._following(asked, lambda *given: started.extend(given))  # type: ignore[arg-type]
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        answer = _Answer(now_ms, started[0], started[1], body)
        # A cookie is for the one who asked. Where a page sets one, its body may hold a token that belongs to it.
        anyones = [h for h in answer.headers if h[0].lower() != "set-cookie"]
        personal = len(anyones) < len(answer.headers) and not asked["PATH_INFO"].endswith(".json")
        if asked.get(_SHARED) and answer.status.startswith("200") and not personal:
            with self._lock:
                self._kept[key] = answer._replace(headers=anyones)
                while len(self._kept) > _MOST:
                    self._kept.popitem(last=False)
        return answer


def _given(answer: _Answer, seen: str, start_response: "StartResponse") -> list[bytes]:
    etag = next((value for name, value in answer.headers if name.lower() == "etag"), None)
    if etag and etag in seen and answer.status.startswith("200"):
        start_response("304 NOT MODIFIED", [h for h in answer.headers if h[0].lower() != "content-length"])
        return []
    start_response(answer.status, answer.headers)
    return [answer.body]
