"""Organisers' pages about one entrant's result: void an attempt, disqualify, and undo either."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.refusals import Refused
from contest.services import disqualifying
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms
from contest.web.refused_forms import refused_on
from contest.web.result_forms import StrikeForm
from contest.web.results import closable

bp = Blueprint("strikes", __name__)
_ROUND = "/ban-to-chuc/cuoc-thi/dot/<int:round_id>/ket-qua"


@bp.get(f"{_ROUND}/thi-sinh")
def entrants(round_id: int) -> str:
    """Look for an entrant by name, phone or staff code."""
    facts, _ = closable(round_id)
    words = request.args.get("tim", "").strip()[:100]
    found = disqualifying.find_entrants(facts.id, words)
    return render_template("results/entrants.html", facts=facts, words=words, found=found)


@bp.get(f"{_ROUND}/thi-sinh/<int:person_id>")
def entrant(round_id: int, person_id: int) -> str:
    return _entrant(closable(round_id)[0], person_id)


def _entrant(facts: RoundFacts, person_id: int, failed: StrikeForm | None = None, where: str = "") -> str:
    """`failed`: the form that was refused, shown again at `where` it stood."""
    return render_template(
        "results/entrant.html",
        facts=facts,
        entrant=disqualifying.entrant(facts.id, person_id),
        form=StrikeForm(formdata=None),
        failed=failed,
        where=where,
    )


@bp.post(f"{_ROUND}/thi-sinh/<int:person_id>/huy-ket-qua")
def disqualify(round_id: int, person_id: int) -> Response | tuple[str, int]:
    return _strike(round_id, person_id, None, disqualifying.disqualify)


@bp.post(f"{_ROUND}/thi-sinh/<int:person_id>/khoi-phuc")
def reinstate(round_id: int, person_id: int) -> Response | tuple[str, int]:
    return _strike(round_id, person_id, None, disqualifying.reinstate)


@bp.post(f"{_ROUND}/thi-sinh/<int:person_id>/luot/<int:attempt_id>/huy")
def void(round_id: int, person_id: int, attempt_id: int) -> Response | tuple[str, int]:
    return _strike(round_id, person_id, attempt_id, disqualifying.void_attempt)


@bp.post(f"{_ROUND}/thi-sinh/<int:person_id>/luot/<int:attempt_id>/khoi-phuc")
def restore(round_id: int, person_id: int, attempt_id: int) -> Response | tuple[str, int]:
    return _strike(round_id, person_id, attempt_id, disqualifying.restore_attempt)


def _strike(
    round_id: int, person_id: int, attempt_id: int | None, act: disqualifying.Strike
) -> Response | tuple[str, int]:
    facts, actor = closable(round_id)
    form = StrikeForm()
    if form.validate_on_submit():
        target = person_id if attempt_id is None else attempt_id
        try:
            act(facts.id, target, form.reason.data or "", actor.person_id, now_ms())
        except Refused as refusal:
            refused_on(form, refusal)
        else:
            flash(gettext("Đã ghi nhận và xếp hạng lại toàn bộ thí sinh."), "success")
            if facts.published:
                flash(gettext("Kết quả đã công bố chưa thay đổi: hãy công bố lại để thay thế."), "info")
            return redirect(url_for("strikes.entrant", round_id=round_id, person_id=person_id))
    where = f"attempt-{attempt_id}" if attempt_id else "person"
    return _entrant(facts, person_id, form, where), 422
