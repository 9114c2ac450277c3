"""The thể lệ beside the form of a new contest, as it is being filled in."""

from flask import Blueprint, render_template, request
from flask_babel import gettext

from contest.rules.days import vietnam_day
from contest.rules.permissions import Actor, visible_units
from contest.rules.presets import DEFAULT, PRESETS
from contest.services import contest_choices
from contest.services.drafting import Draft, draft
from contest.web.access import now_ms, require_organiser
from contest.web.contest_forms import NewContestForm

bp = Blueprint("drafting", __name__, url_prefix="/ban-to-chuc/cuoc-thi")


def offered_form(actor: Actor, form: NewContestForm) -> NewContestForm:
    """The form with the units and banks this person may choose; their own unit is chosen already."""
    scope = visible_units(actor)
    units = contest_choices.units_for(scope, vietnam_day(now_ms()))
    form.offer(units, contest_choices.banks_for(scope))
    if form.unit.data in (None, "None") and (own := str(actor.unit_id)) in {unit_id for unit_id, _ in units}:
        form.unit.data = own
    return form


def draft_of(form: NewContestForm) -> Draft:
    """What the form says so far; what is missing or wrong is taken as the form offers it."""
    units = {choice.value for choice in form.unit.choices}
    unit = form.unit.data if form.unit.data in units else next((c.value for c in form.unit.choices), None)
    banks = {choice.value for choice in form.officials.choices}
    chosen = {"officials": form.officials.data, "citizens": form.citizens.data}
    return draft(
        preset=form.preset.data if form.preset.data in PRESETS else DEFAULT.code,
        name=(form.name.data or "").strip()[:250] or gettext("(chưa đặt tên)"),
        unit_id=int(unit) if unit else None,
        starts_ms=form.starts_ms.data if form.starts_ms.data is not None else contest_choices.next_monday_ms(now_ms()),
        bank_codes={division: code if code in banks else "" for division, code in chosen.items()},
        translate=gettext,
    )


@bp.get("/moi/the-le")
def preview() -> str:
    """The part of the page that follows the form; the script asks for it."""
    actor = require_organiser()
    form = offered_form(actor, NewContestForm(request.args, meta={"csrf": False}))
    return render_template("drafting/_preview.html", draft=draft_of(form))
