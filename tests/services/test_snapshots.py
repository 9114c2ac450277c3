"""What many people read at once is made once, and made anew when it is too old."""

import contextvars
import threading

import pytest

from contest.services.snapshots import forget_snapshots, snapshot


@pytest.fixture(autouse=True)
def nothing_kept(app):
    forget_snapshots()


def test_a_value_is_kept_until_it_is_too_old():
    made = iter(range(10))
    asked = [snapshot(("k",), now, 2000, lambda: next(made)) for now in (0, 2000, 2001, 4001, 4002)]
    assert asked == [0, 0, 1, 1, 2]


def test_a_clock_set_back_does_not_keep_a_value_for_ever():
    assert snapshot(("k",), 10_000, 2000, lambda: "old") == "old"
    assert snapshot(("k",), 9_999, 2000, lambda: "new") == "new"


def test_nothing_is_kept_of_what_could_not_be_made():
    with pytest.raises(ZeroDivisionError):
        snapshot(("k",), 0, 2000, lambda: 1 // 0)
    assert snapshot(("k",), 0, 2000, lambda: 7) == 7


def test_of_many_who_ask_at_once_one_makes_it():
    made, inside, go = [], threading.Event(), threading.Event()

    def make() -> int:
        inside.set()
        go.wait(10)
        made.append(1)
        return len(made)

    found: list[int] = []

    def ask() -> None:
        found.append(snapshot(("k",), 0, 2000, make))

    # Each thread asks within a copy of the test's own application context.
    threads = [threading.Thread(target=contextvars.copy_context().run, args=(ask,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    inside.wait(10)
    go.set()
    for thread in threads:
        thread.join()
    assert (made, found) == ([1], [1] * 5)
