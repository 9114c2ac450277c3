"""What the prediction question asks for is counted exactly as the rules say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.prediction import Tally, targets, whole
from contest.rules.rulesets import PredictionRule, PredictionTarget

OFFICIALS = Tally(entrants=10, attempts=14, people_all_correct=4, attempts_all_correct=6)
CITIZENS = Tally(entrants=5, attempts=5, people_all_correct=1, attempts_all_correct=1)
BOTH = {"cb": OFFICIALS, "nd": CITIZENS}


@pytest.mark.parametrize(
    ("target", "per_division", "expected"),
    [
        ("people_all_correct", False, {"cb": 5, "nd": 5}),
        ("people_all_correct", True, {"cb": 4, "nd": 1}),
        ("attempts_all_correct", False, {"cb": 7, "nd": 7}),
        ("attempts_all_correct", True, {"cb": 6, "nd": 1}),
        ("attempts", False, {"cb": 19, "nd": 19}),
        ("attempts", True, {"cb": 14, "nd": 5}),
        ("entrants", False, {"cb": 15, "nd": 15}),
        ("entrants", True, {"cb": 10, "nd": 5}),
    ],
)
def test_each_target_over_the_round_or_the_division(target, per_division, expected):
    rule = PredictionRule(target=PredictionTarget(target), per_division=per_division)
    assert targets(rule, BOTH) == expected


def test_nobody_came_nothing_to_foresee():
    assert targets(PredictionRule(), {}) == {}
    assert whole({}) == Tally()


tallies = st.builds(Tally, *[st.integers(0, 10**6)] * 4)


@given(st.dictionaries(st.text("abc", min_size=1), tallies, min_size=1), st.sampled_from(PredictionTarget))
def test_the_round_is_the_sum_of_its_divisions(by_division, target):
    apart = targets(PredictionRule(target=target, per_division=True), by_division)
    together = targets(PredictionRule(target=target), by_division)
    assert set(together.values()) == {sum(apart.values())}
