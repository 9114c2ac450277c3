"""The home page: contests that anyone may see."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from contest.web.presentation import LANGUAGES

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> str:
    return render_template("home/show.html")


@bp.post("/ngon-ngu")
def language() -> Response:
    """Remember the visitor's language and go back to where they were on this site."""
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        session["language"] = chosen
    back = request.referrer or ""
    return redirect(back if back.startswith(request.host_url) else url_for("home.show"))
