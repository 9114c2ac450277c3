"""Monitoring: /metrics for those it is for, /readyz that names what is wrong, a number for every request."""

import dataclasses
import json
import logging
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from contest import clock as clocks
from contest import create_app, figures
from contest.services import playing, readiness
from contest.storage import operations
from contest.storage.attempts import Attempt
from contest.storage.db import commit, db, session
from tests.conftest import settings_for
from tests.support.cast import HOUR, NOW
from tests.support.rounds import make_round


def value(text_, name):
    """The value of one line; 0 where it is not there."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text_, re.M)
    return float(found[1]) if found else 0.0


def metrics(client, **more):
    answer = client.get("/metrics", **more)
    return answer.text if answer.status_code == 200 else None


def test_this_machine_may_look_and_a_stranger_sees_no_such_page(client):
    assert "contest_open_attempts" in metrics(client)
    for environ in ({"REMOTE_ADDR": "10.0.0.9"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.9"}, {"HTTP_FORWARDED": "for=x"}):
        answer = client.get("/metrics", environ_overrides=environ)
        assert answer.status_code == 404
        assert "contest_" not in answer.text


def test_the_token_opens_it_from_elsewhere_and_no_other_does(tmp_path, clock):
    app = create_app(dataclasses.replace(settings_for(tmp_path, clock), metrics_token="the-right-one"))
    client = app.test_client()
    away = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.9"}}
    assert client.get("/metrics", headers={"Authorization": "Bearer the-right-one"}, **away).status_code == 200
    for wrong in ("Bearer wrong", "Bearer ", "", "the-right-on"):
        assert client.get("/metrics", headers={"Authorization": wrong}, **away).status_code == 404


def test_without_a_token_set_an_empty_one_opens_nothing(client):
    away = {"REMOTE_ADDR": "10.0.0.9"}
    assert client.get("/metrics", headers={"Authorization": "Bearer "}, environ_overrides=away).status_code == 404


def test_requests_are_counted_by_kind_of_page_and_status(client):
    before = metrics(client)
    client.get("/healthz")
    client.get("/khong-co-trang-nay")
    after = metrics(client)
    for name in (
        'contest_requests_total{route="health",status="200"}',
        'contest_requests_total{route="unknown",status="404"}',
        'contest_request_seconds_count{route="health"}',
    ):
        assert value(after, name) == value(before, name) + 1


def test_starts_saves_refusals_and_submissions_are_counted(app, cast, as_):
    round_id = make_round(cast)
    an = as_("an")
    before = metrics(an)
    paper = an.get(an.post(f"/thi/{round_id}").location)
    token = re.search(r'data-token="([^"]+)"|name="token" value="([^"]+)"', paper.text)
    attempt = session().query(Attempt.id).scalar()
    headers = {"X-Attempt": token[1] or token[2]}
    state = {"base": 0, "save_id": "lan-luu-1", "answers": {"a": {"0": 0}}}
    assert an.put(f"/thi/luot/{attempt}/luu", json=state, headers=headers).status_code == 200
    assert an.put(f"/thi/luot/{attempt}/luu", json=state | {"save_id": "lan-luu-2"}, headers=headers).status_code == 409
    last = state | {"base": 1, "save_id": "lan-luu-3"}
    assert an.post(f"/thi/luot/{attempt}/nop", json=last, headers=headers).status_code == 200
    after = metrics(an)
    for name in (
        "contest_starts_total",
        "contest_saves_total",
        'contest_saves_refused_total{status="409"}',
        "contest_submits_total",
    ):
        assert value(after, name) == value(before, name) + 1, name


def test_open_attempts_and_how_long_the_sweep_is_behind(app, cast, clock, client):
    started = playing.start(cast.people["an"], make_round(cast), NOW, "s")
    deadline = session().get_one(Attempt, started.id).deadline_ms
    assert value(metrics(client), "contest_open_attempts") == 1
    assert value(metrics(client), "contest_sweep_lag_seconds") == 0
    clock.ms = deadline + 30_000 + 5_000
    assert value(metrics(client), "contest_sweep_lag_seconds") == 5
    playing.sweep(clock.ms)
    assert value(metrics(client), "contest_open_attempts") == 0


def test_metrics_answer_without_a_database(app, client, outage):
    assert value(metrics(client), "contest_database_up") == 0
    assert "contest_open_attempts" not in metrics(client)


@pytest.fixture
def outage(app):
    def fail(*_args):
        raise sqlite3.OperationalError("unable to open database file")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "do_connect", fail)
    yield
    event.remove(db.engine, "do_connect", fail)


@pytest.fixture
def ready_app(app, clock):
    """As `serve` leaves it: migrated, the worker alive."""
    session().execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    session().execute(text("INSERT INTO alembic_version VALUES (:n)"), {"n": operations.newest_revision()})
    commit()
    app.extensions["queue"].put("heartbeat", clock.ms)
    return app


def ready(client):
    answer = client.get("/readyz")
    wrong = {name: said for name, said in answer.json.items() if name != "ready" and said != "ok"}
    assert answer.json["ready"] is (not wrong)
    assert answer.status_code == (503 if wrong else 200)
    return wrong


def test_all_well(ready_app, client):
    assert ready(client) == {}


def test_a_database_that_does_not_answer_is_named(ready_app, client, outage):
    assert ready(client) == {"database": "unreachable", "migrations": "unknown"}


@pytest.mark.parametrize("statement", ["UPDATE alembic_version SET version_num = '0001'", "DROP TABLE alembic_version"])
def test_a_database_that_was_not_migrated_is_named(ready_app, client, statement):
    session().execute(text(statement))
    commit()
    assert ready(client) == {"migrations": "pending"}


def test_a_worker_that_fell_silent_or_never_was_is_named(ready_app, client, clock):
    clock.ms += HOUR
    assert ready(client) == {"worker": "silent"}
    ready_app.extensions["queue"].get("heartbeat")
    assert ready(client) == {"worker": "absent"}


def test_a_full_disk_is_named(ready_app, client, monkeypatch):
    usage = readiness.shutil.disk_usage("/")
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda _folder: usage._replace(free=1000))
    assert ready(client) == {"disk": "full"}


def test_a_clock_that_was_set_is_named(ready_app, client, monkeypatch):
    monkeypatch.setattr(clocks, "set_by_ms", lambda: -HOUR)
    assert ready(client) == {"clock": "set"}


def test_alive_needs_nothing_else(client, outage):
    assert client.get("/healthz").status_code == 200


def test_every_answer_has_a_number_and_a_failure_is_told_under_it(app, as_, outage, monkeypatch):
    told = []
    monkeypatch.setattr(logging.getLogger("contest.events"), "handle", told.append)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = as_("giang").get("/?q=bi-mat")
    assert answer.status_code == 500
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-Id"])
    assert [(r.msg, r.facts["status"], r.facts["route"]) for r in told] == [("request", 500, "home")]
    assert "bi-mat" not in json.dumps(told[0].facts)


def test_a_number_from_outside_is_believed_from_our_proxy_alone(client, tmp_path, clock):
    given = {"X-Request-Id": "so-cua-proxy-1"}
    assert client.get("/healthz", headers=given).headers["X-Request-Id"] != "so-cua-proxy-1"
    behind = create_app(dataclasses.replace(settings_for(tmp_path, clock), trusted_proxies=1)).test_client()
    assert behind.get("/healthz", headers=given).headers["X-Request-Id"] == "so-cua-proxy-1"
    odd = {"X-Request-Id": "ngắt dòng"}
    assert behind.get("/healthz", headers=odd).headers["X-Request-Id"] != "ngắt dòng"


@pytest.mark.parametrize("in_memory", [True, False])
def test_counting_starts_anew_with_every_serve(tmp_path, monkeypatch, in_memory):
    monkeypatch.setattr(figures, "_MEMORY", tmp_path if in_memory else tmp_path / "absent")
    monkeypatch.setenv(figures.FOLDER, "")
    figures.prepare(tmp_path / "instance")
    folder = Path(os.environ[figures.FOLDER])
    assert folder.parent == (tmp_path if in_memory else tmp_path / "instance")
    (folder / "counter_1.db").write_bytes(b"old")
    figures.prepare(tmp_path / "instance")
    assert list(folder.iterdir()) == []


def test_a_process_starts_although_somebody_tidied_the_folder_away(tmp_path):
    code = "from contest import figures; figures.SAVES.inc(); print(figures.exposition({}).decode())"
    env = os.environ | {figures.FOLDER: str(tmp_path / "gone")}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert value(ran.stdout, "contest_saves_total") == 1, ran.stderr
