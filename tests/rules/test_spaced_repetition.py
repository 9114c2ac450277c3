"""Practised questions come back by Leitner's boxes: later and later while known, tomorrow when not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.spaced_repetition import DAYS, MASTERED, Card, answered, in_turn, progress

TODAY = date(2026, 11, 22)


def practised(*answers: tuple[int, bool]) -> Card:
    """The card after answers given (so many days from today, rightly)."""
    card = None
    for day, right in answers:
        card = answered(card, right=right, today=TODAY + timedelta(days=day), now_ms=day)
    assert card is not None
    return card


def test_right_answers_on_their_days_lead_to_the_last_box():
    card, day = None, TODAY
    for box in (2, 3, 4, 5, 5):
        card = answered(card, right=True, today=day, now_ms=0)
        assert (card.box, card.due_on) == (box, day + timedelta(days=DAYS[box - 1]))
        day = card.due_on
    assert DAYS == (1, 2, 4, 8, 16)


def test_a_wrong_answer_leads_back_to_the_first_box_and_to_tomorrow():
    assert practised((0, True), (2, True), (6, False)) == Card(1, TODAY + timedelta(days=7), 3, 1, 6)
    assert practised((0, False)).due_on == TODAY + timedelta(days=1)


def test_a_right_answer_before_its_day_moves_nothing():
    first, again = practised((0, True)), practised((0, True), (0, True), (1, True))
    assert (again.box, again.due_on, again.seen) == (first.box, first.due_on, 3)


def test_an_error_is_one_until_it_is_mastered():
    wrong = practised((0, False), (1, True), (3, True), (7, True))
    assert wrong.is_error
    assert not answered(wrong, right=True, today=wrong.due_on, now_ms=0).is_error
    assert not practised((0, True)).is_error


def test_due_errors_come_first_then_what_is_due_then_new_ones_then_the_rest():
    cards = {
        1: practised((0, True)),  # not due
        2: practised((-9, True)),  # due
        3: practised((-3, False)),  # due, and once wrong
        5: practised((-1, True)),  # not due, left alone for longer
    }
    assert in_turn([1, 2, 3, 4, 5, 6], cards, TODAY) == [3, 2, 4, 6, 5, 1]


def test_progress_counts_only_the_questions_asked_about():
    cards = {1: practised((-3, False)), 2: practised((0, True)), 9: practised((0, False))}
    found = progress([1, 2, 3], cards, TODAY)
    assert (found.available, found.seen, found.mastered, found.due, found.errors) == (3, 2, 0, 1, 1)


PAST = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=20).map(
    lambda answers: sorted(answers, key=lambda answer: answer[0])
)


@given(PAST)
def test_whatever_was_answered_the_card_is_sound(answers):
    card, last = practised(*answers), TODAY + timedelta(days=answers[-1][0])
    assert 1 <= card.box <= MASTERED
    assert card.seen == len(answers)
    assert card.wrong == sum(not right for _, right in answers)
    assert last < card.due_on <= last + timedelta(days=DAYS[-1])


@given(PAST)
def test_nobody_masters_a_question_in_less_than_two_weeks_of_answers(answers):
    if practised(*answers).box == MASTERED:
        assert answers[-1][0] - answers[0][0] >= sum(DAYS[1:-1])


@given(PAST, st.booleans())
def test_a_wrong_answer_never_comes_later_than_a_right_one(answers, early):
    card = practised(*answers)
    day = card.due_on - timedelta(days=int(early))
    wrong, right = (answered(card, right=said, today=day, now_ms=0) for said in (False, True))
    assert wrong.box == 1
    assert wrong.due_on == day + timedelta(days=1)
    assert right.box >= wrong.box
