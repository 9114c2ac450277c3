"""The figures of a running round, as its organiser sees them."""

import pytest

from contest.services.actors import actor_for
from contest.services.rounds import forget_rounds, round_facts
from contest.services.snapshots import forget_snapshots
from contest.services.watching import FRESH_MS, watch
from contest.storage.attempts import Attempt
from contest.storage.contests import Round
from contest.storage.db import commit, session
from tests.support.cast import MINUTE, NOW
from tests.support.contests import enter
from tests.support.rounds import make_round


@pytest.fixture
def seen(any_app, cast):
    """A round open since an hour ago: An has handed in, Bình writes, nobody else came."""
    round_id = make_round(cast)
    row = session().get_one(Round, round_id)
    done = enter(cast, row, "an")
    done.submitted_ms, done.started_ms = NOW - 30 * MINUTE, NOW - 50 * MINUTE
    open_one = enter(cast, row, "binh", deadline_ms=NOW + 10 * MINUTE)
    open_one.started_ms = NOW - MINUTE
    commit()

    def look(who="dung", now_ms=NOW, *, fresh=True):
        if fresh:
            forget_snapshots()
            forget_rounds()
        return watch(round_facts(round_id), actor_for(cast.person(who)), now_ms)

    return look


def test_the_funnel_narrows_from_accounts_to_papers_all_right(seen):
    assert seen().funnel == (("eligible", 8), ("started", 2), ("submitted", 1), ("all_correct", 0))


def test_papers_being_written_are_counted_until_their_grace_is_over(seen):
    assert seen().figures.open_now == 1
    assert seen(now_ms=NOW + 10 * MINUTE + 30_000).figures.open_now == 0


def test_entries_are_counted_by_the_hour_they_began_in(seen):
    found = seen()
    assert sum(bar.count for bar in found.entries) == found.figures.attempts == 2
    assert {bar.hours for bar in found.entries} == {1}


def test_the_map_shows_the_units_that_the_person_organises(seen):
    assert {line.unit.code for line in seen("lan").units} == {"X-PHULOC"}
    commune = seen("lan").units[0]
    assert (commune.entered, commune.headcount, commune.percent) == (1, 20, 5)
    assert len(seen("dung").units) == 5


def test_however_many_look_it_is_read_once_for_some_seconds(seen, cast):
    first = seen()
    session().query(Attempt).delete()
    commit()
    assert seen(now_ms=NOW + FRESH_MS, fresh=False) == first
    assert seen(now_ms=NOW + FRESH_MS + 1, fresh=False).figures.started == 0
