"""Organisers' pages about contests and their rounds."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.extensions import over
from contest.rules.permissions import Action, Actor, Subject, visible_units
from contest.rules.presets import DEFAULT
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.services import amending, contest_choices, contest_pages, contests, round_editing
from contest.services.blueprints import unfilled
from contest.services.rounds import RoundFacts
from contest.storage.contests import Contest
from contest.web.access import current_actor, now_ms, require, require_login, require_staff
from contest.web.confirming import confirmed
from contest.web.contest_forms import CloneForm, ContestForm, ExtendForm, GrantForm, NewContestForm
from contest.web.drafting import draft_of, offered_form
from contest.web.refused_forms import refused_on
from contest.web.ruleset_form import RuleSetForm, filled_in, form_values

bp = Blueprint("rounds", __name__, url_prefix="/ban-to-chuc")


def _organiser() -> Actor:
    """Someone who may hold contests of their own."""
    actor = require_staff()
    if not (actor.organises or actor.is_admin):
        abort(403)
    return actor


def _managed(contest_id: int) -> tuple[Contest, int]:
    """The contest and who is managing it."""
    actor = require_login()
    contest = contests.contest_of(contest_id)
    require(Action.MANAGE, Subject("contest", unit_id=contest.unit_id, public=contest.published))
    return contest, actor.person_id


def _managed_round(round_id: int) -> tuple[RoundFacts, int]:
    require_login()
    facts = round_editing.round_now(round_id)
    _, actor_id = _managed(facts.contest_id)
    return facts, actor_id


def _done(message: str, contest_id: int) -> Response:
    flash(message, "success")
    return redirect(url_for("rounds.contest", contest_id=contest_id))


@bp.get("/cuoc-thi")
def index() -> str:
    actor = _organiser()
    return render_template("rounds/index.html", cards=contest_pages.cards_of(visible_units(actor), now_ms()))


@bp.route("/cuoc-thi/moi", methods=["GET", "POST"])
def new() -> str | Response:
    actor = _organiser()
    form = NewContestForm(data={"starts_ms": contest_choices.next_monday_ms(now_ms()), "preset": DEFAULT.code})
    offered_form(actor, form)
    if request.form.get("action") != "preview" and form.validate_on_submit():
        made = contests.create_contest(
            preset=form.preset.data,
            name=form.name.data,
            unit_id=int(form.unit.data),
            starts_ms=form.starts_ms.data,
            bank_codes={"officials": form.officials.data, "citizens": form.citizens.data},
            actor_id=actor.person_id,
            now_ms=now_ms(),
        )
        return _done(gettext("Đã tạo cuộc thi. Hãy xem lại từng đợt rồi công bố."), made.id)
    return render_template("rounds/new.html", form=form, draft=draft_of(form))


@bp.get("/cuoc-thi/<int:contest_id>")
def contest(contest_id: int) -> str:
    shown, _ = _managed(contest_id)
    card = contest_pages.card(shown, now_ms())
    gaps = {r.id: unfilled(r.rules) for r in card.rounds}
    return render_template(
        "rounds/contest.html",
        card=card,
        gaps=gaps,
        locked={r.id for r in card.rounds if round_editing.is_locked(r, now_ms())},
        may_remove=contests.may_remove(shown),
        may_withdraw=contests.may_withdraw(shown, now_ms()),
        changes=contest_pages.changes_of(contest_id),
    )


@bp.route("/cuoc-thi/<int:contest_id>/sua", methods=["GET", "POST"])
def edit_contest(contest_id: int) -> str | Response:
    shown, actor_id = _managed(contest_id)
    form = ContestForm(obj=shown)
    if form.validate_on_submit() and request.form.get("action") != "more":
        try:
            contests.edit_contest(
                contest_id,
                name=form.name.data or "",
                slug=(form.slug.data or "").strip(),
                introduction=(form.introduction.data or "").strip(),
                plan=(form.plan.data or "").strip(),
                contact=(form.contact.data or "").strip(),
                materials=[entry.form.value() for entry in form.materials.kept],
                actor_id=actor_id,
                now_ms=now_ms(),
                brought=form.brought(),
            )
            return _done(gettext("Đã lưu."), contest_id)
        except Refused as refusal:
            refused_on(form, refusal)
    return render_template("rounds/edit_contest.html", form=form, contest_id=contest_id, name=shown.name)


@bp.post("/cuoc-thi/<int:contest_id>/cong-bo")
def announce(contest_id: int) -> Response:
    _, actor_id = _managed(contest_id)
    try:
        contests.announce(contest_id, actor_id=actor_id, now_ms=now_ms())
    except Refused as refusal:
        return _refused(refusal, url_for("rounds.contest", contest_id=contest_id))
    return _done(gettext("Đã công bố. Mọi người đã thấy cuộc thi trên trang chủ."), contest_id)


@bp.post("/cuoc-thi/<int:contest_id>/rut-cong-bo")
def withdraw(contest_id: int) -> Response:
    _, actor_id = _managed(contest_id)
    try:
        contests.withdraw(contest_id, actor_id=actor_id, now_ms=now_ms())
    except Refused as refusal:
        return _refused(refusal, url_for("rounds.contest", contest_id=contest_id))
    return _done(gettext("Đã rút công bố."), contest_id)


@bp.post("/cuoc-thi/<int:contest_id>/xoa")
def remove_contest(contest_id: int) -> Response:
    shown, actor_id = _managed(contest_id)
    name, page = shown.name, url_for("rounds.contest", contest_id=contest_id)
    if not confirmed():
        return redirect(page)
    try:
        contests.remove_contest(contest_id, actor_id=actor_id, now_ms=now_ms())
    except Refused as refusal:
        return _refused(refusal, page)
    flash(gettext("Đã xóa: %(name)s.", name=name), "success")
    return redirect(url_for("rounds.index"))


@bp.route("/cuoc-thi/<int:contest_id>/nhan-ban", methods=["GET", "POST"])
def clone(contest_id: int) -> str | Response:
    shown, actor_id = _managed(contest_id)
    form = CloneForm(data={"name": shown.name, "starts_ms": contest_choices.next_monday_ms(now_ms())})
    if form.validate_on_submit():
        copy = contests.clone_contest(
            contest_id, name=form.name.data or "", starts_ms=form.starts_ms.data, actor_id=actor_id, now_ms=now_ms()
        )
        return _done(gettext("Đã nhân bản cuộc thi: đợt thi và thể lệ, không có lượt thi nào."), copy.id)
    return render_template("rounds/clone.html", form=form, contest_id=contest_id, name=shown.name)


@bp.post("/cuoc-thi/<int:contest_id>/them-dot")
def add_round(contest_id: int) -> Response:
    """One more round, or with `rehearsal` a thử hệ thống."""
    _, actor_id = _managed(contest_id)
    try:
        made = round_editing.add_round(
            contest_id, rehearsal="rehearsal" in request.form, actor_id=actor_id, now_ms=now_ms()
        )
    except Refused as refusal:
        return _refused(refusal, url_for("rounds.contest", contest_id=contest_id))
    return _done(gettext("Đã thêm: %(name)s.", name=made.name), contest_id)


@bp.post("/dot-thi/<int:round_id>/bo")
def remove(round_id: int) -> Response:
    facts, actor_id = _managed_round(round_id)
    if not confirmed():
        return redirect(url_for("rounds.contest", contest_id=facts.contest_id))
    try:
        round_editing.remove_round(round_id, actor_id=actor_id, now_ms=now_ms())
    except Refused as refusal:
        return _refused(refusal, url_for("rounds.contest", contest_id=facts.contest_id))
    return _done(gettext("Đã bỏ: %(name)s.", name=facts.name), facts.contest_id)


@bp.route("/dot-thi/<int:round_id>", methods=["GET", "POST"])
def edit(round_id: int) -> str | Response:
    """Every field of the rule set; once the round has opened, saving is an amendment with a reason."""
    facts, actor_id = _managed_round(round_id)
    locked = round_editing.is_locked(facts, now_ms())
    form = RuleSetForm(data=form_values(facts.name, facts.version, facts.rules))
    if request.form.get("action") == "add_division":
        form.divisions.append_entry()
    form.use_banks(contest_choices.banks_for(visible_units(current_actor())))
    rules: RuleSet | None = facts.rules
    if request.method == "POST":
        rules = filled_in(form, facts.rules)
        if rules is not None and request.form.get("action", "save") == "save":
            try:
                _save(form, facts, rules, actor_id, locked=locked)
                flash(gettext("Đã ghi sửa đổi.") if locked else gettext("Đã lưu thể lệ của đợt."), "success")
                return redirect(url_for("rounds.edit", round_id=round_id))
            except Refused as refusal:
                refused_on(form, refusal)
    stocks = [
        contest_choices.stock_of(
            "" if e.form.bank_code.errors else e.form.bank_code.data or "", e.form.code.data or "", rules
        )
        for e in form.divisions.entries
    ]
    return render_template("rounds/edit.html", facts=facts, form=form, locked=locked, stocks=stocks)


def _save(form: RuleSetForm, facts: RoundFacts, rules: RuleSet, actor_id: int, *, locked: bool) -> None:
    version = form.version.data or ""
    known: dict[str, Any] = {
        "rules": rules,
        "seen_version": int(version) if version.isdecimal() else 0,
        "actor_id": actor_id,
        "now_ms": now_ms(),
    }
    if locked:
        amending.amend_rules(facts.id, reason=form.reason.data or "", **known)
    else:
        round_editing.edit_rules(facts.id, name=form.name.data or facts.name, **known)


@bp.route("/dot-thi/<int:round_id>/gia-han", methods=["GET", "POST"])
def extend(round_id: int) -> str | Response:
    facts, actor_id = _managed_round(round_id)
    form = ExtendForm()
    if form.validate_on_submit():
        try:
            amending.extend(
                round_id, minutes=form.minutes.data or 0, reason=form.reason.data, actor_id=actor_id, now_ms=now_ms()
            )
            return _done(gettext("Đã gia hạn cho mọi người."), facts.contest_id)
        except Refused as refusal:
            refused_on(form, refusal)
    return render_template("rounds/extend.html", facts=facts, form=form, over=over(facts.rules.closes_ms, now_ms()))


@bp.route("/dot-thi/<int:round_id>/cap-them-luot", methods=["GET", "POST"])
def grant(round_id: int) -> str | Response:
    facts, actor_id = _managed_round(round_id)
    form = GrantForm()
    if form.validate_on_submit():
        try:
            amending.grant_attempts(
                round_id,
                attempts=form.attempts.data or 0,
                reason=form.reason.data,
                actor_id=actor_id,
                now_ms=now_ms(),
                minutes=form.minutes.data,
                **form.receiver(),
            )
            return _done(gettext("Đã cấp thêm lượt thi."), facts.contest_id)
        except Refused as refusal:
            refused_on(form, refusal)
    return render_template("rounds/grant.html", facts=facts, form=form, over=over(facts.rules.closes_ms, now_ms()))


def _refused(refusal: Refused, where: str) -> Response:
    flash(refused_on(None, refusal), "error")
    return redirect(where)
