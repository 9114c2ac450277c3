"""Processes die without a word; people go on, and nothing they were told is saved is lost."""

import random
import time
from pathlib import Path

import pytest

from tests.faults.ledger import Player, check, crowd, finish
from tests.faults.stack import Stack, command_line, kill, until

PEOPLE = 8


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    made = Stack(tmp_path_factory.mktemp("processes"))
    made.make(PEOPLE * 4)
    made.start()
    yield made
    made.stop()


def some_people(stack: Stack, most: int = PEOPLE) -> list[int]:
    taken, stack.people = stack.people[:most], stack.people[most:]
    return taken


def damage(stack: Stack, kills: int, pick) -> list:
    """Papers of a few people while processes are killed; returns the browsers."""
    players = crowd(stack, stack.open_attempts(some_people(stack)))
    for _ in range(kills):
        _kill(pick)
        before = saved(players)
        until(lambda before=before: saved(players) > before)  # the next kill too hits people at work, not the dead
    for _ in range(20):  # one kill may fall between two requests: go on until somebody felt it
        time.sleep(0.3)
        if any(p.browser.repeated for p in players):
            break
        _kill(pick)
    finish(players)
    assert sum(p.browser.repeated for p in players) > 0
    return [p.browser for p in players]


def saved(players: list[Player]) -> int:
    """How many saves were acknowledged."""
    return sum(p.browser.revision for p in players)


def _kill(pick) -> None:
    time.sleep(random.random() * 0.3)
    until(lambda: bool(pick()))
    for pid in pick():
        kill(pid)


def test_a_process_that_answers_is_killed_and_replaced(stack):
    check(stack, damage(stack, 1, lambda: stack.web_workers()[:1]))
    until(lambda: len(stack.web_workers()) == 2)


def test_all_of_them_with_the_one_that_keeps_them(stack):
    check(stack, damage(stack, 1, lambda: [*stack.masters(), *stack.web_workers()] if stack.web_workers() else []))
    until(lambda: len(stack.web_workers()) == 2)


@pytest.mark.slow
def test_the_one_that_keeps_them_alone(stack):
    """Those it kept live on without it; whoever follows must not find them at the port."""
    left = stack.web_workers()
    check(stack, damage(stack, 1, stack.masters))
    until(lambda: len(stack.web_workers()) == 2)
    assert [pid for pid in left if command_line(pid)] == []


def test_the_job_worker_is_killed_and_replaced(stack):
    before = stack.job_workers()
    players = crowd(stack, stack.open_attempts(some_people(stack)), saves=5)
    for pid in before:
        kill(pid)
    finish(players)
    until(lambda: bool(stack.job_workers()) and set(stack.job_workers()).isdisjoint(before))
    check(stack, [p.browser for p in players])


@pytest.mark.slow
def test_hundreds_of_kills(tmp_path):
    stack = Stack(tmp_path / "many")
    stack.folder.mkdir()
    stack.make(40)
    stack.start()
    try:
        browsers = []
        for _ in range(5):
            browsers += damage(stack, 40, lambda: random.sample(stack.web_workers(), 1) if stack.web_workers() else [])
        check(stack, browsers)
    finally:
        stack.stop()


def test_killed_between_commit_and_reply(tmp_path: Path):
    """The browser never learns that its save was stored, and sends it again: stored once, and going on."""
    stack = Stack(tmp_path / "dying")
    stack.folder.mkdir()
    stack.make(4)
    stack.more = {"DIE_AFTER_SAVE": str(tmp_path / "die")}
    stack.serve_directly("tests.faults.dying:app")
    try:
        players = crowd(stack, stack.open_attempts(stack.people))
        for _ in range(2):
            (tmp_path / "die").touch()
            until(lambda: not (tmp_path / "die").exists())
            time.sleep(6)  # granian takes two deaths within 5.5 seconds for a worker that cannot live
        finish(players)
        assert sum(p.browser.repeated for p in players) >= 2
        check(stack, [p.browser for p in players])
    finally:
        stack.stop()
