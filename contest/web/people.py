"""Organisers' pages about people: list, one person, roles, codes, merging."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.items import Category
from contest.rules.permissions import Action, Actor, Role, Subject
from contest.rules.refusals import Refused
from contest.services import appointing, bulk_actions, issuing, merging, person_editing, rosters
from contest.services.actors import unit_tree
from contest.services.person_viewing import in_scope, people_page, person_facts, unit_of
from contest.storage.person_rows import PeopleFilter
from contest.web import limits
from contest.web.access import now_ms, require, require_login, require_organiser, settings
from contest.web.confirming import confirmed
from contest.web.errors import sentence
from contest.web.form_fields import show_refusal
from contest.web.limits import limiter
from contest.web.person_forms import PersonForm, RoleForm
from contest.web.public_address import public_url
from contest.web.units import LONGEST_SEARCH, page_number
from contest.wording import label

bp = Blueprint("people", __name__)
PER_PAGE = 50
_ACTIVATED = {"co": True, "chua": False}


def _organiser_of(person_id: int, action: Action = Action.MANAGE) -> Actor:
    """Only as organiser: what one may do to one's own account is on the account page."""
    require_login()
    actor = require(action, Subject("person", unit_id=unit_of(person_id)))
    assert actor is not None  # a stranger was sent to log in  # noqa: S101
    return actor


def filters_asked() -> dict[str, Any]:
    """What the list is narrowed by, as its address names it."""
    return {
        "q": request.args.get("q", "")[:LONGEST_SEARCH],
        "don_vi": request.args.get("don_vi", type=int),
        "doi_tuong": request.args.get("doi_tuong", ""),
        "kich_hoat": request.args.get("kich_hoat", ""),
    }


def people_asked(actor: Actor) -> PeopleFilter:
    asked = filters_asked()
    category = asked["doi_tuong"] if asked["doi_tuong"] in set(Category) else ""
    activated = _ACTIVATED.get(asked["kich_hoat"])
    return in_scope(actor, words=asked["q"], unit_id=asked["don_vi"], category=category, activated=activated)


@bp.get("/ban-to-chuc/thi-sinh")
def index() -> str:
    actor = require_organiser()
    chosen = filters_asked()
    unit_id = chosen["don_vi"]
    page = people_page(people_asked(actor), number=page_number(), size=PER_PAGE)
    last = bulk_actions.last(bulk_actions.ON_PEOPLE, actor, now_ms())
    return render_template(
        "people/index.html",
        page=page,
        chosen=chosen,
        filters={name: value for name, value in chosen.items() if value},
        unit=unit_tree().nodes.get(unit_id) if unit_id else None,
        categories=list(Category),
        bulk_kinds=bulk_actions.ON_PEOPLE,
        bulk_most=bulk_actions.MOST,
        last=last,
        barred=bulk_actions.bar_to_undo(last, actor) if last else "",
    )


@bp.route("/ban-to-chuc/thi-sinh/moi", methods=["GET", "POST"])
def create() -> str | Response | tuple[str, int]:
    actor = require_organiser()
    form = PersonForm()
    form.offer_categories()
    if form.validate_on_submit():
        try:
            said = form.person_data()
            person = rosters.create_person(
                said.name,
                said.category,
                said.unit_id,
                now_ms=now_ms(),
                actor=actor,
                phone=said.phone,
                email=said.email,
                staff_code=said.staff_code,
                position=said.position,
            )
            flash(gettext("Đã thêm vào danh sách. Hãy cấp mã kích hoạt."), "success")
            return redirect(url_for("people.show", person_id=person.id))
        except Refused as refusal:
            show_refusal(form, refusal)
    elif request.method == "GET":
        form.show_unit(request.args.get("don_vi", type=int) or actor.unit_id)
    return render_template("people/edit.html", form=form, person=None), 422 if form.errors else 200


@bp.get("/ban-to-chuc/thi-sinh/<int:person_id>")
def show(person_id: int) -> str:
    return _person_page(person_id, _organiser_of(person_id), RoleForm(formdata=None))


def _person_page(person_id: int, actor: Actor, form: RoleForm) -> str:
    form.offer_roles(actor)
    facts = person_facts(person_id, actor)
    if not form.is_submitted():
        form.show_unit(facts.person.unit_id)
    return render_template("people/show.html", facts=facts, form=form)


@bp.route("/ban-to-chuc/thi-sinh/<int:person_id>/sua", methods=["GET", "POST"])
def edit(person_id: int) -> str | Response | tuple[str, int]:
    actor = _organiser_of(person_id)
    person = person_facts(person_id, actor).person
    form = PersonForm(obj=person)
    form.offer_categories()
    if form.validate_on_submit():
        try:
            person_editing.change_person(person_id, form.person_data(), actor=actor, now_ms=now_ms())
            flash(gettext("Đã lưu."), "success")
            return redirect(url_for("people.show", person_id=person_id))
        except Refused as refusal:
            show_refusal(form, refusal)
    elif request.method == "GET":
        form.show_unit(person.unit_id)
    return render_template("people/edit.html", form=form, person=person), 422 if form.errors else 200


@bp.post("/ban-to-chuc/thi-sinh/<int:person_id>/vai-tro")
def grant(person_id: int) -> Response | tuple[str, int]:
    actor = _organiser_of(person_id, Action.APPOINT)
    form = RoleForm()
    if form.validate_on_submit():
        try:
            unit_id = None if form.role.data == Role.ADMIN else form.picked()
            appointing.grant(person_id, form.role.data or "", unit_id, actor=actor, now_ms=now_ms())
            given = label("role", form.role.data, gettext)
            flash(gettext("Đã giao vai trò: %(role)s.", role=given), "success")
            return redirect(url_for("people.show", person_id=person_id))
        except Refused as refusal:
            if refusal.code == "forbidden":
                raise
            at = {"unit_id": "unit_q"}.get(refusal.field, refusal.field)
            show_refusal(form, Refused(refusal.code, field=at, **refusal.details))
    return _person_page(person_id, actor, form), 422


@bp.post("/ban-to-chuc/thi-sinh/<int:person_id>/vai-tro/<int:grant_id>/thu-hoi")
def revoke(person_id: int, grant_id: int) -> Response:
    actor = _organiser_of(person_id, Action.APPOINT)
    _do(lambda: appointing.revoke(person_id, grant_id, actor=actor, now_ms=now_ms()), gettext("Đã thu hồi vai trò."))
    return redirect(url_for("people.show", person_id=person_id))


@bp.post("/ban-to-chuc/thi-sinh/<int:person_id>/ma")
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person)
def issue(person_id: int) -> str:
    """A fresh code, shown on the answer itself: it is never stored, so no later page could show it."""
    actor = _organiser_of(person_id)
    code, purpose, expires_ms = issuing.issue_code(
        person_id, actor=actor, secret=settings().secret_key, now_ms=now_ms()
    )
    facts = person_facts(person_id, actor)
    return render_template(
        "people/code.html",
        person=facts.person,
        unit=facts.unit,
        login=issuing.login_name(facts.person),
        code=code,
        purpose=purpose,
        expires_ms=expires_ms,
        site=public_url("account.activate"),
    )


@bp.post("/ban-to-chuc/thi-sinh/<int:person_id>/gop")
def merge(person_id: int) -> Response:
    """Another account of the same person becomes part of this one."""
    actor = _organiser_of(person_id)
    if not confirmed():
        return redirect(url_for("people.show", person_id=person_id))
    other = request.form.get("khac", type=int) or 0
    _do(
        lambda: merging.merge_by_hand(other, person_id, actor=actor, now_ms=now_ms()),
        gettext("Đã gộp hai tài khoản."),
    )
    return redirect(url_for("people.show", person_id=person_id))


def _do(action: Callable[[], None], done: str) -> None:
    """Run a one-button action and say how it went."""
    try:
        action()
        flash(done, "success")
    except Refused as refusal:
        flash(sentence(refusal), "error")
