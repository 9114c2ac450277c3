"""The home page: contests that anyone may see."""

from flask import Blueprint, redirect, render_template, request, session
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from contest.rules.phases import Phase
from contest.services import contest_pages
from contest.web.access import current_person, now_ms
from contest.web.presentation import LANGUAGES
from contest.web.public_address import came_from

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> str:
    cards = contest_pages.announced_cards(now_ms())
    running = [c for c in cards if c.phase is Phase.OPEN]
    coming = [c for c in cards if c.phase is Phase.UPCOMING]
    past = [c for c in cards if c not in running and c not in coming]
    coming.sort(key=lambda c: c.featured.rules.opens_ms if c.featured else 0)
    person = current_person()
    spent = contest_pages.spent(person.id if person else None, [c.featured for c in running if c.featured], now_ms())
    return render_template("home/show.html", running=running, coming=coming, past=past, spent=spent)


@bp.post("/ngon-ngu")
def language() -> Response:
    """Remember the visitor's language and go back to where they were on this site."""
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(came_from())


@bp.record_once
def _without_session(state: BlueprintSetupState) -> None:
    """No token, as for the colours: the button is on pages that are alike for every stranger."""
    state.app.extensions["csrf"].exempt(language)
