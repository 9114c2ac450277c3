"""The organisers' desk."""

from flask import Blueprint, render_template

from contest.web.access import require_staff

bp = Blueprint("desk", __name__)


@bp.get("/ban-to-chuc")
def show() -> str:
    require_staff()
    return render_template("home/show.html")
