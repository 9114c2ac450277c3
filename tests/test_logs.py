"""The log says what happened and where, and never whose or what."""

import json
import logging

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from contest import logs
from contest.settings import Settings, SettingsError


@pytest.fixture(params=["json", "text"])
def written(request, capsys):
    logs.configure(request.param)
    yield lambda: capsys.readouterr().err
    logs.configure("text")


def failed():
    """An error of the database whose text quotes what was to be stored."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(IntegrityError) as raised:  # noqa: PT012
        connection.execute(text("CREATE TABLE p (phone TEXT PRIMARY KEY)"))
        for _ in range(2):
            connection.execute(text("INSERT INTO p VALUES (:p)"), {"p": "0912345678"})
    engine.dispose()
    return raised.value


def test_an_error_is_named_with_its_place_and_without_its_text(written):
    logs.tell("job", level=logging.ERROR, error=failed(), job="export")
    said = written()
    assert "0912345678" not in said
    assert "INSERT" not in said
    assert "IntegrityError" in said
    assert "SQLITE_CONSTRAINT_PRIMARYKEY" in said
    assert "test_logs.py" in said


def test_what_a_library_says_loses_its_values(written):
    logging.getLogger("contest").error("Exception on %s [%s]", "/kich-hoat/ma-bi-mat", "GET", exc_info=failed())
    said = written()
    assert "Exception on" in said
    assert "ma-bi-mat" not in said
    assert "0912345678" not in said


def test_one_json_object_a_line_with_the_number_of_its_request(capsys):
    logs.configure("json")
    token = logs.request_id.set("abc12345")
    logs.tell("request", route="home", status=500, ms=12)
    logs.request_id.reset(token)
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logs.configure("text")
    assert [(s["event"], s["request"], s["route"], s["status"], s["level"]) for s in said] == [
        ("request", "abc12345", "home", 500, "info")
    ]


def test_an_unknown_form_is_named():
    with pytest.raises(SettingsError, match="CONTEST_LOG"):
        Settings.from_env({"CONTEST_LOG": "xml"})
