"""Who is asking, and the door: nobody → log in; none of theirs → 404; theirs but no right → 403."""

from typing import cast

from flask import abort, current_app, g
from flask_login import LoginManager, current_user

from contest.rules.permissions import Action, Actor, Subject, can
from contest.services.actors import actor_for
from contest.settings import Settings
from contest.storage.people import Person

login_manager = LoginManager()


def settings() -> Settings:
    return cast(Settings, current_app.config["SETTINGS"])


def now_ms() -> int:
    """The one clock, read once per request."""
    if "now_ms" not in g:
        g.now_ms = settings().now_ms()
    return cast(int, g.now_ms)


def current_person() -> Person | None:
    return current_user.person if current_user.is_authenticated else None


def current_actor() -> Actor | None:
    """The person asking with their roles, loaded once per request; None for a stranger."""
    person = current_person()
    if person is None:
        return None
    if "actor" not in g:
        g.actor = actor_for(person, current_user.roles)
    return cast(Actor, g.actor)


def require_login() -> Actor:
    actor = current_actor()
    if actor is None:
        abort(login_manager.unauthorized())  # redirects to the login page
    return actor


def require_staff() -> Actor:
    """Any role beyond contestant: the organisers' desk."""
    actor = require_login()
    if not actor.is_staff:
        abort(404)
    return actor


def require_organiser() -> Actor:
    """Someone who organises at least one unit, or an admin: lists of units and people."""
    actor = require_login()
    if not (actor.is_admin or actor.organises):
        abort(404)
    return actor


def require(action: Action, subject: Subject) -> Actor | None:
    """Let the person through or end the request; a stranger passes only where anyone may look."""
    actor = current_actor()
    if can(actor, action, subject):
        return actor
    if actor is None:
        abort(login_manager.unauthorized())
    abort(403 if can(actor, Action.VIEW, subject) else 404)
