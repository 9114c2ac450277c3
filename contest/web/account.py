"""Registering, logging in, activating, one's own account."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import UserMixin, login_user, logout_user
from werkzeug.wrappers import Response

from contest.rules.refusals import Refused
from contest.services import accounts, activating, announcing, registering
from contest.services.actors import unit_tree
from contest.services.passwords import Passwords
from contest.storage.people import Person, Roles
from contest.web import limits
from contest.web.access import current_actor, current_person, login_manager, now_ms, require_login, settings
from contest.web.account_forms import ActivateForm, ChangePasswordForm, ClaimForm, LoginForm, RegisterForm
from contest.web.form_fields import show_refusal
from contest.web.limits import limiter
from contest.wording.people import CONSENT_TEXT, CONSENT_VERSION

bp = Blueprint("account", __name__)
login_manager.login_view = "account.login"
login_manager.login_message = None  # the login page says it itself


@dataclass
class LoggedIn(UserMixin):
    """What flask-login keeps: the person, and the roles they hold where these were read with them."""

    person: Person
    roles: Roles | None = None

    def get_id(self) -> str:
        return f"{self.person.id}.{self.person.session_number}"


@login_manager.user_loader
def _load(mark: str) -> LoggedIn | None:
    person_id, _, number = mark.partition(".")
    found = (
        accounts.person_of_session(int(person_id), int(number)) if person_id.isdigit() and number.isdigit() else None
    )
    return LoggedIn(*found) if found else None


def passwords() -> Passwords:
    return Passwords(settings().argon2_time_cost, settings().argon2_memory_kib)


def open_session(person: Person) -> None:
    """Open a session for the person; what an earlier session of this browser held is gone but for the language."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = True
    login_user(LoggedIn(person))


def _next() -> str:
    """Where they were going, if that is on this site; else the desk for whoever holds a role, and
    the home page for everyone else."""
    wanted = request.values.get("next", "")
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    if inside:
        return wanted
    actor = current_actor()
    return url_for("desk.show" if actor and actor.is_staff else "home.show")


@bp.route("/dang-nhap", methods=["GET", "POST"])
@limiter.limit(limits.PER_LOGIN, key_func=limits.typed_login, methods=["POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def login() -> str | Response | tuple[str, int]:
    if current_person():
        return redirect(_next())
    form = LoginForm()
    if form.validate_on_submit():
        try:
            open_session(accounts.log_in(form.login.data, form.password.data, passwords=passwords(), now_ms=now_ms()))
            return redirect(_next())
        except Refused as refusal:
            show_refusal(form, refusal)
    return render_template("account/login.html", form=form, next=request.values.get("next", "")), _status(form)


@bp.route("/dang-ky", methods=["GET", "POST"])
@limiter.limit(limits.PER_LOGIN, key_func=limits.typed_contact, methods=["POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def register() -> str | Response | tuple[str, int]:
    if current_person():
        return redirect(_next())
    form = RegisterForm()
    form.offer_categories()
    if form.find.data:
        form.offer()
    elif form.validate_on_submit():
        try:
            open_session(registering.register(form.said(), passwords=passwords(), now_ms=now_ms()))
            flash(gettext("Đã tạo tài khoản. Bạn có thể vào thi."), "success")
            return redirect(_next())
        except Refused as refusal:
            show_refusal(form, refusal)
    page = render_template(
        "account/register.html", form=form, consent=gettext(CONSENT_TEXT), next=request.values.get("next", "")
    )
    return page, _status(form)


@bp.route("/kich-hoat", methods=["GET", "POST"])
@limiter.limit(limits.PER_ADDRESS, methods=["POST"])
def activate() -> str | Response | tuple[str, int]:
    form = ActivateForm()
    if form.validate_on_submit():
        try:
            secret = settings().secret_key
            open_session(
                activating.activate(
                    form.code.data, form.password.data, secret=secret, passwords=passwords(), now_ms=now_ms()
                )
            )
            flash(gettext("Tài khoản đã sẵn sàng. Từ nay hãy đăng nhập bằng mật khẩu vừa đặt."), "success")
            return redirect(_next())
        except Refused as refusal:
            show_refusal(form, refusal)
    return render_template("account/activate.html", form=form), _status(form)


@bp.get("/tai-khoan")
def show() -> str:
    require_login()
    return _own_page(ClaimForm(), ChangePasswordForm())


@bp.post("/tai-khoan/mat-khau")
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person)
def change_password() -> Response | tuple[str, int]:
    actor = require_login()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            person = accounts.change_password(
                actor.person_id, form.old.data, form.password.data, passwords=passwords(), now_ms=now_ms()
            )
            open_session(person)
            flash(gettext("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."), "success")
            return redirect(url_for("account.show"))
        except Refused as refusal:
            show_refusal(form, refusal)
    return _own_page(ClaimForm(formdata=None), form), 422


@bp.post("/tai-khoan/ma-kich-hoat")
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person)
def claim() -> Response | tuple[str, int]:
    actor = require_login()
    form = ClaimForm()
    if form.validate_on_submit():
        try:
            person = activating.claim(actor.person_id, form.code.data, secret=settings().secret_key, now_ms=now_ms())
            open_session(person)
            flash(gettext("Tài khoản của bạn đã được ghép với danh sách của đơn vị."), "success")
            return redirect(url_for("account.show"))
        except Refused as refusal:
            show_refusal(form, refusal)
    return _own_page(form, ChangePasswordForm(formdata=None)), 422


@bp.post("/tai-khoan/dong-y")
def consent() -> Response:
    actor = require_login()
    agreed = request.form.get("agree") == "1"
    accounts.set_consent(actor.person_id, CONSENT_VERSION if agreed else "", now_ms())
    flash(gettext("Đã ghi nhận sự đồng ý.") if agreed else gettext("Đã rút lại sự đồng ý."), "success")
    return redirect(url_for("account.show"))


@bp.post("/dang-xuat")
def logout() -> Response:
    logout_user()
    return redirect(url_for("home.show"))


def _own_page(claim_form: ClaimForm, password_form: ChangePasswordForm) -> str:
    person = current_person()
    assert person is not None  # the callers required a login  # noqa: S101
    unit = unit_tree().nodes.get(person.unit_id) if person.unit_id is not None else None
    return render_template(
        "account/show.html",
        announced=announcing.for_person(person.id),
        person=person,
        unit=unit,
        claim_form=claim_form,
        password_form=password_form,
        consent=gettext(CONSENT_TEXT),
    )


def _status(form: LoginForm | RegisterForm | ActivateForm) -> int:
    """422 for a page that shows what is wrong with the form."""
    return 422 if form.errors else 200
