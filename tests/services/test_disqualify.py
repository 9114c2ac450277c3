"""Striking out an attempt or a person moves everyone, is undone the same way, and ends with official results."""

import pytest

from contest.rules.refusals import Refused
from contest.services.closing import close_round
from contest.services.disqualifying import (
    disqualify,
    entrant,
    find_entrants,
    reinstate,
    restore_attempt,
    void_attempt,
)
from contest.services.publishing import publish
from contest.storage.contests import Round
from contest.storage.db import session
from contest.storage.people import AuditEntry
from contest.storage.standings import Standing
from tests.support.results import enter, make_contest, make_round, organiser, places


@pytest.fixture
def round_(any_app, cast):
    return make_round(make_contest(cast), attempts_allowed=3, tie_breaks=["prediction", "elapsed"])


@pytest.fixture
def people(cast):
    return cast.people


def standing(round_, person_id):
    return session().get(Standing, (round_.id, person_id))


def test_next_best_valid_attempt_counts_when_the_best_is_void(round_, people, now):
    enter(round_, people["an"], correct=3, number=1, elapsed_ms=50_000)
    best = enter(round_, people["an"], correct=5, number=2)
    enter(round_, people["an"], correct=4, number=3, elapsed_ms=70_000, counts=False)
    enter(round_, people["binh"], correct=5)
    assert close_round(round_.id, None, now)["targets"]["can-bo"] == 2
    void_attempt(round_.id, best, "Đăng nhập hộ", people["dung"], now)
    an = standing(round_, people["an"])
    assert (an.score, an.elapsed_ms, an.attempts, an.all_correct, an.place) == (400, 70_000, 2, False, 2)
    outcome = session().get_one(Round, round_.id).outcome
    assert outcome["targets"]["can-bo"] == 1
    assert (outcome["attempts"], outcome["voided_attempts"]) == (3, 1)


@pytest.mark.parametrize(("counting", "score"), [("best", 500), ("first", 300), ("last", 400)])
def test_which_attempt_counts_afterwards_follows_the_rules(any_app, cast, now, counting, score):
    row = make_round(make_contest(cast), attempts_allowed=4, counting=counting)
    void = enter(row, cast.people["an"], correct=1, number=1)
    for number, correct in ((2, 3), (3, 5), (4, 4)):
        enter(row, cast.people["an"], correct=correct, number=number, counts=number == 4)
    close_round(row.id, None, now)
    void_attempt(row.id, void, "Nộp nhầm", cast.people["dung"], now)
    assert standing(row, cast.people["an"]).score == score


def test_whoever_has_no_valid_attempt_left_is_no_entrant_until_it_is_restored(round_, people, now):
    only = enter(round_, people["an"])
    enter(round_, people["binh"], correct=4)
    close_round(round_.id, None, now)
    void_attempt(round_.id, only, "Làm bài hộ", people["dung"], now)
    assert places(round_) == {people["binh"]: 1}
    assert session().get_one(Round, round_.id).outcome["entrants"] == 1
    restore_attempt(round_.id, only, "Xác minh lại", people["dung"], now)
    assert places(round_) == {people["an"]: 1, people["binh"]: 2}


def test_the_disqualified_have_no_place_and_move_the_prediction_target(round_, people, now):
    enter(round_, people["an"], prediction=1)
    enter(round_, people["binh"], prediction=2, elapsed_ms=1)
    close_round(round_.id, None, now)
    assert places(round_) == {people["binh"]: 1, people["an"]: 2}
    enter_third = standing(round_, people["an"])
    assert enter_third.prediction_error == 1
    disqualify(round_.id, people["binh"], "Dùng hai tài khoản", people["dung"], now)
    assert places(round_) == {people["an"]: 1, people["binh"]: None}
    assert standing(round_, people["an"]).prediction_error == 0
    struck = standing(round_, people["binh"])
    assert (struck.disqualified_reason, struck.score) == ("Dùng hai tài khoản", 500)
    reinstate(round_.id, people["binh"], "Xác minh lại", people["dung"], now)
    assert places(round_) == {people["binh"]: 1, people["an"]: 2}
    assert standing(round_, people["binh"]).disqualified_reason == ""


def test_every_step_is_on_record_with_its_reason(round_, people, now):
    attempt = enter(round_, people["an"])
    close_round(round_.id, None, now)
    void_attempt(round_.id, attempt, "Lý do một", people["dung"], now)
    restore_attempt(round_.id, attempt, "Lý do hai", people["dung"], now)
    disqualify(round_.id, people["an"], "Lý do ba", people["dung"], now)
    kept = [(e.action, e.details["reason"]) for e in session().query(AuditEntry) if "reason" in e.details]
    assert kept == [
        ("attempt.voided", "Lý do một"),
        ("attempt.restored", "Lý do hai"),
        ("person.disqualified", "Lý do ba"),
    ]


@pytest.mark.parametrize(("reason", "code"), [("  ", "void_reason_missing"), ("x" * 301, "void_reason_too_long")])
def test_a_reason_is_asked_for(round_, people, now, reason, code):
    attempt = enter(round_, people["an"])
    close_round(round_.id, None, now)
    for act in (
        lambda: void_attempt(round_.id, attempt, reason, people["dung"], now),
        lambda: disqualify(round_.id, people["an"], reason, people["dung"], now),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert (no.value.code, no.value.field) == (code, "reason")


def test_not_before_the_close_and_not_after_official_results(round_, people, cast, now):
    attempt = enter(round_, people["an"])

    def codes():
        found = []
        for act in (
            lambda: void_attempt(round_.id, attempt, "Lý do", people["dung"], now),
            lambda: disqualify(round_.id, people["an"], "Lý do", people["dung"], now),
        ):
            with pytest.raises(Refused) as no:
                act()
            found.append(no.value.code)
        return set(found)

    assert codes() == {"round_not_closed"}
    close_round(round_.id, None, now)
    publish(round_.id, "provisional", organiser(cast), now)
    publish(round_.id, "official", organiser(cast), now)
    assert codes() == {"already_official"}
    assert places(round_) == {people["an"]: 1}


def test_attempts_of_the_disqualified_are_left_alone(round_, people, now):
    attempt = enter(round_, people["an"])
    close_round(round_.id, None, now)
    disqualify(round_.id, people["an"], "Lý do", people["dung"], now)
    with pytest.raises(Refused) as no:
        void_attempt(round_.id, attempt, "Lý do", people["dung"], now)
    assert no.value.code == "reinstate_first"


def test_an_attempt_of_another_round_is_not_reached_through_this_one(any_app, cast, now):
    contest = make_contest(cast)
    mine, other = make_round(contest), make_round(contest, 2)
    attempt = enter(other, cast.people["an"])
    close_round(mine.id, None, now)
    close_round(other.id, None, now)
    with pytest.raises(Refused) as no:
        void_attempt(mine.id, attempt, "Lý do", cast.people["dung"], now)
    assert no.value.code == "not_found"
    assert places(other) == {cast.people["an"]: 1}


def test_entrants_are_found_without_diacritics(round_, people, now):
    enter(round_, people["an"])
    enter(round_, people["binh"])
    assert [e.name for e in find_entrants(round_.id, "binh")] == ["Trần Thị Bình"]
    assert [e.name for e in find_entrants(round_.id, "0900000001")] == ["Nguyễn Văn An"]
    assert find_entrants(round_.id, " ") == []
    assert find_entrants(round_.id, "dung") == []
    assert len(entrant(round_.id, people["an"]).attempts) == 1


def test_what_is_not_there_is_not_found(round_, people, now):
    close_round(round_.id, None, now)
    for act in (
        lambda: void_attempt(round_.id, 999, "Lý do", people["dung"], now),
        lambda: disqualify(round_.id, people["an"], "Lý do", people["dung"], now),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "not_found"
