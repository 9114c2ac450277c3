"""Saves are answered in front of Flask's dispatch: most of what a contest's burst consists of, and
dispatch would be most of their cost. Only a stored save is answered here; everything else, refusals
too, is left to the route, which says it in the visitor's language.
"""

import json
import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask

from contest.rules.answers import LARGEST_BYTES, parse
from contest.services import playing
from contest.services.save_batcher import batcher_of
from contest.storage.db import engine
from contest.web.attempts import OUTCOME, saved_reply, ticket_of
from contest.web.presentation import fixed_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ADDRESS = re.compile(r"/thi/luot/([0-9]{1,9})/luu")


class SaveLane:
    """Answers `PUT /thi/luot/<id>/luu` as the route does, and hands on what it does not store."""

    def __init__(self, app: Flask, following: "WSGIApplication") -> None:
        self._following = following
        self._settings = app.config["SETTINGS"]
        with app.app_context():
            self._keep = batcher_of(engine()).keep
        headers = {"Content-Type": "application/json", **fixed_headers(self._settings), "Vary": "Cookie"}
        self._headers = list(headers.items())

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        address = environ["REQUEST_METHOD"] == "PUT" and _ADDRESS.fullmatch(environ["PATH_INFO"])
        length = environ.get("CONTENT_LENGTH") or ""
        if not address or environ.get("QUERY_STRING") or not length.isdigit() or int(length) > LARGEST_BYTES:
            return self._following(environ, start_response)
        raw = environ["wsgi.input"].read(int(length))
        now_ms = self._settings.now_ms()
        try:
            ticket = ticket_of(int(address[1]), environ.get("HTTP_X_ATTEMPT", ""), self._settings.secret_key)
            saved = playing.save(ticket, parse(raw), now_ms, self._keep)
        except Exception as why:  # said by the route, in its words; a fault of ours too
            environ[OUTCOME] = why
            environ["wsgi.input"] = BytesIO(raw)
            return self._following(environ, start_response)
        body = json.dumps(saved_reply(saved, now_ms), separators=(",", ":"), sort_keys=True).encode() + b"\n"
        start_response("200 OK", [*self._headers, ("Content-Length", str(len(body)))])
        return [body]
