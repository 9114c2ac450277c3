"""Handing in: graded once, one receipt, the standing that counts; by the person or by the clock."""

import pytest
from sqlalchemy import select

from contest.rules.attempt_tokens import Ticket
from contest.rules.refusals import Refused
from contest.services import playing
from contest.storage import attempts
from contest.storage.db import session
from contest.storage.standings import Standing
from tests.services.test_save_answers import DEADLINE, GRACE, payload
from tests.services.test_start_an_attempt import at_once
from tests.support.cast import MINUTE
from tests.support.rounds import make_round
from tests.support.statements import keep_caches, recorded

RIGHT = {str(n): 0 for n in range(6)}
PREDICTION = {"prediction": {"required": True}}


def open_paper(cast, round_id, now, name="an"):
    return Ticket(playing.start(cast.people[name], round_id, now, "bi-mat").id, cast.people[name])


def hand_in(cast, round_id, started, elapsed, right, name="an"):
    """One whole attempt with the first `right` questions answered rightly."""
    ticket = open_paper(cast, round_id, started, name)
    responses = {str(n): 0 for n in range(right)}
    return playing.submit(ticket, payload(0, responses=responses), started + elapsed)


def standing(round_id):
    session().expire_all()
    return session().scalars(select(Standing).where(Standing.round_id == round_id)).one()


def test_handing_in_takes_three_statements_and_again_one(any_app, cast, now, monkeypatch):
    keep_caches(monkeypatch)
    round_id = make_round(cast, attempts_allowed=2)
    hand_in(cast, round_id, now, 1, 1)  # warms the caches, and leaves a standing
    ticket = open_paper(cast, round_id, now + 2)
    with recorded() as sent:
        receipt = playing.submit(ticket, payload(0, responses=RIGHT), now + 65_000)
    assert len(sent) == 3
    with recorded() as sent:
        assert playing.submit(ticket, None, now + 99_000) == receipt
    assert len(sent) == 1


def test_the_receipt_tells_score_time_and_answered(any_app, cast, now):
    receipt = hand_in(cast, make_round(cast), now, 61_234, 4)
    assert (receipt.score, receipt.correct, receipt.answered, receipt.questions) == (400, 4, 4, 6)
    assert (receipt.elapsed_ms, receipt.submitted_ms, receipt.closed_by) == (61_234, now + 61_234, "person")
    assert len(receipt.code) == 14


def test_the_standing_holds_what_the_board_needs(any_app, cast, now):
    round_id = make_round(cast)
    receipt = hand_in(cast, round_id, now, 61_234, 6)
    row = standing(round_id)
    assert (row.score, row.correct, row.all_correct, row.attempts) == (600, 6, True, 1)
    assert (row.attempt_id, row.unit_id, row.division) == (receipt.attempt_id, cast.units["ward"], "can-bo")
    assert (row.elapsed_ms, row.finished_ms) == (61_234, now + 61_234)
    assert row.registered_ms == cast.person("an").registered_ms
    assert (row.place, row.disqualified) == (None, False)


@pytest.mark.parametrize(
    ("counting", "tries", "counted"),
    [
        ("best", [(3, 50), (5, 90), (4, 10)], 2),
        ("best", [(3, 50), (3, 40), (3, 60)], 2),
        ("best", [(3, 50), (3, 50)], 1),
        ("first", [(1, 50), (5, 10), (6, 10)], 1),
        ("last", [(6, 10), (5, 10), (1, 90)], 3),
    ],
)
def test_the_rules_say_which_attempt_counts(any_app, cast, now, counting, tries, counted):
    round_id = make_round(cast, attempts_allowed=3, counting=counting)
    receipts = [
        hand_in(cast, round_id, now + n * MINUTE, seconds * 1000, right) for n, (right, seconds) in enumerate(tries)
    ]
    row = standing(round_id)
    chosen = receipts[counted - 1]
    assert (row.attempt_id, row.score, row.elapsed_ms) == (chosen.attempt_id, chosen.score, chosen.elapsed_ms)
    assert row.attempts == len(tries)


def test_more_attempts_weigh_in_the_live_order_even_if_they_do_not_count(any_app, cast, now):
    round_id = make_round(cast, attempts_allowed=2, tie_breaks=("attempts",))
    hand_in(cast, round_id, now, 1000, 6)
    hand_in(cast, round_id, now + MINUTE, 1000, 1)
    assert (standing(round_id).attempts, standing(round_id).score) == (2, 600)


def test_a_judgement_on_the_standing_survives_a_later_attempt(any_app, cast, now):
    round_id = make_round(cast, attempts_allowed=2)
    hand_in(cast, round_id, now, 1000, 1)
    standing(round_id).disqualified = True
    session().commit()
    hand_in(cast, round_id, now + MINUTE, 1000, 6)
    assert (standing(round_id).disqualified, standing(round_id).score) == (True, 600)


@pytest.mark.parametrize(
    ("offset", "finish", "right"),
    [
        (DEADLINE - 1, DEADLINE - 1, 6),
        (DEADLINE, DEADLINE, 6),
        (DEADLINE + GRACE - 1, DEADLINE, 6),
        (DEADLINE + GRACE, DEADLINE, 2),  # the last state came too late: what was saved counts
        (DEADLINE + 3 * GRACE, DEADLINE, 2),
    ],
)
def test_the_finish_is_never_after_the_deadline(any_app, cast, now, offset, finish, right):
    ticket = open_paper(cast, make_round(cast), now)
    playing.save(ticket, payload(0, responses={"0": 0, "1": 0}), now + 1)
    receipt = playing.submit(ticket, payload(1, "save-0002", responses=RIGHT), now + offset)
    assert (receipt.submitted_ms, receipt.elapsed_ms, receipt.correct) == (now + finish, finish, right)


def test_a_clock_set_back_gives_nobody_negative_time(app, cast, now):
    receipt = playing.submit(open_paper(cast, make_round(cast), now), None, now - 5000)
    assert (receipt.elapsed_ms, receipt.submitted_ms) == (0, now)


def test_a_stale_last_state_is_refused_while_the_paper_stays_open(any_app, cast, now):
    ticket = open_paper(cast, make_round(cast), now)
    playing.save(ticket, payload(0, responses={"0": 0}), now)
    with pytest.raises(Refused, match="stale_save"):
        playing.submit(ticket, payload(0, "save-0002", responses={"1": 0}), now)
    assert attempts.find(ticket.attempt_id).submitted_ms is None


def test_a_last_state_that_was_saved_already_needs_no_newer_revision(any_app, cast, now):
    ticket = open_paper(cast, make_round(cast), now)
    playing.save(ticket, payload(0, responses={"0": 0}), now)
    assert playing.submit(ticket, payload(0, responses={"0": 0}), now + 1).correct == 1


def test_a_required_prediction_is_asked_for_while_time_remains(any_app, cast, now):
    ticket = open_paper(cast, make_round(cast, **PREDICTION), now)
    for last in (None, payload(0, responses=RIGHT)):
        with pytest.raises(Refused, match="prediction_required") as refused:
            playing.submit(ticket, last, now + DEADLINE - 1)
        assert refused.value.field == "prediction"
    receipt = playing.submit(ticket, payload(0, responses=RIGHT), now + DEADLINE)
    assert (receipt.prediction, receipt.correct) == (None, 6)


def test_a_prediction_is_kept_with_attempt_and_standing(any_app, cast, now):
    round_id = make_round(cast, **PREDICTION)
    ticket = open_paper(cast, round_id, now)
    assert playing.submit(ticket, payload(0, p=14_492), now + 1).prediction == 14_492
    assert standing(round_id).prediction == 14_492


def test_the_sweep_closes_at_the_deadline_what_was_saved_and_only_once(any_app, cast, now):
    round_id = make_round(cast)
    late = open_paper(cast, round_id, now)
    playing.save(late, payload(0, responses={"0": 0, "1": 0}), now + DEADLINE + 5)
    later = open_paper(cast, round_id, now + MINUTE, "binh")
    assert playing.sweep(now + DEADLINE + GRACE - 1) == 0
    assert playing.sweep(now + DEADLINE + GRACE) == 1
    row = attempts.find(late.attempt_id)
    assert (row.submitted_ms, row.closed_by, row.score) == (now + DEADLINE, "time", 200)
    assert attempts.find(later.attempt_id).submitted_ms is None
    assert playing.sweep(now + DEADLINE + GRACE) == 0
    assert playing.submit(late, None, now + 2 * DEADLINE).code == row.receipt
    assert standing(round_id).score == 200


def test_the_sweep_works_through_more_than_one_batch(app, cast, now):
    round_id = make_round(cast)
    for name in ("an", "binh", "hoa"):
        open_paper(cast, round_id, now, name)
    assert playing.sweep(now + 10 * DEADLINE) == 3


def test_handing_in_and_sweeping_at_once_grade_once(any_app, cast, now):
    round_id = make_round(cast, attempts_allowed=2)
    ticket = open_paper(cast, round_id, now)
    playing.save(ticket, payload(0, responses={"0": 0}), now)
    late = now + DEADLINE + GRACE

    def touch():
        playing.sweep(late)
        return playing.submit(ticket, None, late).code

    assert len(set(at_once(any_app, touch))) == 1
    session().rollback()
    assert (standing(round_id).attempts, standing(round_id).score) == (1, 100)


def test_a_save_racing_with_handing_in_is_counted_or_refused_never_lost(any_app, cast, now):
    round_id = make_round(cast)
    ticket = open_paper(cast, round_id, now)

    def act(number):
        if number == 0:
            return playing.submit(ticket, None, now + 1)
        return playing.save(ticket, payload(0, "save-0001", responses={"0": 0}), now)

    numbers = iter(range(2))
    found = at_once(any_app, lambda: act(next(numbers)), threads=2)
    session().rollback()
    acknowledged = "already_submitted" not in found
    assert attempts.find(ticket.attempt_id).correct == int(acknowledged)
    assert standing(round_id).correct == int(acknowledged)


def test_a_voided_attempt_is_closed_but_never_counts(any_app, cast, now):
    round_id = make_round(cast)
    ticket = open_paper(cast, round_id, now)
    session().get(attempts.Attempt, ticket.attempt_id).voided_ms = now
    session().commit()
    assert playing.submit(ticket, None, now + 1).voided
    assert session().scalars(select(Standing).where(Standing.round_id == round_id)).all() == []


def test_only_the_holder_of_the_paper_hands_it_in(any_app, cast, now):
    ticket = open_paper(cast, make_round(cast), now)
    with pytest.raises(Refused, match="not_found"):
        playing.submit(Ticket(ticket.attempt_id, cast.people["binh"]), None, now)


def test_a_closed_attempt_can_be_graded_again_from_its_raw_answers(app, cast, now):
    receipt = hand_in(cast, make_round(cast), now, 1000, 4)
    again = playing.grade_closed_attempt(attempts.find(receipt.attempt_id))
    assert (again.score, again.correct, again.all_correct) == (400, 4, False)
