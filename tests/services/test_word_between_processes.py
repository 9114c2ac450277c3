"""What one process changes the others of the same machine see at once, though they keep things for a moment."""

import os

import pytest

from contest.services import actors, moments, rounds, snapshots
from contest.storage import changes
from contest.storage.contests import Round
from contest.storage.db import commit, session
from tests.support.cast import NOW
from tests.support.rounds import make_round


@pytest.fixture
def kept(app, cast, monkeypatch):
    """Nothing grows old by itself here."""
    monkeypatch.setattr(moments, "SECONDS", 3600.0)
    return make_round(cast)


def in_another_process(renamed):
    """What another process does that changes something: this one's own memory does not know."""
    row = session().get(Round, renamed)
    row.name = "Đợt chung khảo"
    commit()
    before = changes.told()
    changes.tell()
    assert changes.told() != before


def test_a_round_that_changed_elsewhere(kept):
    assert rounds.round_facts(kept).name == "Đợt 1"
    in_another_process(kept)
    assert rounds.round_facts(kept).name == "Đợt chung khảo"


def test_units_and_what_many_read_are_made_anew(kept):
    tree, made = actors.unit_tree(), []
    for _ in range(2):
        snapshots.snapshot(("thu",), NOW, 60_000, lambda: made.append(1) or True)
    times = snapshots.forgotten()
    in_another_process(kept)
    snapshots.snapshot(("thu",), NOW, 60_000, lambda: made.append(1) or True)
    assert (len(made), snapshots.forgotten()) == (2, times + 1)
    assert actors.unit_tree() == tree


def test_whoever_forgets_tells_the_others(kept):
    for forget in (rounds.forget_rounds, actors.forget_unit_tree, snapshots.forget_snapshots):
        before = changes.told()
        forget()
        assert changes.told() != before


def test_a_disk_without_room_keeps_nobody_from_going_on(kept, monkeypatch):
    def full(*_asked, **_more):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "utime", full)
    rounds.forget_rounds()
    assert rounds.round_facts(kept).name == "Đợt 1"
