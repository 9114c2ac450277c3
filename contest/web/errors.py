"""Refusals and HTTP errors as pages for people and JSON for scripts."""

from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from contest.rules.refusals import Refused
from contest.storage.db import rollback
from contest.web.access import settings
from contest.wording import say

# Refusal codes that are not a plain 422: the thing is elsewhere, not theirs, changed meanwhile …
STATUS: dict[str, int] = {
    "not_found": 404,
    "forbidden": 403,
    "too_many_requests": 429,
    "forged_token": 403,
    "answers_too_large": 413,
    "stale_save": 409,
    "already_submitted": 409,
    "review_closed": 403,
}
_BY_STATUS = {400: "bad_request", 403: "forbidden", 404: "not_found", 405: "bad_request", 429: "too_many_requests"}


def wants_json() -> bool:
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json" or request.is_json


def sentence(refusal: Refused) -> str:
    """The refusal in the visitor's language."""
    return say(refusal.code, gettext, **refusal.details)


def answer(status: int, code: str, message: str, **more: Any) -> tuple[Response | str, int]:
    if wants_json():
        return jsonify(code=code, message=message, **more), status
    return render_template("error.html", status=status, message=message), status


def register(app: Flask) -> None:
    @app.errorhandler(Refused)
    def _refused(refusal: Refused) -> tuple[Response | str, int]:
        rollback()
        return answer(STATUS.get(refusal.code, 422), refusal.code, sentence(refusal))

    @app.errorhandler(CSRFError)
    def _csrf(_error: CSRFError) -> tuple[Response | str, int]:
        return answer(400, "form_expired", say("form_expired", gettext))

    @app.errorhandler(413)
    def _too_large(_error: HTTPException) -> tuple[Response | str, int]:
        return answer(413, "too_large", say("too_large", gettext, megabytes=settings().max_upload // 2**20))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        if error.code < 500:  # the page asks who is logged in; that of a failure here asks the database nothing
            rollback()
        code = _BY_STATUS.get(error.code, "server_error" if error.code >= 500 else "bad_request")
        return answer(error.code, code, say(code, gettext))
