"""When the database is away, people still read a page in their language."""

import sqlite3

import pytest
from sqlalchemy import event

from contest.storage.db import db


@pytest.fixture
def outage(app, cast, as_):
    """No connection can be made any more."""

    def fail(*_args):
        raise sqlite3.OperationalError("the server closed the connection")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "do_connect", fail)
    yield
    event.remove(db.engine, "do_connect", fail)


@pytest.mark.parametrize(
    ("name", "page"), [("giang", "/"), ("an", "/"), ("an", "/tai-khoan"), ("an", "/khong-co-trang-nay")]
)
def test_an_error_page_needs_no_database(as_, outage, name, page):
    answer = as_(name).get(page)
    assert answer.status_code == 500
    assert '<html lang="vi" ' in answer.text
    assert answer.text.count("<h1") == 1
    assert "Hệ thống gặp sự cố" in answer.text
    assert "/dang-xuat" not in answer.text


def test_a_script_is_told_in_json(as_, outage):
    answer = as_("an").get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"]) == (500, "server_error")


def test_a_page_not_found_still_shows_who_is_logged_in(as_):
    assert "/dang-xuat" in as_("an").get("/khong-co-trang-nay").text
