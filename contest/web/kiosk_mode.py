"""A browser in kiosk mode: a signed cookie keeps it to the quiz of one round, whoever stands before it.

When the kiosk's hours are over nobody new is let in, but the device stays locked until an organiser
closes the kiosk, or a day has passed.
"""

from dataclasses import astuple
from typing import cast

from flask import Flask, g, redirect, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from contest.services.kiosks import Kiosk
from contest.web.access import settings

COOKIE = "kiosk"
_KEPT_SECONDS = 24 * 3600
_QUIZ = "attempts."
_PAGES = frozenset(f"kiosk.{page}" for page in ("start", "login", "register", "activate", "next_person", "close"))
#: What the pages of the kiosk and of the quiz lead to or are made of.
_ALSO = frozenset(
    {
        "static",
        "bootstrap.static",
        "shell.service_worker",
        "shell.offline",
        "shell.manifest",
        "display.choose",
        "contests.regulation",
        "pictures.show",
        "boards.my_place",
        "units.search",
        "health.alive",
    }
)


def kiosk() -> Kiosk | None:
    """The kiosk that this browser is; None for any other browser."""
    if "kiosk" not in g:
        g.kiosk = _read(request.cookies.get(COOKIE, "")) if request else None
    return cast(Kiosk | None, g.kiosk)


def enter_mode(response: Response, opened: Kiosk) -> None:
    response.set_cookie(
        COOKIE,
        _signed().dumps(astuple(opened)),
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings().secure_cookies,
    )


def leave_mode(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=settings().secure_cookies)


def register(app: Flask) -> None:
    app.before_request(_lead_back)
    app.jinja_env.globals.update(kiosk=kiosk)


def _read(cookie: str) -> Kiosk | None:
    if not cookie:
        return None
    try:
        return Kiosk(*_signed().loads(cookie))
    except BadSignature:
        return None


def _signed() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="kiosk")


def _lead_back() -> Response | None:
    """Every page that is not for this kiosk leads to its start page."""
    here = kiosk()
    if here is None:
        return None
    endpoint, asked = request.endpoint or "", request.view_args or {}
    own_round = asked.get("round_id", here.round_id) == here.round_id
    if endpoint in _ALSO or (own_round and (endpoint.startswith(_QUIZ) or endpoint in _PAGES)):
        return None
    return redirect(url_for("kiosk.start"), 303)
