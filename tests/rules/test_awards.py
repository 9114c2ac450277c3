"""Prizes follow places; who may not win is passed over with a reason; true ties are not decided here."""

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.awards import Bar, Placed, Reason, hand_out, seats_of
from contest.rules.rulesets import Prize

FIRST, SECOND, THIRD = Prize(title="Nhất", count=1, amount=3), Prize(title="Nhì", count=2), Prize(title="Ba", count=3)
TABLE = (FIRST, SECOND, THIRD)
ORGANISER = Bar(Reason.ORGANISER)


def at(*numbers):
    return [Placed(person, place) for person, place in enumerate(numbers, start=1)]


def titles(handout):
    return [(a.subject_id, a.prize.title, a.tied) for a in handout.awards]


def test_prizes_in_order_of_place():
    assert titles(hand_out(TABLE, at(1, 2, 3, 4, 5, 6, 7), {})) == [
        (1, "Nhất", False),
        (2, "Nhì", False),
        (3, "Nhì", False),
        (4, "Ba", False),
        (5, "Ba", False),
        (6, "Ba", False),
    ]


def test_fewer_people_than_prizes_leave_prizes_over():
    assert titles(hand_out(TABLE, at(1), {})) == [(1, "Nhất", False)]
    assert hand_out(TABLE, [], {}).awards == ()


def test_whoever_may_not_win_is_passed_over_and_the_next_moves_up():
    found = hand_out(TABLE, at(1, 2, 3), {1: ORGANISER})
    assert titles(found) == [(2, "Nhất", False), (3, "Nhì", False)]
    assert [(p.subject_id, p.place, p.bar) for p in found.passed_over] == [(1, 1, ORGANISER)]


def test_a_bar_that_no_prize_would_have_reached_is_not_listed():
    found = hand_out((FIRST,), at(1, 2), {2: ORGANISER})
    assert found.passed_over == ()


def test_equal_places_within_one_prize_are_no_dispute():
    assert titles(hand_out(TABLE, at(1, 2, 2), {})) == [(1, "Nhất", False), (2, "Nhì", False), (3, "Nhì", False)]


def test_equal_places_across_two_prizes_are_left_to_the_organisers():
    found = hand_out(TABLE, at(1, 1, 3), {})
    assert titles(found) == [(1, "Nhất", True), (2, "Nhất", True), (3, "Nhì", False)]
    assert found.awards[0].contested == ("Nhất", "Nhì")
    assert found.awards[0].seats == 2


def test_more_equals_than_the_last_prize_has_are_all_listed_with_the_seats_left():
    found = hand_out((Prize(title="Ba", count=2),), at(1, 2, 2, 2), {})
    assert titles(found) == [(1, "Ba", False), (2, "Ba", True), (3, "Ba", True), (4, "Ba", True)]
    assert {a.seats for a in found.awards if a.tied} == {1}


def test_a_barred_equal_frees_the_dispute():
    found = hand_out((FIRST,), at(1, 1), {2: ORGANISER})
    assert titles(found) == [(1, "Nhất", False)]
    assert [p.subject_id for p in found.passed_over] == [2]


tables = st.lists(st.builds(Prize, title=st.sampled_from("ABC"), count=st.integers(1, 3)), max_size=4)


def _places(new):
    """Shared places (1, 1, 3 …) from marks that say where a new place starts."""
    found = []
    for n, starts in enumerate(new, start=1):
        found.append(n if starts or not found else found[-1])
    return found


fields = st.lists(st.booleans(), max_size=15).map(lambda starts: at(*_places(starts)))


@given(tables, fields, st.sets(st.integers(1, 15)))
def test_no_prize_is_given_twice_and_nobody_barred_wins(prizes, placed, barred):
    found = hand_out(prizes, placed, dict.fromkeys(barred, ORGANISER))
    winners = [a.subject_id for a in found.awards]
    assert len(set(winners)) == len(winners)
    assert not set(winners) & barred
    certain = [a for a in found.awards if not a.tied]
    assert len(certain) <= seats_of(prizes)
    for title in {p.title for p in prizes}:
        assert sum(a.prize.title == title for a in certain) <= sum(p.count for p in prizes if p.title == title)
    eligible = sorted((p for p in placed if p.subject_id not in barred), key=lambda p: p.place)
    assert len(winners) >= min(seats_of(prizes), len(eligible))
    # Nobody stands above a winner without having won or been passed over.
    if found.awards:
        last = max(a.place for a in found.awards)
        reached = {p.subject_id for p in placed if p.place <= last}
        assert reached == set(winners) | {p.subject_id for p in found.passed_over if p.place <= last}
