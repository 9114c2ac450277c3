"""The clock of an attempt at its edges, and which attempt counts."""

import pytest

from contest.rules.attempts import deadline_ms, finish_ms, replaces
from contest.rules.rulesets import Counting

MINUTE = 60_000


@pytest.mark.parametrize(
    ("started", "minutes", "extra", "closes", "deadline"),
    [
        (0, 20, 0, 60 * MINUTE, 20 * MINUTE),
        (0, 20, 10, 60 * MINUTE, 30 * MINUTE),
        (40 * MINUTE, 20, 0, 60 * MINUTE, 60 * MINUTE),
        (40 * MINUTE + 1, 20, 0, 60 * MINUTE, 60 * MINUTE),
        (50 * MINUTE, 20, 30, 60 * MINUTE, 60 * MINUTE),
    ],
)
def test_the_deadline_is_the_earlier_of_own_time_and_round_end(started, minutes, extra, closes, deadline):
    assert deadline_ms(started, minutes=minutes, extra_minutes=extra, closes_ms=closes) == deadline


@pytest.mark.parametrize(("arrival", "finish"), [(999, 999), (1000, 1000), (1001, 1000), (31_000, 1000)])
def test_the_finish_is_the_arrival_but_never_after_the_deadline(arrival, finish):
    assert finish_ms(arrival, 1000) == finish


@pytest.mark.parametrize(
    ("counting", "better", "equal", "worse"),
    [(Counting.BEST, True, False, False), (Counting.FIRST, False, False, False), (Counting.LAST, True, True, True)],
)
def test_a_new_attempt_counts_as_the_rules_say(counting, better, equal, worse):
    assert [replaces(counting, new, "5") for new in ("4", "5", "6")] == [better, equal, worse]
