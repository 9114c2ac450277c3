"""Whoever writes to SQLite takes their turn, among threads and processes; nobody holds it beyond their death."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine

from contest.storage.write_turns import write_turn

_HOLDS_IT = """
import sys
from sqlalchemy import create_engine
from contest.storage.write_turns import write_turn
with write_turn(create_engine(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def sqlite(tmp_path):
    return create_engine(f"sqlite:///{tmp_path}/contest.sqlite3")


@pytest.fixture
def threads():
    with ThreadPoolExecutor(4) as pool:
        yield pool


def take(engine, held, may_end):
    with write_turn(engine):
        held.set()
        assert may_end.wait(30)


def test_the_next_waits_until_the_turn_is_over(sqlite, threads):
    first, second, over = threading.Event(), threading.Event(), threading.Event()
    threads.submit(take, sqlite, first, over)
    assert first.wait(30)
    threads.submit(take, sqlite, second, over)
    assert not second.wait(0.1)
    over.set()
    assert second.wait(30)


def test_an_error_ends_the_turn(sqlite, threads):
    with pytest.raises(ZeroDivisionError), write_turn(sqlite):
        raise ZeroDivisionError
    held, over = threading.Event(), threading.Event()
    over.set()
    threads.submit(take, sqlite, held, over)
    assert held.wait(30)


def test_a_process_that_dies_gives_its_turn_back(sqlite, threads):
    command = [sys.executable, "-c", _HOLDS_IT, str(sqlite.url)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"mine\n"
        held, over = threading.Event(), threading.Event()
        over.set()
        threads.submit(take, sqlite, held, over)
        assert not held.wait(0.1)
        other.kill()
        assert held.wait(30)


@pytest.mark.parametrize("url", ["postgresql+psycopg://may-chu/hoithi", "sqlite:////khong/co/thu/muc/contest.sqlite3"])
def test_where_there_is_no_queue_nobody_waits(url, threads):
    engine = create_engine(url)
    held, over = [threading.Event(), threading.Event()], threading.Event()
    for one in held:
        threads.submit(take, engine, one, over)
    assert all(one.wait(30) for one in held)
    over.set()
