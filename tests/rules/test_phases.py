"""The phase of a round as intervals, probed at each edge."""

import pytest

from contest.rules.phases import Phase, phase, rules_locked

OPENS, CLOSES, GRACE = 1_000_000, 2_000_000, 30
GRACE_END = CLOSES + GRACE * 1000

# (first moment, last moment, phase)
INTERVALS = [
    (0, OPENS - 1, Phase.UPCOMING),
    (OPENS, CLOSES - 1, Phase.OPEN),
    (CLOSES, GRACE_END - 1, Phase.ENDING),
    (GRACE_END, 10 * CLOSES, Phase.ENDED),
]


def at(now_ms: int, **facts: object) -> Phase:
    known = {"announced": True, "opens_ms": OPENS, "closes_ms": CLOSES, "grace_seconds": GRACE} | facts
    return phase(now_ms, **known)


@pytest.mark.parametrize(("first", "last", "expected"), INTERVALS)
def test_an_interval_holds_from_its_first_to_its_last_millisecond(first, last, expected):
    assert at(first) is at(last) is expected


def test_intervals_leave_no_gap():
    assert [first for first, _, _ in INTERVALS[1:]] == [last + 1 for _, last, _ in INTERVALS[:-1]]


@pytest.mark.parametrize("now_ms", [0, OPENS, CLOSES, GRACE_END])
def test_an_unannounced_round_is_a_draft_at_any_time(now_ms):
    assert at(now_ms, announced=False) is Phase.DRAFT


@pytest.mark.parametrize("now_ms", [OPENS, CLOSES, GRACE_END])
def test_closing_and_publishing_outweigh_the_clock(now_ms):
    assert at(now_ms, closed_ms=GRACE_END) is Phase.CLOSED
    assert at(now_ms, closed_ms=GRACE_END, published="provisional") is Phase.PROVISIONAL
    assert at(now_ms, closed_ms=GRACE_END, published="official") is Phase.OFFICIAL


def test_without_grace_the_round_ends_when_it_closes():
    assert at(CLOSES - 1, grace_seconds=0) is Phase.OPEN
    assert at(CLOSES, grace_seconds=0) is Phase.ENDED


def test_rules_are_free_before_the_opening_and_locked_ever_after():
    assert {p for p in Phase if not rules_locked(p)} == {Phase.DRAFT, Phase.UPCOMING}
