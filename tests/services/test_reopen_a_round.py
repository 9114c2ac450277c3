"""An outage at the very end is repaired after the close: the round opens again until it is announced."""

import pytest

from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.services import amending
from contest.services.closing import close_ended_rounds, close_round
from contest.services.rounds import round_facts
from contest.storage.attempts import Attempt
from contest.storage.contests import Amendment, AttemptGrant, Round
from contest.storage.db import commit, session
from contest.storage.people import AuditEntry
from contest.storage.standings import Standing
from tests.support.cast import HOUR, MINUTE
from tests.support.results import enter, make_contest, make_round, places

REASON = "Máy chủ ngừng lúc 21 giờ 30"


@pytest.fixture
def closed(any_app, cast, now):
    """A round closed by the job, with two people in it, and a moment an hour later."""
    row = make_round(make_contest(cast), tie_breaks=["prediction", "elapsed"])
    enter(row, cast.people["an"], prediction=2)
    enter(row, cast.people["binh"], prediction=9)
    assert close_ended_rounds(now) == 1
    assert places(row) == {cast.people["an"]: 1, cast.people["binh"]: 2}
    return row, now + HOUR + 1


def extend(row, now_ms, minutes=30):
    return amending.extend(row.id, minutes=minutes, reason=REASON, actor_id=None, now_ms=now_ms)


def grant(row, now_ms, **more):
    return amending.grant_attempts(row.id, attempts=1, reason=REASON, actor_id=None, now_ms=now_ms, **more)


def test_an_extension_opens_a_closed_round_for_so_many_minutes_from_now(closed):
    row, now_ms = closed
    made = extend(row, now_ms)
    facts = round_facts(row.id)
    assert (facts.phase_at(now_ms), facts.closed_ms, facts.outcome) == (Phase.OPEN, None, {})
    assert 30 * MINUTE <= facts.rules.closes_ms - now_ms < 31 * MINUTE
    assert (made.details["reopened"], made.details["from_now"]) == (True, True)
    assert [(s.place, s.prediction_error) for s in session().query(Standing)] == [(None, None)] * 2


def test_the_audit_keeps_what_the_close_had_fixed(closed):
    row, now_ms = closed
    was = session().get_one(Round, row.id).closed_ms
    extend(row, now_ms)
    kept = session().query(AuditEntry).filter_by(action="round.reopened").one()
    assert (kept.details["closed_ms"], kept.details["figures"]["entrants"]) == (was, 2)


def test_a_reopened_round_is_closed_and_ranked_again(closed, cast):
    row, now_ms = closed
    extend(row, now_ms)
    enter(row, cast.people["hoa"], prediction=3)
    assert close_ended_rounds(now_ms + 20 * MINUTE) == 0
    assert close_ended_rounds(now_ms + HOUR) == 1
    assert places(row) == {cast.people["hoa"]: 1, cast.people["an"]: 2, cast.people["binh"]: 3}


def test_attempts_that_time_has_closed_stay_closed(closed):
    row, now_ms = closed
    before = {a.id: (a.submitted_ms, a.deadline_ms) for a in session().query(Attempt)}
    assert extend(row, now_ms).details["attempts_moved"] == 0
    session().expire_all()
    assert {a.id: (a.submitted_ms, a.deadline_ms) for a in session().query(Attempt)} == before


def test_further_attempts_after_the_close_come_with_an_open_window(closed, cast):
    row, now_ms = closed
    made = grant(row, now_ms, login="0900000001", minutes=45)
    assert round_facts(row.id).phase_at(now_ms) is Phase.OPEN
    assert (made.details["reopened"], made.details["minutes"]) == (True, 45)
    assert session().query(AttemptGrant).one().person_id == cast.people["an"]


def test_without_minutes_nothing_is_granted_once_the_window_is_over(closed):
    row, now_ms = closed
    with pytest.raises(Refused) as no:
        grant(row, now_ms)
    assert (no.value.code, no.value.field) == ("window_over", "minutes")
    session().rollback()
    assert session().get_one(Round, row.id).closed_ms is not None
    assert session().query(AttemptGrant).count() == 0


@pytest.mark.parametrize("minutes", [0, -1, 7 * 24 * 60 + 1])
def test_a_window_opened_again_has_a_sensible_length(closed, minutes):
    row, now_ms = closed
    with pytest.raises(Refused, match="minutes_out_of_range"):
        grant(row, now_ms, minutes=minutes)


@pytest.mark.parametrize("kind", ["provisional", "official"])
def test_what_is_announced_is_not_opened_again(closed, kind):
    row, now_ms = closed
    row.published = kind
    commit()
    for act in (extend, grant):
        with pytest.raises(Refused, match="results_announced"):
            act(row, now_ms)
        session().rollback()
    assert session().query(Amendment).count() == 0


def test_an_ended_round_that_nobody_closed_is_extended_from_now_too(any_app, cast, now):
    row = make_round(make_contest(cast))
    made = extend(row, now)
    assert made.details["reopened"] is False
    assert round_facts(row.id).rules.closes_ms == now + 30 * MINUTE


def test_while_the_window_is_open_a_grant_leaves_its_end_alone(any_app, cast, now):
    row = make_round(make_contest(cast), closes_ms=now + HOUR)
    grant(row, now, minutes=45)
    assert round_facts(row.id).rules.closes_ms == now + HOUR


def test_an_open_round_is_still_not_closed_before_its_new_end(closed):
    row, now_ms = closed
    extend(row, now_ms)
    with pytest.raises(Refused, match="round_not_ended"):
        close_round(row.id, None, now_ms + MINUTE)
