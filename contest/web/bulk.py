"""The same action on many people or items: confirm what will happen, do it, take it back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.services import bulk_actions, issuing
from contest.services.bulk_actions import ON_ITEMS, ON_PEOPLE
from contest.web import limits
from contest.web.access import now_ms, require_organiser, settings
from contest.web.banks import ID, bank_for
from contest.web.errors import sentence
from contest.web.form_fields import show_refusal, whole_numbers
from contest.web.limits import limiter
from contest.web.people import filters_asked, people_asked
from contest.web.public_address import public_url
from contest.web.unit_picking import UnitPickForm

bp = Blueprint("bulk", __name__, url_prefix="/ban-to-chuc")
LISTED = 200  # lines of a confirmation that are shown one by one
_PEOPLE, _ITEMS = "/thi-sinh/hang-loat", f"/ngan-hang/<{ID}:bank_id>/hang-loat"


@bp.get(_PEOPLE)
def people() -> str | Response:
    """What would happen to the ticked people, or to all whom the list's filter finds."""
    actor, kind = require_organiser(), request.args.get("viec", "")
    back = url_for("people.index", **{name: value for name, value in filters_asked().items() if value})
    try:
        everyone = "ca-bo-loc" in request.args
        ids = bulk_actions.matching(people_asked(actor)) if everyone else whole_numbers(request.args.getlist("nguoi"))
        lines = bulk_actions.plan_people(kind, ids, actor)
    except Refused as refusal:
        flash(sentence(refusal), "error")
        return redirect(back)
    return _confirm(kind, lines, UnitPickForm(formdata=None), back)


@bp.post(_PEOPLE)
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person)
def change_people() -> str | Response | tuple[str, int]:
    actor, form = require_organiser(), UnitPickForm()
    kind, ids = request.form.get("viec", ""), whole_numbers(request.form.getlist("nguoi"))
    try:
        lines = bulk_actions.plan_people(kind, ids, actor)
        if kind == "codes":
            return _slips([line.id for line in lines if not line.refusal])
        count = bulk_actions.change_people(kind, ids, actor, now_ms(), form.picked() if kind == "move" else None)
    except Refused as refusal:
        if refusal.field == "unit_q":
            show_refusal(form, refusal)
            return _confirm(kind, lines, form, url_for("people.index")), 422
        flash(sentence(refusal), "error")
    else:
        flash(gettext("Đã làm xong với %(n)s người.", n=count), "success")
    return redirect(url_for("people.index"))


def _slips(ids: list[int]) -> str:
    """The slips themselves are the answer: codes are never stored, so no later page could show them."""
    sheets = issuing.slips_for(ids, actor=require_organiser(), secret=settings().secret_key, now_ms=now_ms())
    return render_template("people/slips.html", sheets=sheets, site=public_url("account.activate"))


@bp.post(f"{_PEOPLE}/hoan-tac")
def undo_people() -> Response:
    actor = require_organiser()
    try:
        count = bulk_actions.undo(ON_PEOPLE, actor, now_ms())
        flash(gettext("Đã hoàn tác với %(n)s người.", n=count), "success")
    except Refused as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("people.index"))


@bp.get(_ITEMS)
def items(bank_id: int) -> str | Response:
    """What would happen to the ticked items."""
    bank, _ = bank_for(Action.MANAGE, bank_id)
    kind, back = request.args.get("viec", ""), url_for("banks.show", bank_id=bank.id)
    try:
        lines = bulk_actions.plan_items(kind, bank.id, whole_numbers(request.args.getlist("item")))
    except Refused as refusal:
        flash(sentence(refusal), "error")
        return redirect(back)
    return _confirm(kind, lines, UnitPickForm(formdata=None), back)


@bp.post(_ITEMS)
def change_items(bank_id: int) -> Response:
    bank, actor = bank_for(Action.MANAGE, bank_id)
    kind, ids = request.form.get("viec", ""), whole_numbers(request.form.getlist("item"))
    try:
        count = bulk_actions.change_items(kind, bank.id, ids, actor, now_ms())
        flash(gettext("Đã làm xong với %(n)s câu.", n=count), "success")
    except Refused as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("banks.show", bank_id=bank.id))


@bp.post(f"{_ITEMS}/hoan-tac")
def undo_items(bank_id: int) -> Response:
    bank, actor = bank_for(Action.MANAGE, bank_id)
    try:
        count = bulk_actions.undo(ON_ITEMS, actor, now_ms(), bank.id)
        flash(gettext("Đã hoàn tác với %(n)s câu.", n=count), "success")
    except Refused as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("banks.show", bank_id=bank.id))


def _confirm(kind: str, lines: list[bulk_actions.Line], form: UnitPickForm, back: str) -> str:
    name = "item" if kind in ON_ITEMS else "nguoi"
    return render_template("bulk/confirm.html", kind=kind, lines=lines, form=form, back=back, name=name, most=LISTED)
