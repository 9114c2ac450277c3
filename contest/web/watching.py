"""The page on which organisers watch a round as it runs."""

import hashlib
import json

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from contest.rules.permissions import Action, Actor, Subject
from contest.rules.vietnamese import fold
from contest.services import round_editing, watching
from contest.services.rounds import RoundFacts
from contest.services.watching import Watch
from contest.web.access import now_ms, require, require_login
from contest.web.presentation import clock
from contest.web.units import LONGEST_SEARCH

bp = Blueprint("watching", __name__, url_prefix="/ban-to-chuc/dot-thi/<int:round_id>/theo-doi")
MOST_UNITS = 60  # tiles that a person takes in at a look, and that come anew every few seconds


def _managed(round_id: int) -> tuple[RoundFacts, Actor]:
    actor = require_login()
    facts = round_editing.round_now(round_id)
    require(Action.MANAGE, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    return facts, actor


def _shown(round_id: int) -> tuple[Watch, dict[str, object]]:
    """The round as it stands, and what the page and its moving part show of it: of the units those that
    match the search, the least taking part first."""
    facts, actor = _managed(round_id)
    seen = watching.watch(facts, actor, now_ms())
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    wanted = fold(words).split()
    units = [line for line in seen.units if all(w in fold(f"{line.unit.name} {line.unit.code}") for w in wanted)]
    return seen, {
        "facts": facts,
        "watch": seen,
        "words": words,
        "units": units[:MOST_UNITS],
        "matching": len(units),
        "band": watching.band,
    }


@bp.get("")
def show(round_id: int) -> str:
    return render_template("watching/show.html", most=MOST_UNITS, **_shown(round_id)[1])


@bp.get("/so-lieu.json")
def data(round_id: int) -> BaseResponse:
    """{"html": …}: the moving part; 304 where nothing moved. Its time travels in X-Snapshot."""
    seen, shown = _shown(round_id)
    body = json.dumps({"html": render_template("watching/_charts.html", **shown)}).encode()
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.headers["X-Snapshot"] = clock(seen.at_ms, "%H:%M:%S %d/%m/%Y")
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)
