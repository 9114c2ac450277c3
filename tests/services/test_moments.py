"""What everyone asks for is read by one of them, while the others go on with what was read a second ago."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from contest.services import moments
from contest.services.moments import Moments
from contest.storage import changes


@pytest.fixture(autouse=True)
def place(tmp_path):
    changes.agree_on(tmp_path)


@pytest.fixture
def kept():
    return Moments()


def never(_before):
    raise AssertionError("it is kept")


def test_what_is_young_is_not_read_again(kept, monkeypatch):
    monkeypatch.setattr(moments, "SECONDS", 3600.0)
    assert kept.get("a", lambda _: 1) == 1
    assert kept.get("a", never) == 1
    assert kept.get("b", lambda _: 2) == 2


def test_whoever_reads_anew_is_given_the_value_before(kept, monkeypatch):
    kept.get("a", lambda before: [before])
    monkeypatch.setattr(moments, "SECONDS", -1.0)
    assert kept.get("a", lambda before: [before]) == [[None]]


def while_one_reads(kept, ask):
    """What `ask` finds while another thread reads "a" anew and gets 2."""
    begun, may_end = threading.Event(), threading.Event()

    def slowly(_before):
        begun.set()
        assert may_end.wait(30)
        return 2

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(kept.get, "a", slowly)
        assert begun.wait(30)
        found = ask(threads, may_end)
        may_end.set()
        assert first.result() == 2
        return found


def test_while_one_reads_the_others_have_what_was_there(kept, monkeypatch):
    kept.get("a", lambda _: 1)
    ages = iter([False, True])  # old for both, yet not too old for the second

    def is_younger(self, seconds, told):
        return seconds > moments.SECONDS and next(ages, True)

    monkeypatch.setattr(moments._Kept, "is_younger", is_younger)
    assert while_one_reads(kept, lambda _threads, _end: kept.get("a", never)) == 1


def test_after_word_of_a_change_all_wait_for_the_new_value(kept, monkeypatch):
    monkeypatch.setattr(moments, "SECONDS", 3600.0)
    kept.get("a", lambda _: 1)
    changes.tell()

    def ask(threads, may_end):
        second = threads.submit(kept.get, "a", never)
        may_end.set()
        return second.result()

    assert while_one_reads(kept, ask) == 2


def test_an_error_in_reading_is_told_and_the_next_reads(kept):
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda _: 1 // 0)
    assert not kept._reading  # whoever asks for a million rounds that are not there costs no memory
    assert kept.get("a", lambda _: 1) == 1
