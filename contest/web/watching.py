"""The page on which organisers watch a round as it runs."""

import hashlib
import json

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from contest.rules.permissions import Action, Actor, Subject
from contest.services import round_editing, watching
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms, require, require_login
from contest.web.presentation import clock

bp = Blueprint("watching", __name__, url_prefix="/ban-to-chuc/dot-thi/<int:round_id>/theo-doi")


def _managed(round_id: int) -> tuple[RoundFacts, Actor]:
    actor = require_login()
    facts = round_editing.round_now(round_id)
    require(Action.MANAGE, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    return facts, actor


@bp.get("")
def show(round_id: int) -> str:
    facts, actor = _managed(round_id)
    return render_template("watching/show.html", facts=facts, watch=watching.watch(facts, actor, now_ms()))


@bp.get("/so-lieu.json")
def data(round_id: int) -> BaseResponse:
    """{"html": …}: the moving part; 304 where nothing moved. Its time travels in X-Snapshot."""
    facts, actor = _managed(round_id)
    seen = watching.watch(facts, actor, now_ms())
    body = json.dumps({"html": render_template("watching/_charts.html", facts=facts, watch=seen)}).encode()
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.headers["X-Snapshot"] = clock(seen.at_ms, "%H:%M:%S %d/%m/%Y")
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)
