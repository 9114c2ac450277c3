"""Registering, logging in, activating, one's own account."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask_login import UserMixin, logout_user
from werkzeug.wrappers import Response

from contest.services import accounts
from contest.storage.people import Person
from contest.web.access import login_manager

bp = Blueprint("account", __name__)
login_manager.login_view = "account.login"


@dataclass
class LoggedIn(UserMixin):
    """What flask-login keeps: the person and the session number the session was opened under."""

    person: Person

    def get_id(self) -> str:
        return f"{self.person.id}.{self.person.session_number}"


@login_manager.user_loader
def _load(mark: str) -> LoggedIn | None:
    person_id, _, number = mark.partition(".")
    person = (
        accounts.person_of_session(int(person_id), int(number)) if person_id.isdigit() and number.isdigit() else None
    )
    return LoggedIn(person) if person else None


@bp.get("/dang-nhap")
def login() -> str:
    return render_template("home/show.html")


@bp.get("/dang-ky")
def register() -> str:
    return render_template("home/show.html")


@bp.get("/tai-khoan")
def show() -> str:
    return render_template("home/show.html")


@bp.post("/dang-xuat")
def logout() -> Response:
    logout_user()
    return redirect(url_for("home.show"))
