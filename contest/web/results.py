"""Closing, publishing, awards, public results."""

from typing import Any

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.documents import DOCUMENTS
from contest.rules.permissions import Action, Actor, Subject
from contest.rules.phases import Phase
from contest.rules.publications import Kind, Line
from contest.rules.refusals import Refused
from contest.services import awarding, board_sources, boards, closing, publishing, round_editing
from contest.services.readiness import worker_lives
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms, require, require_login
from contest.web.refused_forms import refused_on
from contest.web.result_forms import CloseForm, PublishForm

bp = Blueprint("results", __name__)
_ROUND = "/ban-to-chuc/cuoc-thi/dot/<int:round_id>/ket-qua"
_LAST_PAGE = 100_000


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/ket-qua")
def show(slug: str, number: int) -> str:
    """The newest publication of a round; before the first, when to expect it."""
    facts = board_sources.of_round(slug, number, now_ms()).facts
    require(Action.VIEW, _subject(facts))
    header = publishing.newest(facts.id)
    if header is None:
        return render_template("results/awaited.html", facts=facts, phase=facts.phase_at(now_ms()))
    division = boards.division_of(header.rules, request.args.get("bang", ""))
    words = request.args.get("tim", "").strip()[:100]
    page = min(max(request.args.get("trang", 1, type=int), 1), _LAST_PAGE)
    people, total = publishing.people_page(header.id, division.code, words, page)
    awards = publishing.entries(header.id, Line.AWARD)
    excluded = [e for e in publishing.entries(header.id, Line.EXCLUSION) if e.place is not None]
    return render_template(
        "results/show.html",
        facts=facts,
        header=header,
        division=division,
        words=words,
        page=page,
        pages=-(-total // publishing.PAGE),
        total=total,
        people=people,
        awards=awards,
        prizes={e.person_id: e for e in awards if e.person_id},
        passed_over={e.person_id: e for e in excluded if e.person_id},
        units=publishing.entries(header.id, Line.UNIT),
    )


def _subject(facts: RoundFacts) -> Subject:
    return Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced)


def closable(round_id: int) -> tuple[RoundFacts, Actor]:
    """The round as stored and who is deciding on it, or the end of the request."""
    actor = require_login()
    facts = round_editing.round_now(round_id)
    require(Action.CLOSE, _subject(facts))
    return facts, actor


@bp.get(_ROUND)
def manage(round_id: int) -> str:
    return _manage(closable(round_id)[0])


def _manage(facts: RoundFacts, **forms: PublishForm) -> str:
    history = publishing.history(facts.id)
    return render_template(
        "results/manage.html",
        facts=facts,
        phase=facts.phase_at(now_ms()),
        ranking_percent=_ranking_percent(facts.id),
        proposal=awarding.proposal(facts) if facts.closed_ms is not None else None,
        history=history,
        untouched=publishing.stands_untouched(history[0].id) if history else None,
        close_form=CloseForm(),
        provisional_form=forms.get("provisional") or PublishForm(prefix="provisional"),
        official_form=forms.get("official") or PublishForm(prefix="official"),
        documents=list(DOCUMENTS),
    )


@bp.get(f"{_ROUND}/tien-do")
def progress(round_id: int) -> Response:
    """How far the ranking before the close is."""
    percent = _ranking_percent(closable(round_id)[0].id)
    return jsonify(progress=percent or 0, waiting=percent is not None)


def _ranking_percent(round_id: int) -> int | None:
    """How far the worker is with ranking a round; None too where it died over it: the page offers the close again."""
    percent = closing.ranking_percent(round_id)
    return percent if percent is not None and _worker_lives() else None


def _worker_lives() -> bool:
    return worker_lives(current_app.extensions["heartbeat_ms"], now_ms())


@bp.post(f"{_ROUND}/chot")
def close(round_id: int) -> Response:
    facts, actor = closable(round_id)
    if CloseForm().validate_on_submit():
        try:
            enqueue = current_app.extensions["enqueue_closing"] if _worker_lives() else None
            if closing.close_by_hand(facts.id, actor.person_id, now_ms(), enqueue):
                flash(
                    gettext("Đã chốt kết quả và xếp hạng toàn bộ thí sinh. Hãy kiểm tra trước khi công bố."), "success"
                )
        except Refused as refusal:
            flash(refused_on(None, refusal), "error")
    return _back(facts)


@bp.post(f"{_ROUND}/cong-bo-tam-thoi")
def publish_provisional(round_id: int) -> Response | tuple[str, int]:
    return _publish(round_id, Kind.PROVISIONAL)


@bp.post(f"{_ROUND}/cong-bo-chinh-thuc")
def publish_official(round_id: int) -> Response | tuple[str, int]:
    return _publish(round_id, Kind.OFFICIAL)


def _publish(round_id: int, kind: Kind) -> Response | tuple[str, int]:
    facts, actor = closable(round_id)
    form = PublishForm(prefix=kind.value)
    if form.validate_on_submit():
        try:
            if kind is Kind.OFFICIAL and not form.confirmed.data:
                raise Refused("confirm_official", field="confirmed")
            number = publishing.publish(facts.id, kind, actor, now_ms(), form.note.data or "")
        except Refused as refusal:
            refused_on(form, refusal)
        else:
            said = {
                Kind.PROVISIONAL: gettext(
                    "Đã công bố kết quả tạm thời (công bố số %(n)s). Hết thời hạn khiếu nại thì công bố chính thức.",
                    n=number,
                ),
                Kind.OFFICIAL: gettext(
                    "Đã công bố kết quả chính thức (công bố số %(n)s). Danh sách khen thưởng ở mục Xuất danh sách.",
                    n=number,
                ),
            }
            flash(said[kind], "success")
            return _back(facts)
    return _manage(round_editing.round_now(round_id), **{kind.value: form}), 422


def _back(facts: RoundFacts) -> Response:
    return redirect(url_for("results.manage", round_id=facts.id))


@bp.app_template_global()
def prediction_aims(rules: Any, figures: Any) -> list[tuple[str, int]]:
    """(division name, or "" for the whole round; the number that was to be foreseen)."""
    aims = figures.get("targets", {})
    if not rules.prediction or not aims:
        return []
    if not rules.prediction.per_division:
        return [("", next(iter(aims.values())))]
    return [(d.name, aims[d.code]) for d in rules.divisions if d.code in aims]


@bp.app_template_global()
def may_be_closed(phase: Phase) -> bool:
    return phase is Phase.ENDED
