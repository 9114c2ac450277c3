"""Closing ranks everyone by all rules once the round is over, and fixes the figures."""

import pytest

from contest.rules.refusals import Refused
from contest.services.closing import close_ended_rounds, close_round
from contest.storage.attempts import Attempt
from contest.storage.contests import Round
from contest.storage.db import commit, session
from contest.storage.people import AuditEntry
from contest.storage.standings import Standing
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.results import OFFICIALS, enter, make_contest, make_round, person, places


@pytest.fixture
def round_(any_app, cast):
    return make_round(make_contest(cast), tie_breaks=["prediction", "elapsed"])


def test_closest_prediction_of_the_exact_target_wins_among_the_perfect(round_, cast, now):
    far = enter(round_, cast.people["an"], prediction=40, elapsed_ms=1_000)
    near = enter(round_, cast.people["binh"], prediction=3, elapsed_ms=90_000)
    enter(round_, cast.people["chi"], correct=4, prediction=2)
    figures = close_round(round_.id, cast.people["dung"], now)
    assert figures["targets"] == {"can-bo": 2}
    assert places(round_) == {cast.people["binh"]: 1, cast.people["an"]: 2, cast.people["chi"]: 3}
    errors = {s.attempt_id: s.prediction_error for s in session().query(Standing)}
    assert (errors[near], errors[far]) == (1, 38)


def test_figures_count_people_attempts_and_units(round_, cast, now):
    citizen = person("Lý Thị Mai", cast.units["citizens"], "citizen")
    enter(round_, cast.people["an"], correct=5, number=1, counts=False)
    enter(round_, cast.people["an"], correct=5, number=2)
    enter(round_, cast.people["binh"], correct=2)
    enter(round_, citizen)
    figures = close_round(round_.id, None, now)
    assert {k: figures[k] for k in ("entrants", "attempts", "people_all_correct", "attempts_all_correct", "units")} == {
        "entrants": 3,
        "attempts": 4,
        "people_all_correct": 2,
        "attempts_all_correct": 3,
        "units": 3,
    }
    assert figures["divisions"]["nguoi-dan"]["entrants"] == 1
    assert session().get_one(Round, round_.id).outcome == figures


def test_divisions_are_ranked_apart_and_may_have_targets_of_their_own(any_app, cast, now):
    row = make_round(make_contest(cast), prediction={"per_division": True})
    citizen = person("Lý Thị Mai", cast.units["citizens"], "citizen")
    for who in ("an", "binh"):
        enter(row, cast.people[who])
    enter(row, citizen)
    assert close_round(row.id, None, now)["targets"] == {"can-bo": 2, "nguoi-dan": 1}
    assert places(row)[citizen] == 1


def test_overdue_attempts_are_shut_first_and_count(any_app, cast, now):
    row = make_round(make_contest(cast), prediction=None, tie_breaks=[])
    open_ = Attempt(
        round_id=row.id,
        person_id=cast.people["an"],
        number=1,
        unit_id=cast.units["ward"],
        division="can-bo",
        paper=[],
        seed="00",
        started_ms=row.closes_ms - HOUR,
        deadline_ms=row.closes_ms,
        grace_ms=30_000,
    )
    session().add(open_)
    commit()
    assert close_round(row.id, None, now)["entrants"] == 1
    assert places(row) == {cast.people["an"]: 1}


@pytest.mark.parametrize("ends_in", [1, MINUTE, -1])
def test_nothing_is_closed_before_window_and_grace_are_over(any_app, cast, now, ends_in):
    row = make_round(make_contest(cast), closes_ms=now + ends_in, grace_seconds=30)
    with pytest.raises(Refused) as no:
        close_round(row.id, cast.people["dung"], now)
    assert no.value.code == "round_not_ended"
    assert session().get_one(Round, row.id).closed_ms is None


def test_an_attempt_with_time_of_its_own_left_holds_the_close_up(round_, cast, now):
    attempt = session().get_one(Attempt, enter(round_, cast.people["an"]))
    attempt.submitted_ms, attempt.deadline_ms = None, now + HOUR
    commit()
    with pytest.raises(Refused) as no:
        close_round(round_.id, None, now)
    assert no.value.code == "attempts_still_open"


def test_closing_twice_changes_nothing(round_, cast, now):
    enter(round_, cast.people["an"])
    first = close_round(round_.id, cast.people["dung"], now)
    assert close_round(round_.id, cast.people["lan"], now + HOUR) == first
    row = session().get_one(Round, round_.id)
    assert row.closed_ms == now
    assert session().query(AuditEntry).filter_by(action="round.closed").count() == 1


def test_a_round_that_nobody_entered_closes_too(round_, now):
    assert close_round(round_.id, None, now)["entrants"] == 0


def test_every_ended_round_is_closed_by_the_clock(any_app, cast, now):
    contest = make_contest(cast)
    ended, running = make_round(contest), make_round(contest, 2, closes_ms=now + HOUR)
    assert close_ended_rounds(now) == 1
    assert close_ended_rounds(now) == 0
    assert session().get_one(Round, ended.id).closed_ms == now
    assert session().get_one(Round, running.id).closed_ms is None


def test_the_unknown_round_is_not_found(any_app, now):
    with pytest.raises(Refused) as no:
        close_round(404, None, now)
    assert no.value.code == "not_found"


def test_everyone_tied_on_score_is_still_ranked_by_the_rest(any_app, cast, now):
    row = make_round(make_contest(cast), divisions=[OFFICIALS], tie_breaks=["elapsed"], prediction=None)
    ids = [person(f"Người {n}", cast.units["ward"]) for n in range(30)]
    for n, who in enumerate(ids):
        enter(row, who, elapsed_ms=60_000 - n, finished_ms=NOW - HOUR)
    close_round(row.id, None, now)
    assert [places(row)[who] for who in ids] == list(range(30, 0, -1))
