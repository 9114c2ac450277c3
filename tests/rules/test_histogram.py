"""Counts by hour become as many bars as a page can show."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.histogram import HOUR_MS, MOST_BARS, bars

# Monday 23 November 2026, 00:00 in Hanoi.
MIDNIGHT = 1_795_366_800_000
HOURS = MIDNIGHT // HOUR_MS


def test_a_short_round_has_a_bar_for_every_hour_empty_ones_too():
    found = bars({HOURS + 1: 5}, MIDNIGHT, MIDNIGHT + 3 * HOUR_MS)
    assert [(bar.starts_ms, bar.count) for bar in found] == [
        (MIDNIGHT, 0),
        (MIDNIGHT + HOUR_MS, 5),
        (MIDNIGHT + 2 * HOUR_MS, 0),
    ]


def test_a_week_is_gathered_by_six_hours_that_begin_at_midnight_in_vietnam():
    found = bars({HOURS + n: 1 for n in range(168)}, MIDNIGHT, MIDNIGHT + 168 * HOUR_MS)
    assert {bar.hours for bar in found} == {6}
    assert found[0].starts_ms == MIDNIGHT
    assert [bar.count for bar in found] == [6] * 28


def test_a_round_that_has_only_just_opened_has_one_bar():
    assert [bar.count for bar in bars({}, MIDNIGHT, MIDNIGHT)] == [0]


@given(
    by_hour=st.dictionaries(st.integers(HOURS - 50, HOURS + 1000), st.integers(0, 50), max_size=30),
    hours=st.integers(0, 24 * 40),
)
def test_nobody_is_lost_and_bars_follow_one_another(by_hour, hours):
    found = bars(by_hour, MIDNIGHT, MIDNIGHT + hours * HOUR_MS)
    assert sum(bar.count for bar in found) == sum(by_hour.values())
    assert len(found) <= MOST_BARS
    assert all(b.starts_ms - a.starts_ms == a.hours * HOUR_MS for a, b in pairwise(found))
