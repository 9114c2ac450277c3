"""The worker says that it lives; its work is counted and told, never with what it was about."""

import logging

import pytest

from contest import figures
from contest.jobs import watching
from contest.services import exporting


def task(app, name):
    registry = app.extensions["queue"]._registry._registry
    return next(found for key, found in registry.items() if key.endswith(name))


def jobs(name, outcome):
    return figures.JOBS.labels(name, outcome)._value.get()


def test_the_heartbeat_is_the_installations_time_and_stays_to_be_read(app, clock):
    queue = app.extensions["queue"]
    assert watching.heartbeat_ms(queue) is None
    task(app, "heartbeat")().execute()
    assert [watching.heartbeat_ms(queue) for _ in range(2)] == [clock.ms, clock.ms]
    assert app.extensions["heartbeat_ms"]() == clock.ms


@pytest.fixture
def told(monkeypatch):
    lines = []
    monkeypatch.setattr(logging.getLogger("contest.events"), "handle", lines.append)
    return lines


def test_work_done_is_counted_and_told(app, told, monkeypatch):
    before = jobs("export", "done")
    monkeypatch.setattr(exporting, "run_export", lambda *_: None)
    app.extensions["enqueue_export"](7)
    assert jobs("export", "done") == before + 1
    assert [(r.facts["job"], r.facts["outcome"]) for r in told] == [("export", "done")]


def test_failed_work_is_told_as_an_error(app, told, monkeypatch):
    before = jobs("read_bank_file", "failed")

    def fail(*_args):
        raise ValueError("0912345678")

    monkeypatch.setattr("contest.services.import_reading.read_upload", fail)
    app.extensions["enqueue_reading"](7)
    assert jobs("read_bank_file", "failed") == before + 1
    assert [(r.levelname, type(r.error)) for r in told] == [("ERROR", ValueError)]
    assert "0912345678" not in str(told[0].facts)
