"""The queue runs our services: overdue attempts are swept, ended rounds closed, exports made."""

from contest.services import closing, exporting, import_reading, import_writing, playing


def test_every_background_task_is_registered(app):
    queue = app.extensions["queue"]
    assert {name.rpartition(".")[2] for name in queue._registry._registry} >= {"sweep", "close_ended_rounds", "export"}


def test_the_sweep_is_given_the_installations_clock(app, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(playing, "sweep", asked.append)
    queue = app.extensions["queue"]
    next(task for name, task in queue._registry._registry.items() if name.endswith("sweep"))().execute()
    assert asked == [clock.ms]


def test_ended_rounds_are_closed_by_the_minute(app, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(closing, "close_ended_rounds", asked.append)
    queue = app.extensions["queue"]
    next(t for name, t in queue._registry._registry.items() if name.endswith("close_ended_rounds"))().execute()
    assert asked == [clock.ms]


def test_an_export_is_made_with_the_id_it_was_asked_for(app, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(exporting, "run_export", lambda *given: asked.append(given))
    app.extensions["enqueue_export"](7)
    assert asked == [(7, clock.ms)]


def test_a_worker_that_starts_goes_on_with_imports_that_broke_off(app, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(import_writing, "take_up", lambda: ([3], [4]))
    monkeypatch.setattr(import_reading, "read_upload", lambda upload, *_: asked.append(("read", upload)))
    monkeypatch.setattr(import_writing, "write_upload", lambda upload, *_: asked.append(("write", upload)))
    for _thread in range(2):
        app.extensions["queue"]._startup["go_on_with_imports"]()
    assert asked == [("read", 3), ("write", 4)]


def test_a_round_is_closed_for_whoever_asked(app, clock, monkeypatch):
    asked = []
    monkeypatch.setattr(closing, "close_ordered", lambda *given: asked.append(given))
    app.extensions["enqueue_closing"](7, 5)
    assert asked == [(7, 5, clock.ms)]
