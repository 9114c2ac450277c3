"""Closing by hand: a small round at once, a large one in the background, once, whoever comes first."""

import pytest

from contest.rules.refusals import Refused
from contest.services import closing
from contest.storage import ranking
from contest.storage.attempts import Attempt
from contest.storage.contests import Round
from contest.storage.db import commit, rollback, session
from contest.storage.people import AuditEntry
from tests.support.cast import HOUR
from tests.support.results import enter, make_contest, make_round, places


@pytest.fixture
def dung(cast):
    return cast.people["dung"]


@pytest.fixture
def row(any_app, cast):
    row = make_round(make_contest(cast))
    for name in ("an", "binh", "chi"):
        enter(row, cast.people[name])
    return row


@pytest.fixture
def large(row, monkeypatch):
    monkeypatch.setattr(closing, "AT_ONCE", 2)
    return row


@pytest.fixture
def asked():
    return []


def order(row, who, now, asked):
    return closing.close_by_hand(row.id, who, now, lambda *given: asked.append(given))


def stored(row):
    session().expire_all()
    return session().get_one(Round, row.id)


def closers(row):
    return [e.actor_id for e in session().query(AuditEntry).filter_by(action="round.closed", subject_id=row.id)]


def test_a_small_round_is_closed_at_once(row, dung, now, asked):
    assert order(row, dung, now, asked) is True
    assert (asked, stored(row).closed_ms) == ([], now)


def test_a_large_round_waits_for_the_worker_and_says_how_far_it_is(large, dung, now, asked):
    assert order(large, dung, now, asked) is False
    assert (asked, stored(large).closed_ms, closing.ranking_percent(large.id)) == ([(large.id, dung)], None, 0)
    closing.close_ordered(large.id, dung, now + 1)
    assert (stored(large).closed_ms, closing.ranking_percent(large.id)) == (now + 1, None)
    assert (sorted(places(large).values()), closers(large)) == ([1, 2, 3], [dung])


def test_ordered_and_run_twice_it_is_closed_once(large, dung, now, asked):
    order(large, dung, now, asked)
    order(large, dung, now, asked)
    for given in asked * 2:
        closing.close_ordered(*given, now + 1)
    assert order(large, dung, now + 9, asked) is True
    assert (len(asked), closers(large)) == (1, [dung])


def test_an_order_of_a_worker_that_was_killed_is_gone_on_with_by_the_minute(large, dung, now, asked):
    order(large, dung, now, asked)
    assert closing.close_ended_rounds(now + 60_000) == 1
    assert (stored(large).closed_ms, closing.ranking_percent(large.id)) == (now + 60_000, None)


def test_where_nobody_works_in_the_background_a_large_round_is_closed_at_once(large, dung, now):
    assert closing.close_by_hand(large.id, dung, now) is True
    assert (stored(large).closed_ms, sorted(places(large).values()), closers(large)) == (now, [1, 2, 3], [dung])


def test_what_was_ordered_of_a_worker_that_died_is_done_at_the_next_click(large, dung, now, asked):
    order(large, dung, now, asked)
    assert closing.close_by_hand(large.id, dung, now + 1) is True
    closing.close_ordered(*asked[0], now + 2)  # a worker came after all
    assert (stored(large).closed_ms, closing.ranking_percent(large.id)) == (now + 1, None)
    assert (sorted(places(large).values()), closers(large)) == ([1, 2, 3], [dung])


def test_what_cannot_be_closed_is_refused_before_anything_is_ordered(large, dung, now, asked):
    with pytest.raises(Refused, match="round_not_ended"):
        order(large, dung, large.closes_ms - 1, asked)
    rollback()
    still_open(large, until=now + HOUR)
    with pytest.raises(Refused, match="attempts_still_open"):
        order(large, dung, now, asked)
    rollback()
    assert (asked, closing.ranking_percent(large.id)) == ([], None)


def test_overdue_attempts_do_not_hold_up_the_order(large, dung, now, asked):
    still_open(large, until=now - 1)
    assert order(large, dung, now, asked) is False


def test_an_order_that_became_impossible_is_no_longer_under_way(large, dung, now, asked):
    order(large, dung, now, asked)
    still_open(large, until=now + HOUR)
    closing.close_ordered(*asked[0], now)
    assert (stored(large).closed_ms, closing.ranking_percent(large.id)) == (None, None)


def still_open(row, until):
    attempt = session().query(Attempt).filter_by(round_id=row.id).first()
    attempt.submitted_ms, attempt.deadline_ms, attempt.grace_ms = None, until, 0
    commit()
    assert ranking.open_attempts(row.id) == 1
