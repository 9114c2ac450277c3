"""The real thing in real processes: an installation with an open round, served by `serve`."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, insert, select, text

from contest.cli.postgres import free_port
from contest.cli.serve import answers, web_server
from contest.rules.attempt_tokens import Ticket
from contest.services import playing
from contest.services.actors import forget_unit_tree
from contest.services.rounds import forget_rounds
from contest.services.verifying import Checked, Difference, verify
from contest.settings import ROOT, Settings
from contest.storage.attempts import Attempt
from contest.storage.db import commit, connection, db
from contest.storage.operations import newest_revision
from contest.storage.people import Person
from tests.support.cast import HOUR, make_cast
from tests.support.rounds import make_round, sample_items

SECRET = "chi-dung-khi-thu"
ITEMS = 12
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class Stack:
    """One installation. `people` are contestants; `start` serves it, `stop` ends every process of it."""

    folder: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[str] | None" = None
    round_id: int = 0
    people: list[int] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        made = Settings(secret_key=SECRET, instance_path=self.folder, database_url=self.database_url)
        return replace(made, argon2_time_cost=1, argon2_memory_kib=8)

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "CONTEST_SECRET": SECRET,
            "CONTEST_INSTANCE": str(self.folder),
            "CONTEST_DATABASE_URL": self.database_url,
        }
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("CONTEST_", "PROMETHEUS_", "FLASK_"))}
        return clean | ours | self.more

    def engine(self) -> Engine:
        return create_engine(self.settings.sqlalchemy_url)

    def make(self, people: int, **rules: Any) -> None:
        """Tables, a round that opened an hour ago and lasts two more, contestants."""
        with self.database():
            db.create_all()
            connection().execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            connection().execute(text("INSERT INTO alembic_version VALUES (:n)"), {"n": newest_revision()})
            now, cast = now_ms(), make_cast()
            window = {"opens_ms": now - HOUR, "closes_ms": now + 2 * HOUR}
            self.round_id = make_round(cast, sample_items(ITEMS), **window, **rules)
            row = {"category": "official", "unit_id": cast.units["ward"], "registered_ms": now - 2 * HOUR}
            rows = [{**row, "name": f"Thí sinh {n}", "folded": f"thi sinh {n}"} for n in range(people)]
            made = connection().execute(insert(Person).returning(Person.id, sort_by_parameter_order=True), rows)
            self.people = list(made.scalars())
            commit()

    def open_attempts(self, people: list[int]) -> list[Ticket]:
        """Each person's paper, opened."""
        with self.database():
            return [Ticket(playing.start(p, self.round_id, now_ms(), SECRET).id, p) for p in people]

    def start(self, command: list[str] | None = None) -> None:
        command = command or [*FLASK, "serve", "--port", str(self.port), "--workers", "2", "--threads", "4"]
        with (self.folder.parent / f"{self.folder.name}.log").open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        ready = threading.Event()
        threading.Thread(target=_await_ready, args=(self.process, ready), daemon=True).start()
        assert ready.wait(120), "serve did not become ready"
        assert self.process.poll() is None

    def serve_directly(self, target: str) -> None:
        """Another application in one process, replaced when it dies; no job worker."""
        command = [*web_server("127.0.0.1", self.port, 1, 4)[:-1], target]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        until(lambda: answers(f"http://127.0.0.1:{self.port}/healthz"))

    def stop(self) -> None:
        if self.process is None:
            return
        below = self.descendants()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pid in below:
            kill(pid)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def descendants(self, *, named: str = "") -> list[int]:
        """Every process below `serve` whose command line holds the text, parents first."""
        assert self.process is not None
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop(0)
            waiting += children(pid)
            if pid != self.process.pid and named in command_line(pid):
                found.append(pid)
        return found

    def web_workers(self) -> list[int]:
        """The processes that answer requests, not the one that keeps them."""
        return [pid for master in self.masters() for pid in children(master)]

    def masters(self) -> list[int]:
        assert self.process is not None
        return [pid for pid in children(self.process.pid) if "granian" in command_line(pid)]

    def job_workers(self) -> list[int]:
        return self.descendants(named="huey_consumer")

    def verify(self) -> tuple[list[Difference], Checked]:
        """What verifying finds, and how much it looked at."""
        checked = Checked()
        with self.database():
            return list(verify(None, checked)), checked

    @contextmanager
    def database(self) -> Iterator[None]:
        """An application that has the database and nothing else."""
        forget_unit_tree()
        forget_rounds()
        app = Flask("contest")
        app.config.update(SETTINGS=self.settings, SQLALCHEMY_DATABASE_URI=self.settings.sqlalchemy_url)
        db.init_app(app)
        with app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()

    def attempts(self) -> dict[int, Any]:
        engine = self.engine()
        with engine.connect() as reading:
            rows = {row.id: row for row in reading.execute(select(Attempt.__table__))}
        engine.dispose()
        return rows


def _await_ready(process: "subprocess.Popen[str]", ready: threading.Event) -> None:
    assert process.stdout is not None
    for line in process.stdout:  # read on, so that the pipe never fills
        if line.startswith("READY"):
            ready.set()


def children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def until(holds: Any, seconds: float = 60) -> None:
    """Wait for it, or fail."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, f"it did not come about: {found}"
        time.sleep(0.05)


def readiness(stack: Stack) -> dict[str, Any]:
    """What /readyz says; empty where nothing answers."""
    line = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=10)
    try:
        line.request("GET", "/readyz")
        said: dict[str, Any] = json.loads(line.getresponse().read())
        return said
    except (OSError, http.client.HTTPException):
        return {}
    finally:
        line.close()
