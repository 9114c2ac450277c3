"""Activation slips for printing, unit by unit."""

from flask import Blueprint, render_template, request
from flask_wtf import FlaskForm
from wtforms import BooleanField

from contest.rules.permissions import Action, Actor, Subject
from contest.rules.refusals import Refused
from contest.services import issuing
from contest.services.actors import unit_tree
from contest.web import limits
from contest.web.access import now_ms, require, require_organiser, settings
from contest.web.form_fields import show_refusal
from contest.web.limits import limiter
from contest.web.public_address import public_url
from contest.web.unit_picking import UnitPickForm

bp = Blueprint("slips", __name__)


class SlipForm(UnitPickForm):
    below = BooleanField()


def _units(actor: Actor, unit_id: int, below: bool) -> frozenset[int]:
    require(Action.MANAGE, Subject("unit", unit_id=unit_id))
    return unit_tree().subtree(unit_id) if below else frozenset({unit_id})


@bp.get("/ban-to-chuc/thi-sinh/phieu")
def choose() -> str:
    """Choose a unit and see for how many people slips would be printed."""
    actor = require_organiser()
    form = SlipForm(formdata=None, data={"below": request.args.get("duoi") != "0"})
    unit_id = request.args.get("don_vi", type=int) or _own_unit(actor)
    waiting = None
    if unit_id in unit_tree().nodes and unit_id is not None:
        waiting = len(issuing.people_awaiting(_units(actor, unit_id, form.below.data), actor))
    form.show_unit(unit_id)
    return render_template("people/slips_choose.html", form=form, waiting=waiting, most=issuing.MOST_SLIPS)


@bp.post("/ban-to-chuc/thi-sinh/phieu")
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person)
def print_slips() -> str | tuple[str, int]:
    """The slips themselves are the answer: codes are never stored, so no later page could show them."""
    actor = require_organiser()
    form: FlaskForm = SlipForm()
    try:
        unit_id = form.picked()
        if unit_id is None:
            raise Refused("missing_unit", field="unit_q")
        sheets = issuing.print_slips(
            _units(actor, unit_id, form.below.data), actor=actor, secret=settings().secret_key, now_ms=now_ms()
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return render_template("people/slips_choose.html", form=form, waiting=None, most=issuing.MOST_SLIPS), 422
    return render_template("people/slips.html", sheets=sheets, site=public_url("account.activate"))


def _own_unit(actor: Actor) -> int | None:
    return actor.unit_id if actor.is_admin or actor.unit_id in actor.organises else None
