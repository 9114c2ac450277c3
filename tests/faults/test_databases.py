"""PostgreSQL dies and comes back, Redis dies for good: the contest goes on with everything it acknowledged."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from contest.cli import postgres
from tests.faults.ledger import check, crowd, finish
from tests.faults.stack import Stack, kill, readiness, until
from tests.support import throwaway_redis

PEOPLE = 8
OPTIONS = ("listen_addresses=127.0.0.1", "max_connections=100", "shared_buffers=64MB")


class Postgres:
    """A durable server that can be killed and started again on its data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, postgres.free_port()
        postgres.prepare(folder)
        self.start()
        with psycopg.connect(self.url("postgres"), autocommit=True) as admin:
            admin.execute("CREATE DATABASE contest")

    def url(self, name: str = "contest") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        command = postgres.command(self.folder, self.port, OPTIONS)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until(self.answers)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """The server and every process of it, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


@pytest.fixture(scope="module")
def database():
    made = Postgres(Path(tempfile.mkdtemp(prefix="contest-pg-")))  # pytest's own folders let nobody else in
    yield made
    made.stop()
    shutil.rmtree(made.folder)


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with throwaway_redis.server(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(scope="module")
def stack(database, redis, tmp_path_factory):
    made = Stack(tmp_path_factory.mktemp("served"), database.url())
    made.more = {"CONTEST_REDIS_URL": redis.url}
    made.make(PEOPLE * 4)
    made.start()
    yield made
    made.stop()


def crash_repeatedly(stack: Stack, database: Postgres, times: int) -> list:
    taken, stack.people = stack.people[:PEOPLE], stack.people[PEOPLE:]
    players = crowd(stack, stack.open_attempts(taken))
    for _ in range(times):
        time.sleep(random.random() * 0.4)
        database.kill()
        time.sleep(random.random() * 0.2)
        database.start()
    time.sleep(0.3)
    finish(players)
    assert sum(p.browser.repeated for p in players) > 0
    return [p.browser for p in players]


def test_postgresql_is_killed_and_started_again(stack, database):
    check(stack, crash_repeatedly(stack, database, 1))
    until(lambda: readiness(stack).get("database") == "ok")


@pytest.mark.slow
def test_postgresql_is_killed_again_and_again(stack, database):
    check(stack, crash_repeatedly(stack, database, 40))
    until(lambda: readiness(stack).get("ready"), 150)  # the worker says once a minute that it lives


def test_processes_are_killed_on_postgresql(stack):
    taken, stack.people = stack.people[:PEOPLE], stack.people[PEOPLE:]
    players = crowd(stack, stack.open_attempts(taken))
    time.sleep(0.2)
    for pid in stack.web_workers():
        kill(pid)
    finish(players)
    check(stack, [p.browser for p in players])


def log_in(stack: Stack, login: str) -> int:
    """The status of trying a wrong password."""
    page = f"http://127.0.0.1:{stack.port}/dang-nhap"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(page, timeout=15) as answer:
        token = answer.read().decode().partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    form = urllib.parse.urlencode({"csrf_token": token, "login": login, "password": "sai"}).encode()
    try:
        return opener.open(page, form, timeout=15).status
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def test_redis_is_killed_for_good(stack, redis):
    """Last of the file: people save on, logging in works, and is still limited."""
    assert log_in(stack, "0900000001") == 422
    taken, stack.people = stack.people[:PEOPLE], stack.people[PEOPLE:]
    players = crowd(stack, stack.open_attempts(taken))
    redis.kill()
    time.sleep(0.2)
    assert log_in(stack, "0900000002") == 422
    finish(players)
    check(stack, [p.browser for p in players])
    tried = [log_in(stack, "0900000003") for _ in range(2 * 30 + 1)]
    assert set(tried) == {422, 429}
