"""Further time counts from the end to come, or from now once the end is past."""

import pytest

from contest.rules.extensions import extended_end, over

MINUTE = 60_000
CLOSES = 1_000 * MINUTE


@pytest.mark.parametrize(
    ("now_ms", "past", "end"),
    [
        (0, False, CLOSES + 30 * MINUTE),
        (CLOSES - 1, False, CLOSES + 30 * MINUTE),
        (CLOSES, True, CLOSES + 30 * MINUTE),
        (CLOSES + 1, True, CLOSES + 31 * MINUTE),
        (CLOSES + MINUTE, True, CLOSES + 31 * MINUTE),
        (CLOSES + 600 * MINUTE + 59_999, True, CLOSES + 631 * MINUTE),
    ],
)
def test_minutes_count_from_the_end_or_from_now(now_ms, past, end):
    assert over(CLOSES, now_ms) is past
    assert extended_end(CLOSES, 30, now_ms) == end


@pytest.mark.parametrize("now_ms", [0, CLOSES - 1, CLOSES, CLOSES + 12_345, 9 * CLOSES])
def test_the_new_end_is_to_come(now_ms):
    assert extended_end(CLOSES, 1, now_ms) > max(now_ms, CLOSES)
