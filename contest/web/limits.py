"""How often one account, code or name may be tried; by address only very generously, because a whole
office stands behind one address."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from contest.rules.contact import plain_login
from contest.web.access import current_person, settings

limiter = Limiter(key_func=get_remote_address, default_limits=[])

PER_LOGIN = "30 per minute"
PER_PERSON = "30 per minute"
PER_ADDRESS = "1200 per minute"
SEARCHES_PER_ADDRESS = "12000 per minute"


def typed_login() -> str:
    """The account that a login form asks for, whichever way its number was typed."""
    field, value = plain_login(request.form.get("login", "")[:200])
    return f"{field}:{value}"


def typed_contact() -> str:
    """The contact a registration is for."""
    field, value = plain_login((request.form.get("phone") or request.form.get("email") or "")[:200])
    return f"{field}:{value}"


def logged_in_person() -> str:
    person = current_person()
    return f"person:{person.id}" if person else get_remote_address()


@limiter.request_filter
def _unlimited() -> bool:
    """The quiz and the boards have no limits of this kind, and are what everybody asks for at once."""
    return request.blueprint in {"attempts", "boards"}


def register(app: Flask) -> None:
    with app.app_context():
        kept_in = settings().redis_url or "memory://"
        app.config.update(RATELIMIT_ENABLED=settings().rate_limits, RATELIMIT_STORAGE_URI=kept_in)
    if kept_in != "memory://":
        # Without Redis each process counts for itself and nobody waits for it; it is tried again by and by.
        app.config.update(
            RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
            RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        )
    limiter.init_app(app)
