"""What every template may use: labels, times in Vietnam's zone, Vietnamese numbers, security headers."""

import secrets
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from babel.numbers import parse_pattern
from flask import Flask, Response, g, request, session
from flask_babel import Babel, NullTranslations, format_decimal, get_locale, get_translations, gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from contest.rules.permissions import Action, Subject, can
from contest.settings import Settings
from contest.web.access import current_actor, current_person, now_ms, settings
from contest.web.display import display
from contest.web.guides import page_help
from contest.web.public_address import public_url
from contest.wording import label, say

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LANGUAGES = ("vi", "en")
babel = Babel()
# Parsed once; Flask-Babel hands them on as they are.
_POINTS, _SECONDS = parse_pattern("#,##0.##"), parse_pattern("00.000")


def local(ms: int) -> datetime:
    """UTC milliseconds as Vietnamese local time."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE)


def clock(ms: int | None, pattern: str = "%H:%M %d/%m/%Y") -> str:
    return local(ms).strftime(pattern) if ms is not None else ""


def day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else ""


def points(hundredths: int | None) -> str:
    """A score kept in hundredths: 1950 → 19,5."""
    return format_decimal(hundredths / 100, format=_POINTS) if hundredths is not None else "–"


def duration(ms: int | None) -> str:
    """Time taken, to the millisecond that decides ties: 8 phút 03,250 giây."""
    if ms is None:
        return "–"
    minutes, rest = divmod(ms, 60_000)
    return gettext(
        "%(minutes)s phút %(seconds)s giây", minutes=minutes, seconds=format_decimal(rest / 1000, format=_SECONDS)
    )


def _language() -> str:
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else settings().locale


def _catalogue() -> NullTranslations:
    """The visitor's language, looked up once per request: a page asks for a hundred sentences."""
    if not request:  # a document, printed by a job; the page that asks to wait, outside of any context
        return get_translations()
    here = vars(g._get_current_object())  # a page asks for a hundred sentences: no proxy for each
    if "catalogue" not in here:
        here["catalogue"] = get_translations()
    return cast(NullTranslations, here["catalogue"])


@pass_eval_context
def _said(how: EvalContext, sentence: str, **places: object) -> str:
    """`_` of the templates, as jinja's own; but a sentence is looked up and marked as safe once for all visitors."""
    said = _marked(_catalogue(), sentence) if how.autoescape else _catalogue().ugettext(sentence)
    return said % places if places or "%" in said else said


@lru_cache(8000)
def _marked(catalogue: NullTranslations, sentence: str) -> Markup:
    return Markup(catalogue.ugettext(sentence))  # noqa: S704 - what our translators wrote


def fixed_headers(chosen: Settings, script_source: str = "") -> dict[str, str]:
    """What every answer that is no file says."""
    headers = {
        "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; "
        f"script-src 'self'{script_source}; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    }
    if chosen.secure_cookies:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def _secure(response: Response) -> Response:
    # Only a page that has an inline script names its nonce.
    script_source = f" 'nonce-{g.nonce}'" if "nonce" in g else ""
    told = {name.lower() for name, _ in response.headers}
    if request.endpoint == "static":
        told.add("cache-control")
    fixed = fixed_headers(settings(), script_source).items()
    response.headers.extend((name, value) for name, value in fixed if name.lower() not in told)
    return response


def nonce() -> str:
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def allowed(action: str, subject: Subject) -> bool:
    """In templates: may the visitor do this? The same rule that the route enforces."""
    return can(current_actor(), Action(action), subject)


def register(app: Flask) -> None:
    babel.init_app(app, locale_selector=_language, timezone_selector=lambda: "Asia/Ho_Chi_Minh")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, n: _catalogue().ungettext(one, many, n),
        pgettext=lambda context, text: _catalogue().upgettext(context, text),
        npgettext=lambda context, one, many, n: _catalogue().unpgettext(context, one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _said
    app.after_request(_secure)
    app.jinja_env.filters.update(clock=clock, day=day, points=points, duration=duration, number=format_decimal)
    app.jinja_env.globals.update(
        get_locale=get_locale,
        label=lambda enumeration, value: label(enumeration, value, gettext),
        say=lambda code, **details: say(code, gettext, **details),
        display=display,
        page_help=page_help,
        public_url=public_url,
        current_actor=current_actor,
        current_person=current_person,
        now_ms=now_ms,
        allowed=allowed,
        Subject=Subject,
        nonce=nonce,
    )
