"""Who has not entered a round: an organiser's own units, their people, reminders."""

from flask import Blueprint, render_template, request

from contest.rules.permissions import Action, Actor, Subject
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold
from contest.services import absences, round_editing
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms, require, require_organiser
from contest.web.units import LONGEST_SEARCH

bp = Blueprint("absences", __name__, url_prefix="/ban-to-chuc/dot-thi")


def _seen(round_id: int) -> tuple[RoundFacts, Actor]:
    """A round, for organisers of any unit once it is announced: each sees the units of their own."""
    actor = require_organiser()
    facts = round_editing.round_now(round_id)
    require(Action.VIEW, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    if facts.rules.rehearsal:
        raise Refused("not_found")
    return facts, actor


@bp.get("/<int:round_id>/chua-du-thi")
def by_unit(round_id: int) -> str:
    facts, actor = _seen(round_id)
    words, nobody_only = request.args.get("q", "")[:LONGEST_SEARCH], "trong" in request.args
    lines = absences.by_unit(facts, actor, now_ms())
    wanted = fold(words).split()
    shown = [
        line
        for line in lines
        if not (nobody_only and line.entered) and all(w in fold(f"{line.unit.name} {line.unit.code}") for w in wanted)
    ]
    return render_template(
        "absences/by_unit.html", facts=facts, lines=lines, shown=shown, words=words, nobody_only=nobody_only
    )
