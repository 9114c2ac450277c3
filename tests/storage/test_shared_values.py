"""What one process made serves all of an installation for a moment; Redis may be gone at any time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import make_url

from contest.storage import shared_values
from contest.storage.shared_values import SharedValues
from tests.support import throwaway_redis

HERE, ELSEWHERE = make_url("postgresql://may-chu/hoithi"), make_url("postgresql://may-chu/khac")
LONG_MS = 60_000


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with throwaway_redis.server(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture
def processes(redis):
    """Two processes of one installation."""
    found = [SharedValues(redis.url, HERE) for _ in range(2)]
    found[0].forget()
    return found


def never():
    raise AssertionError("it was to be made by the other")


def test_what_one_makes_the_other_reads(processes):
    one, other = processes
    assert one.fetch("bang", LONG_MS, lambda: b"1") == b"1"
    assert other.fetch("bang", LONG_MS, never) == b"1"
    assert other.fetch("khac", LONG_MS, lambda: b"2") == b"2"


def test_what_one_forgets_all_forget(processes):
    one, other = processes
    one.fetch("bang", LONG_MS, lambda: b"1")
    other.forget()
    assert one.fetch("bang", LONG_MS, lambda: b"2") == b"2"


def test_what_was_being_made_when_all_was_forgotten_is_nobodys(processes):
    one, other = processes

    def made_too_early():
        other.forget()
        return b"1"

    one.fetch("bang", LONG_MS, made_too_early)
    assert other.fetch("bang", LONG_MS, lambda: b"2") == b"2"


def test_who_comes_while_it_is_made_waits_for_it(processes):
    one, other = processes
    begun, may_end = threading.Event(), threading.Event()

    def slowly():
        begun.set()
        assert may_end.wait(30)
        return b"1"

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(one.fetch, "cham", LONG_MS, slowly)
        assert begun.wait(30)
        second = threads.submit(other.fetch, "cham", LONG_MS, never)
        may_end.set()
        assert (first.result(), second.result()) == (b"1", b"1")


def test_whoever_takes_too_long_is_not_waited_for(processes, monkeypatch):
    one, other = processes
    monkeypatch.setattr(shared_values, "_PATIENCE_S", 0.05)

    def slowly():
        assert other.fetch("cham", LONG_MS, never) is None
        return b"1"

    assert one.fetch("cham", LONG_MS, slowly) == b"1"


def test_an_error_in_making_is_told_and_the_next_may_try(processes):
    one, other = processes
    with pytest.raises(ZeroDivisionError):
        one.fetch("hong", LONG_MS, lambda: bytes(1 // 0))
    assert other.fetch("hong", LONG_MS, lambda: b"1") == b"1"


def test_installations_share_nothing(processes, redis):
    processes[0].fetch("bang", LONG_MS, lambda: b"1")
    assert SharedValues(redis.url, ELSEWHERE).fetch("bang", LONG_MS, lambda: b"2") == b"2"


def test_a_redis_that_is_gone_is_left_alone_for_a_while(tmp_path):
    with throwaway_redis.server(tmp_path) as short:
        one = SharedValues(short.url, HERE)
        assert one.fetch("bang", LONG_MS, lambda: b"1") == b"1"
        short.kill()
        assert one.fetch("bang", LONG_MS, never) is None
        one._redis = None  # not even asked
        assert one.fetch("bang", LONG_MS, never) is None
        one.forget()
