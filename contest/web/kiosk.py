"""The kiosk of an office: opening it, its own pages, the next person, closing it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from contest.rules.permissions import Action, Subject
from contest.rules.refusals import Refused
from contest.services import accounts, activating, kiosks, round_editing
from contest.services.actors import unit_tree
from contest.services.kiosks import Kiosk
from contest.services.rounds import round_facts
from contest.storage.people import Person
from contest.web import display, limits
from contest.web.access import current_person, now_ms, require, require_organiser, settings
from contest.web.account import open_session, passwords
from contest.web.account_forms import ActivateForm, BriefRegisterForm, LoginForm
from contest.web.form_fields import show_refusal
from contest.web.kiosk_mode import enter_mode, kiosk, leave_mode
from contest.web.limits import limiter
from contest.web.unit_picking import UnitPickForm
from contest.wording.people import CONSENT_TEXT

bp = Blueprint("kiosk", __name__)


@bp.route("/ban-to-chuc/dot-thi/<int:round_id>/quay", methods=["GET", "POST"])
def open_here(round_id: int) -> str | Response | tuple[str, int]:
    """Turn this device into a kiosk; the organiser is logged out of it."""
    actor = require_organiser()
    facts = round_editing.round_now(round_id)
    require(Action.VIEW, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    likely = kiosks.own_unit(facts, actor)
    if likely is None:
        abort(403)
    form = UnitPickForm()
    if form.validate_on_submit():
        try:
            opened = kiosks.open_kiosk(round_id, form.picked() or likely, actor=actor, now_ms=now_ms())
            return _wiped(entering=opened)
        except Refused as refusal:
            show_refusal(form, refusal)
    elif not form.is_submitted():
        form.show_unit(likely)
    over = now_ms() >= facts.rules.closes_ms or facts.closed_ms is not None
    page = render_template("kiosk/open.html", facts=facts, form=form, over=over, hours=kiosks.OPEN_MS // 3_600_000)
    return page, 422 if form.errors else 200


@bp.get("/quay")
def start() -> str | Response:
    """Where every person begins; somebody who is logged in goes on with the round."""
    here = _here()
    if current_person():
        return _to_round(here)
    facts, unit = round_facts(here.round_id), unit_tree().nodes.get(here.unit_id)
    return render_template("kiosk/start.html", facts=facts, unit=unit, over=now_ms() >= here.until_ms)


@bp.route("/quay/dang-nhap", methods=["GET", "POST"])
@limiter.limit(limits.PER_LOGIN, key_func=limits.typed_login, methods=["POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def login() -> str | Response | tuple[str, int]:
    here, form = _welcoming(), LoginForm()
    if form.validate_on_submit():
        try:
            person = accounts.log_in(form.login.data, form.password.data, passwords=passwords(), now_ms=now_ms())
            return _seat(here, person)
        except Refused as refusal:
            show_refusal(form, refusal)
    return _shown("kiosk/login.html", form)


@bp.route("/quay/ma", methods=["GET", "POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def activate() -> str | Response | tuple[str, int]:
    here, form = _welcoming(), ActivateForm()
    if form.validate_on_submit():
        try:
            secret = settings().secret_key
            person = activating.activate(
                form.code.data, form.password.data, secret=secret, passwords=passwords(), now_ms=now_ms()
            )
            return _seat(here, person)
        except Refused as refusal:
            show_refusal(form, refusal)
    return _shown("kiosk/activate.html", form)


@bp.route("/quay/dang-ky", methods=["GET", "POST"])
@limiter.limit(limits.PER_LOGIN, key_func=limits.typed_contact, methods=["POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def register() -> str | Response | tuple[str, int]:
    here, form = _welcoming(), BriefRegisterForm()
    form.offer_categories()
    if not form.is_submitted():
        form.show_unit(here.unit_id)
    elif form.find.data:
        form.offer()
    elif form.validate():
        try:
            return _seat(here, kiosks.register(form.said(), passwords=passwords(), now_ms=now_ms()))
        except Refused as refusal:
            show_refusal(form, refusal)
    return _shown("kiosk/register.html", form, consent=gettext(CONSENT_TEXT))


@bp.post("/quay/nguoi-tiep-theo")
def next_person() -> Response:
    """End the session of whoever sat here; the start page takes away what the device kept of them."""
    _here()
    return _wiped()


@bp.route("/quay/dong", methods=["GET", "POST"])
@limiter.limit(limits.PER_LOGIN, key_func=limits.typed_login, methods=["POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def close() -> str | Response | tuple[str, int]:
    """Back to an ordinary browser, in which nobody is logged in."""
    here, form = _here(), LoginForm()
    if form.validate_on_submit():
        try:
            kiosks.close_kiosk(here, form.login.data, form.password.data, passwords=passwords(), now_ms=now_ms())
            response = _wiped()
            leave_mode(response)
            response.location = url_for("account.login")
            flash(gettext("Đã đóng quầy thi trên máy này."), "success")
            return response
        except Refused as refusal:
            show_refusal(form, refusal)
    return _shown("kiosk/close.html", form)


def _here() -> Kiosk:
    return kiosk() or abort(redirect(url_for("home.show")))


def _welcoming() -> Kiosk:
    """The kiosk, while a next person may sit down at it."""
    here = _here()
    if current_person() or now_ms() >= here.until_ms:
        abort(redirect(url_for("kiosk.start")))
    return here


def _seat(here: Kiosk, person: Person) -> Response:
    open_session(person)
    return _to_round(here)


def _to_round(here: Kiosk) -> Response:
    return redirect(url_for("attempts.begin", round_id=here.round_id), 303)


def _wiped(*, entering: Kiosk | None = None) -> Response:
    """To the start page, with no cookie left that tells of anybody."""
    session.clear()
    response = redirect(url_for("kiosk.start"), 303)
    response.delete_cookie(display.COOKIE)
    if entering:
        enter_mode(response, entering)
    return response


def _shown(template: str, form: FlaskForm, **more: object) -> tuple[str, int]:
    page = render_template(template, form=form, **more)
    return page, 422 if form.errors or request.method == "POST" else 200
