"""The search box of the desk."""

from flask import Blueprint, render_template, request

from contest.services import finding
from contest.web.access import require_staff
from contest.web.units import LONGEST_SEARCH

bp = Blueprint("finding", __name__)


@bp.get("/ban-to-chuc/tim")
def show() -> str:
    actor = require_staff()
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    return render_template("desk/find.html", words=words, found=finding.find(actor, words))
