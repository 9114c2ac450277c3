"""Files of the pages: addresses that change with their content, kept by browsers for a year, compressed once;
and pages compressed for those who take that.
"""

import gzip
import hashlib
import math
import mimetypes
import os
import re
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from flask import Flask, Response, has_request_context, request
from werkzeug.security import safe_join

from contest.web.presentation import fixed_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_YEAR = "public, max-age=31536000, immutable"
_LOOK_AGAIN_SECONDS = 1.0  # until a file that changed gets another address
_SMALLEST = 1000  # bytes; below, compressing gains nothing
_NEIGHBOUR = re.compile(rb'url\("([\w/.-]+)"\)')
_WORTH_IT = ("text/", "application/json", "application/javascript", "image/svg+xml")


@lru_cache(1000)
def _read(path: str, _version: tuple[int, int]) -> tuple[bytes, bytes, str]:
    """(content, the same compressed or empty, digest) of a file as it stood at that time and size."""
    content = Path(path).read_bytes()
    if path.endswith(".css"):
        content = _NEIGHBOUR.sub(lambda found: _versioned(Path(path).parent, found), content)
    kind = mimetypes.guess_type(path)[0] or ""
    small = gzip.compress(content, 9, mtime=0) if kind.startswith(_WORTH_IT) and len(content) >= _SMALLEST else b""
    return content, small, hashlib.blake2b(content, digest_size=6).hexdigest()


def _versioned(folder: Path, found: re.Match[bytes]) -> bytes:
    """What a style sheet names beside itself (a font), under an address that changes with it too."""
    named = _file(str(folder), found[1].decode())
    return b'url("' + found[1] + (b"?v=" + named[2].encode() if named else b"") + b'")'


@lru_cache(1000)
def _path(folder: str, name: str) -> str | None:
    return safe_join(folder, name)


def _file(folder: str, name: str) -> tuple[bytes, bytes, str] | None:
    path = _path(folder, name)
    try:
        if path is None or not name:
            return None
        about = os.stat(path)  # a page asks for dozens of files: no Path for each
        return _read(path, (about.st_mtime_ns, about.st_size))
    except (OSError, ValueError):
        return None


class Assets:
    """Answers GET and HEAD for files below the static addresses, in front of the dispatch."""

    def __init__(self, app: Flask, following: "WSGIApplication") -> None:
        self._following = following
        bootstrap = app.blueprints["bootstrap"]
        self._folders = {
            f"{app.static_url_path}/": str(app.static_folder),
            f"{bootstrap.static_url_path}/": str(bootstrap.static_folder),
        }
        fixed = fixed_headers(app.config["SETTINGS"])
        self._headers = [(name, value) for name, value in fixed.items() if name != "Cache-Control"]
        endpoints = {"static": str(app.static_folder), "bootstrap.static": str(bootstrap.static_folder)}

        @app.url_defaults
        def name_version(endpoint: str, values: dict[str, Any]) -> None:
            found = _file(endpoints[endpoint], values.get("filename", "")) if endpoint in endpoints else None
            if found:
                values.setdefault("v", found[2])

        self._spare_the_router(app, endpoints)

    @staticmethod
    def _spare_the_router(app: Flask, folders: dict[str, str]) -> None:
        """A page names dozens of files, and pages that need no value: built once, not for every visitor."""
        ask_router = app.url_for
        built: dict[tuple[str, ...], tuple[str, float]] = {}  # and until when it need not be looked at again

        def url_for(endpoint: str, **values: Any) -> str:
            given = {name: value for name, value in values.items() if value is not None}
            of_file = endpoint in folders and given.keys() == {"filename"}
            if (given and not of_file) or endpoint.startswith(".") or not has_request_context():
                return ask_router(endpoint, **values)
            known = (request.script_root, endpoint, *given.values())
            address, until = built.get(known, ("", 0.0))
            if until < time.monotonic():
                address = ask_router(endpoint, **values)
                built[known] = address, time.monotonic() + (_LOOK_AGAIN_SECONDS if of_file else math.inf)
            return address

        app.url_for = url_for  # type: ignore[method-assign]
        app.jinja_env.globals["url_for"] = url_for

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        prefix = next((p for p in self._folders if path.startswith(p)), None)
        found = _file(self._folders[prefix], path[len(prefix) :]) if prefix else None
        if found is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._following(environ, start_response)
        content, small, digest = found
        takes_small = small and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        etag = f'"{digest}-gzip"' if takes_small else f'"{digest}"'
        asked_for = parse_qs(environ.get("QUERY_STRING", "")).get("v")
        headers = [
            *self._headers,
            ("Content-Type", _kind(path)),
            ("Cache-Control", _YEAR if asked_for == [digest] else "no-cache"),
            ("ETag", etag),
            ("Vary", "Accept-Encoding"),
        ]
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", headers)
            return []
        body = small if takes_small else content
        headers += [("Content-Encoding", "gzip")] if takes_small else []
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _kind(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def compress(response: Response) -> Response:
    """A page, compressed. Not where an address carries words of its own: what a stranger can put into a page
    beside its secrets could be used to guess them by the compressed size."""
    if response.status_code != 200 or response.is_streamed or response.direct_passthrough or request.query_string:
        return response
    if not (response.mimetype or "").startswith(_WORTH_IT) or "Content-Encoding" in response.headers:
        return response
    if len(response.get_data()) < _SMALLEST:
        return response
    response.vary.add("Accept-Encoding")
    if "gzip" not in request.accept_encodings:
        return response
    response.set_data(gzip.compress(response.get_data(), 4, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)  # the same content in another coat
    return response
