"""The first administrator of an installation."""

from sqlalchemy import select

from contest.services import accounts
from contest.services.actors import actor_for
from contest.storage.db import session
from contest.storage.people import Person
from contest.web.account import passwords
from tests.support.cast import PASSWORD


def run(app, *arguments, typed=""):
    return app.test_cli_runner().invoke(args=["admin", "create", *arguments], input=typed)


def test_the_password_is_asked_for_and_the_admin_can_log_in(app, now):
    done = run(app, "--name", "Quản Trị", "--login", "+84 911 000 111", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    person = accounts.log_in("0911000111", PASSWORD, passwords=passwords(), now_ms=now)
    assert actor_for(person).is_admin


def test_what_cannot_be_is_refused_in_words(app):
    for login, password, message in (
        ("0911000111", "ngan", "ít nhất 8"),
        ("a@b", PASSWORD, "thư điện tử không hợp lệ"),
    ):
        done = run(app, "--name", "Quản Trị", "--login", login, typed=f"{password}\n{password}\n")
        assert done.exit_code == 1
        assert message in done.output
    assert session().scalars(select(Person)).all() == []
