"""What organisers decide and see of practising: banks open to it, the progress of their units."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Action
from contest.rules.vietnamese import fold
from contest.services import practice_banks, practice_progress
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms, require_organiser
from contest.web.banks import ID, bank_for
from contest.web.units import LONGEST_SEARCH

bp = Blueprint("practice_desk", __name__, url_prefix="/ban-to-chuc")


@bp.get("/on-tap")
def progress() -> str:
    actor = require_organiser()
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    lines = practice_progress.by_unit(actor, now_ms())
    wanted = fold(words).split()
    shown = [line for line in lines if all(w in fold(f"{line.unit.name} {line.unit.code}") for w in wanted)]
    return render_template("practice/progress.html", lines=lines, shown=shown, words=words)


@bp.post(f"/ngan-hang/<{ID}:bank_id>/on-tap")
def allow(bank_id: int) -> Response:
    """Open a bank for practice ("allowed" in the form), or close it."""
    bank, actor = bank_for(Action.MANAGE, bank_id)
    allowed = bool(request.form.get("allowed"))
    practice_banks.allow_practice(bank.id, allowed, actor_id=actor.person_id, now_ms=now_ms())
    said = gettext("Đã cho mọi người ôn tập ngân hàng này.") if allowed else gettext("Đã ngừng cho ôn tập.")
    flash(said, "success")
    return redirect(url_for("banks.show", bank_id=bank.id))


@bp.app_template_global("rounds_to_come")
def rounds_to_come(bank_code: str) -> list[RoundFacts]:
    """Rounds that will draw from the bank."""
    return practice_banks.rounds_to_come(bank_code, now_ms())


@bp.app_template_global("round_drawing")
def round_drawing(bank_code: str) -> RoundFacts | None:
    """The round that draws from the bank now."""
    return practice_banks.round_drawing(bank_code, now_ms())
