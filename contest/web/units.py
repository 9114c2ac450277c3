"""Organisers' pages about units, and the search that every unit field uses."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.days import vietnam_day
from contest.rules.permissions import Action, Subject, visible_units
from contest.rules.refusals import Refused
from contest.services import unit_editing
from contest.services.unit_finding import find_units
from contest.services.unit_viewing import page_of_tree, unit_facts
from contest.web import limits
from contest.web.access import now_ms, require, require_organiser
from contest.web.form_fields import show_refusal
from contest.web.limits import limiter
from contest.web.unit_forms import HeadcountForm, SuccessionForm, UnitForm

bp = Blueprint("units", __name__)
PER_PAGE = 100
LONGEST_SEARCH = 120


def page_number() -> int:
    return min(max(request.args.get("trang", 1, type=int), 1), 10_000)


@bp.get("/api/don-vi")
@limiter.limit(limits.SEARCHES_PER_ADDRESS)
def search() -> Response:
    """Units whose name or code holds the words, for the unit field; open to everyone who registers."""
    hits = find_units(request.args.get("q", "")[:LONGEST_SEARCH], living_on=vietnam_day(now_ms()))
    return jsonify(units=[{"id": h.id, "code": h.code, "name": h.name, "place": h.place} for h in hits])


@bp.get("/ban-to-chuc/don-vi")
def index() -> str:
    actor = require_organiser()
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    page = page_of_tree(visible_units(actor), words, page_number(), PER_PAGE)
    return render_template("units/index.html", page=page, words=words, today=vietnam_day(now_ms()))


@bp.get("/ban-to-chuc/don-vi/<int:unit_id>")
def show(unit_id: int) -> str:
    return _unit_page(unit_id, HeadcountForm(formdata=None))


def _unit_page(unit_id: int, form: HeadcountForm) -> str:
    require(Action.MANAGE, Subject("unit", unit_id=unit_id))
    return render_template("units/show.html", facts=unit_facts(unit_id), form=form, today=vietnam_day(now_ms()))


@bp.route("/ban-to-chuc/don-vi/moi", methods=["GET", "POST"])
def create() -> str | Response | tuple[str, int]:
    actor = require_organiser()
    form = UnitForm()
    if form.validate_on_submit():
        try:
            insists = form.seen_likeness.data == form.name.data
            unit_id = unit_editing.create_unit(form.unit_data(), actor=actor, now_ms=now_ms(), despite_likeness=insists)
            flash(gettext("Đã tạo đơn vị."), "success")
            return redirect(url_for("units.show", unit_id=unit_id))
        except Refused as refusal:
            form.seen_likeness.data = form.name.data if refusal.code == "similar_unit_exists" else ""
            show_refusal(form, refusal)
    elif request.method == "GET":
        form.show_unit(request.args.get("cha", type=int))
    return render_template("units/edit.html", form=form, unit=None), 422 if form.errors else 200


@bp.route("/ban-to-chuc/don-vi/<int:unit_id>/sua", methods=["GET", "POST"])
def edit(unit_id: int) -> str | Response | tuple[str, int]:
    actor = require(Action.MANAGE, Subject("unit", unit_id=unit_id))
    facts = unit_facts(unit_id)
    form = UnitForm(obj=facts.node, data={"note": facts.note})
    if form.validate_on_submit():
        try:
            unit_editing.change_unit(unit_id, form.unit_data(), actor=actor, now_ms=now_ms())
            flash(gettext("Đã lưu."), "success")
            return redirect(url_for("units.show", unit_id=unit_id))
        except Refused as refusal:
            show_refusal(form, refusal)
    elif request.method == "GET":
        form.show_unit(facts.node.parent_id)
    return render_template("units/edit.html", form=form, unit=facts.node), 422 if form.errors else 200


@bp.post("/ban-to-chuc/don-vi/<int:unit_id>/bien-che")
def add_headcount(unit_id: int) -> Response | tuple[str, int]:
    actor = require(Action.MANAGE, Subject("unit", unit_id=unit_id))
    form = HeadcountForm()
    if form.validate_on_submit() and (day := form.counted_on.data):
        people = form.people.data if form.people.data is not None else -1
        try:
            unit_editing.count_heads(unit_id, day, people, actor=actor, now_ms=now_ms())
            flash(gettext("Đã lưu biên chế."), "success")
            return redirect(url_for("units.show", unit_id=unit_id))
        except Refused as refusal:
            show_refusal(form, refusal)
    return _unit_page(unit_id, form), 422


@bp.post("/ban-to-chuc/don-vi/<int:unit_id>/bien-che/xoa")
def drop_headcount(unit_id: int) -> Response:
    actor = require(Action.MANAGE, Subject("unit", unit_id=unit_id))
    form = HeadcountForm()
    if form.counted_on.data:
        unit_editing.drop_headcount(unit_id, form.counted_on.data, actor=actor, now_ms=now_ms())
        flash(gettext("Đã xóa dòng biên chế."), "success")
    return redirect(url_for("units.show", unit_id=unit_id))


@bp.route("/ban-to-chuc/don-vi/<int:unit_id>/ke-thua", methods=["GET", "POST"])
def succeed(unit_id: int) -> str | Response | tuple[str, int]:
    """Rename (a new code and name) or merge into a unit that is there."""
    actor = require(Action.MANAGE, Subject("unit", unit_id=unit_id))
    node = unit_facts(unit_id).node
    form = SuccessionForm(data={"move": True})
    if form.validate_on_submit() and (day := form.from_day.data):
        try:
            new_id = form.picked()
            code, name = form.code.data or "", form.name.data or ""
            if (new_id is None) == (not code and not name):
                raise Refused("successor_or_name")
            if new_id is None:
                new_id = unit_editing.rename(unit_id, code, name, day, actor=actor, now_ms=now_ms())
            else:
                unit_editing.succeed(unit_id, new_id, day, move=bool(form.move.data), actor=actor, now_ms=now_ms())
            flash(gettext("Đã ghi nhận đơn vị kế thừa."), "success")
            return redirect(url_for("units.show", unit_id=new_id))
        except Refused as refusal:
            at = {"successor_id": "unit_q"}.get(refusal.field, refusal.field)
            show_refusal(form, Refused(refusal.code, field=at, **refusal.details))
    return render_template("units/succeed.html", form=form, unit=node), 422 if form.errors else 200
