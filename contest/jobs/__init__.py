"""Background work: one huey queue, on SQLite by default and on PostgreSQL where that is the database.

Tasks call services; services never know of the queue (they are given an `enqueue`).
"""

from threading import Lock
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab

from contest.jobs import watching
from contest.services import closing, exporting, import_reading, import_writing, playing, reminding
from contest.services.senders import sender_of
from contest.settings import Settings


def make_queue(settings: Settings) -> Huey:
    """The queue of this installation; opened again by the worker process from the same settings."""
    if settings.jobs_inline:
        return SqliteHuey("contest", filename=":memory:", immediate=True)
    if settings.database_url.startswith("postgresql"):
        return PostgresHuey("contest", dsn=settings.database_url)
    return SqliteHuey("contest", filename=str(settings.instance_path / "jobs.sqlite3"), fsync=True)


def register(app: Flask) -> None:
    """Define the tasks on the application's queue and offer them to the web layer."""
    settings: Settings = app.config["SETTINGS"]
    queue = make_queue(settings)

    @queue.periodic_task(crontab(minute="*"), name="sweep")
    def sweep() -> None:
        """Close attempts whose time ran out and that nobody touched."""
        with app.app_context():
            playing.sweep(settings.now_ms())

    @queue.periodic_task(crontab(minute="*"), name="close_ended_rounds")
    def close_ended_rounds() -> None:
        """Rank every round whose window and grace are over."""
        with app.app_context():
            closing.close_ended_rounds(settings.now_ms())

    @queue.task(name="close_round")
    def close_round(round_id: int, actor_id: int) -> None:
        with app.app_context():
            closing.close_ordered(round_id, actor_id, settings.now_ms())

    @queue.task(retries=2, retry_delay=10, name="export")
    def export(export_id: int) -> None:
        with app.app_context():
            exporting.run_export(export_id, settings.now_ms())

    @queue.task(name="read_bank_file")
    def read_bank_file(upload_id: int) -> None:
        with app.app_context():
            import_reading.read_upload(upload_id, settings.now_ms(), import_reading.limits_of(settings))

    @queue.task(name="write_bank_file")
    def write_bank_file(upload_id: int) -> None:
        with app.app_context():
            import_writing.write_upload(upload_id, settings.now_ms())

    gone_on = Lock()

    @queue.on_startup(name="go_on_with_imports")
    def go_on_with_imports() -> None:
        """What a killed worker had in hand is in no queue any more. Each thread of a worker comes here."""
        if not gone_on.acquire(blocking=False):
            return
        try:
            with app.app_context():
                to_read, to_write = import_writing.take_up()
        except Exception:
            gone_on.release()  # the database was not up yet: the next thread tries again
            raise
        for upload_id in to_read:
            read_bank_file(upload_id)
        for upload_id in to_write:
            write_bank_file(upload_id)

    @queue.task(name="remind")
    def remind(reminder_id: int) -> None:
        sender = sender_of(settings)
        if sender is not None:
            with app.app_context():
                reminding.run_reminder(reminder_id, sender, settings.now_ms())

    def enqueue_reminder(reminder_id: int) -> Any:
        return remind(reminder_id)

    def enqueue_reading(upload_id: int) -> Any:
        return read_bank_file(upload_id)

    def enqueue_closing(round_id: int, actor_id: int) -> Any:
        return close_round(round_id, actor_id)

    def enqueue_writing(upload_id: int) -> Any:
        return write_bank_file(upload_id)

    def enqueue_export(export_id: int) -> Any:
        return export(export_id)

    watching.register(queue, settings)
    app.extensions["queue"] = queue
    app.extensions["heartbeat_ms"] = lambda: watching.heartbeat_ms(queue)
    app.extensions["enqueue_export"] = enqueue_export
    app.extensions["enqueue_reading"] = enqueue_reading
    app.extensions["enqueue_closing"] = enqueue_closing
    app.extensions["enqueue_writing"] = enqueue_writing
    app.extensions["enqueue_reminder"] = enqueue_reminder
