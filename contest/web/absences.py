"""Who has not entered a round: an organiser's own units, their people, reminders."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Action, Actor, Subject
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold
from contest.services import absences, reminding, round_editing
from contest.services.absences import UnitAbsence
from contest.services.rounds import RoundFacts
from contest.web import limits
from contest.web.access import now_ms, require, require_organiser, settings
from contest.web.errors import sentence
from contest.web.limits import limiter
from contest.web.public_address import public_url
from contest.web.units import LONGEST_SEARCH

bp = Blueprint("absences", __name__, url_prefix="/ban-to-chuc/dot-thi/<int:round_id>/chua-du-thi")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _seen(round_id: int) -> tuple[RoundFacts, Actor]:
    """A round, for organisers of any unit once it is announced: each sees the units of their own."""
    actor = require_organiser()
    facts = round_editing.round_now(round_id)
    require(Action.VIEW, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    if facts.rules.rehearsal:
        raise Refused("not_found")
    return facts, actor


def _filter() -> dict[str, Any]:
    """How the list was narrowed, as its address says it; empty: not at all."""
    words, nobody_only = request.values.get("q", "").strip()[:LONGEST_SEARCH], "trong" in request.values
    return {name: value for name, value in (("q", words), ("trong", "1" if nobody_only else "")) if value}


def _found(lines: list[UnitAbsence]) -> list[UnitAbsence]:
    """Those that the filter leaves."""
    narrowed = _filter()
    wanted = fold(narrowed.get("q", "")).split()
    return [
        line
        for line in lines
        if not ("trong" in narrowed and line.entered)
        and all(w in fold(f"{line.unit.name} {line.unit.code}") for w in wanted)
    ]


def _chosen(facts: RoundFacts, actor: Actor) -> set[int] | None:
    """Units that were ticked; where none was, those that the filter shows; None without a filter: all."""
    ticked = {int(n) for n in request.values.getlist("don_vi") if n.isascii() and n.isdecimal() and len(n) < 11}
    if ticked or not _filter():
        return ticked or None
    return {line.unit.id for line in _found(absences.by_unit(facts, actor, now_ms()))}


@bp.get("")
def by_unit(round_id: int) -> str:
    facts, actor = _seen(round_id)
    lines = absences.by_unit(facts, actor, now_ms())
    return render_template(
        "absences/by_unit.html",
        facts=facts,
        lines=lines,
        shown=_found(lines),
        filter=_filter(),
        open_now=facts.phase_at(now_ms()) == "open",
        mails=bool(settings().smtp_url),
        reminder=reminding.newest(round_id, actor),
    )


@bp.get("/nguoi")
def people(round_id: int) -> str:
    """The people of the ticked units with their phone numbers, to be printed; last the units of which the list
    of people knows nobody, so that they are not forgotten."""
    facts, actor = _seen(round_id)
    chosen = _chosen(facts, actor)
    return render_template(
        "absences/people.html",
        facts=facts,
        groups=absences.people_of(facts, actor, chosen, now_ms()),
        unlisted=[
            line.unit
            for line in absences.by_unit(facts, actor, now_ms())
            if not line.registered and (chosen is None or line.unit.id in chosen)
        ],
        chosen=sorted(chosen or ()),
    )


@bp.post("/tep")
def file(round_id: int) -> Response:
    """The list as a workbook; a form, because taking it is recorded."""
    facts, actor = _seen(round_id)
    content = BytesIO(absences.list_file(facts, actor, _chosen(facts, actor), now_ms()))
    return send_file(content, mimetype=_XLSX, as_attachment=True, download_name=f"chua-du-thi-dot-{facts.number}.xlsx")


@bp.post("/nhac")
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person)
def remind(round_id: int) -> Response:
    """Write to the people of the ticked units, in the background."""
    facts, actor = _seen(round_id)
    try:
        if not settings().smtp_url:
            raise Refused("mail_not_set_up")
        enqueue = cast(Callable[[int], object], current_app.extensions["enqueue_reminder"])
        link = public_url("attempts.begin", round_id=round_id)
        chosen = _chosen(facts, actor)
        reminding.request_reminder(facts, chosen, link=link, actor=actor, now_ms=now_ms(), enqueue=enqueue)
        flash(gettext("Đang gửi thư nhắc. Tiến độ hiện ở dưới."), "success")
    except Refused as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("absences.by_unit", round_id=round_id, **_filter()))


@bp.get("/tien-do")
def progress(round_id: int) -> Response:
    """How far the visitor's last reminder is."""
    _, actor = _seen(round_id)
    last = reminding.newest(round_id, actor)
    done = last.sent + last.skipped + last.failed if last else 0
    return jsonify(
        progress=100 * done // max(1, last.total) if last else 100, waiting=bool(last and last.finished_ms is None)
    )
