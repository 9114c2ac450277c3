"""What boards answer to polling, and the sentence why one person stands above another."""

import hashlib
import json
from typing import Any

from flask import Response, render_template, request
from flask_babel import format_decimal, get_locale, gettext
from werkzeug.wrappers import Response as BaseResponse

from contest.rules.rulesets import TieBreak
from contest.rules.standings import Line
from contest.rules.tie_breaks import SCORE
from contest.services.board_sources import Standpoint
from contest.services.boards import Why
from contest.services.snapshots import snapshot
from contest.web.access import now_ms
from contest.web.presentation import clock, duration, points
from contest.wording import say

_KEPT_MS = 5_000


def fragment(
    template: str, standpoint: Standpoint, at_ms: int, person_id: int | None = None, **shown: Any
) -> BaseResponse:
    """{"html": …}: the moving part of a board as it stood at `at_ms`, rendered once for everyone who
    asks the same (for one person: `person_id`). The ETag is of the content alone, so a board that
    did not change is a 304; the time of the snapshot travels in X-Snapshot either way."""

    def render() -> tuple[bytes, str]:
        body = json.dumps({"html": render_template(template, standpoint=standpoint, **shown)}).encode()
        return body, hashlib.sha256(body).hexdigest()[:32]

    key = ("fragment", template, standpoint.key, at_ms, person_id, str(get_locale()), request.full_path)
    body, etag = snapshot(key, now_ms(), _KEPT_MS, render)
    response = Response(body, mimetype="application/json")
    response.set_etag(etag)
    response.headers["X-Snapshot"] = clock(at_ms, "%H:%M:%S %d/%m/%Y")
    response.headers["Cache-Control"] = "private, no-cache" if person_id else "no-cache"
    return response.make_conditional(request)


def why(reason: Why, closed: bool) -> str:
    """Why the upper of two neighbours stands above the lower, with both figures."""
    by = reason.decision.by
    if not by:
        return say("why_tie" if closed else "why_tie_so_far", gettext)
    upper, lower = (_figure(by, place.entry.line) for place in (reason.upper, reason.lower))
    return say(f"why_{by}", gettext, upper=upper, lower=lower)


def _figure(by: str, line: Line) -> str:
    error = line.prediction_error
    figures = {
        SCORE: points(line.score),
        TieBreak.PREDICTION: say("no_prediction", gettext) if error is None else format_decimal(error),
        TieBreak.ELAPSED: duration(line.elapsed_ms),
        TieBreak.FINISHED: _moment(line.finished_ms),
        TieBreak.ATTEMPTS: str(line.attempts),
        TieBreak.REGISTERED: _moment(line.registered_ms),
    }
    return figures.get(by, "")


def _moment(ms: int) -> str:
    """A time of day to the millisecond that decides: 10:02:31,250 22/11/2026."""
    return clock(ms, f"%H:%M:%S,{ms % 1000:03d} %d/%m/%Y")
