"""Units are ranked by participation and mean, exactly, with their thresholds and groups."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.rulesets import SizeGroup, UnitFormula, UnitRules
from contest.rules.unit_ranking import FORMULAS, UnitLine, hundredths, rank_units


def _unit(unit_id, entrants, headcount, mean_percent=80, *, passed=None, attempts=None, group="") -> UnitLine:
    """A unit whose people all have the mean score of a 20-point paper."""
    return UnitLine(
        unit_id=unit_id,
        entrants=entrants,
        headcount=headcount,
        score_sum=entrants * 20 * mean_percent,
        percent_sum=Fraction(entrants * mean_percent),
        passed=entrants if passed is None else passed,
        attempts=entrants if attempts is None else attempts,
        emulation_group=group,
    )


def _ranked(formula, *lines, **rules):
    return rank_units(UnitRules(formula=formula, **rules), lines)


@pytest.mark.parametrize(
    ("formula", "points"),
    [
        (UnitFormula.RATE, Fraction(50)),
        (UnitFormula.RATE_TIMES_MEAN, Fraction(40)),
        (UnitFormula.RATE_AND_MEAN, Fraction(65)),
        (UnitFormula.WEIGHTED, Fraction(50 * 5 + 80 * 4 + 20, 10)),
        (UnitFormula.RANK_SUM, Fraction(30)),
    ],
)
def test_points_of_each_formula(formula, points):
    (place,) = _ranked(formula, _unit(1, 10, 20, 80, passed=2))
    assert (place.points, place.place) == (points, 1)


def test_every_formula_is_there():
    assert set(FORMULAS) == set(UnitFormula)


def test_rate_above_a_hundred_is_shown_but_counts_as_a_hundred():
    (place,) = _ranked(UnitFormula.RATE, _unit(1, 30, 20))
    assert (place.line.rate, place.points) == (150, 100)


def test_equal_rates_are_decided_by_the_mean():
    places = _ranked(UnitFormula.RATE, _unit(1, 10, 10, 70), _unit(2, 30, 20, 90))
    assert [(p.line.unit_id, p.place) for p in places] == [(2, 1), (1, 2)]


def test_true_equals_share_a_place():
    places = _ranked(UnitFormula.RATE_TIMES_MEAN, _unit(1, 5, 10), _unit(2, 10, 20), _unit(3, 1, 10))
    assert [(p.line.unit_id, p.place) for p in places] == [(1, 1), (2, 1), (3, 3)]


def test_thirds_do_not_lose_to_rounding():
    """1/3 of 3 and 33/100 differ; 1/3 and 2/6 do not."""
    places = _ranked(UnitFormula.RATE, _unit(1, 33, 100), _unit(2, 1, 3), _unit(3, 2, 6))
    assert [(p.line.unit_id, p.place) for p in places] == [(2, 1), (3, 1), (1, 3)]


@pytest.mark.parametrize(
    ("line", "rules", "reason"),
    [
        (_unit(1, 0, 20), {}, "no_entrants"),
        (_unit(1, 5, None), {}, "no_headcount"),
        (_unit(1, 5, 0), {}, "no_headcount"),
        (_unit(1, 2, 4), {"least_entrants": 3}, "too_few_entrants"),
        (_unit(1, 49, 100), {"threshold_percent": 50}, "below_threshold"),
        (_unit(1, 50, 100), {"threshold_percent": 50}, None),
    ],
)
def test_who_is_listed_but_not_ranked_and_why(line, rules, reason):
    (place,) = _ranked(UnitFormula.RATE_TIMES_MEAN, line, **rules)
    assert place.not_ranked == reason
    assert (place.place is None) == (reason is not None)


def test_rank_sums_need_no_headcount_unless_there_is_a_threshold():
    assert _ranked(UnitFormula.RANK_SUM, _unit(1, 5, None))[0].place == 1
    assert _ranked(UnitFormula.RANK_SUM, _unit(1, 5, None), threshold_percent=10)[0].not_ranked == "no_headcount"


def test_rank_sums_give_ten_to_one_for_entrants_points_and_attempts():
    units = [_unit(n, n, 100, attempts=13 - n) for n in range(1, 13)]
    places = {p.line.unit_id: p for p in _ranked(UnitFormula.RANK_SUM, *units)}
    assert places[12].points == 10 + 10 + 0  # most people and points, fewest attempts
    assert places[1].points == 0 + 0 + 10


def test_equal_rank_sums_are_decided_by_entrants():
    small_and_good = _unit(1, 3, 9, 90, attempts=9)
    large = _unit(2, 8, 9, 30, attempts=9)
    places = _ranked(UnitFormula.RANK_SUM, small_and_good, large)
    assert [(p.line.unit_id, p.points, p.place) for p in places] == [(2, 29, 1), (1, 29, 2)]


def test_a_size_group_has_its_own_threshold_and_board():
    sizes = (SizeGroup(name="nhỏ", at_least=0, threshold_percent=30), SizeGroup(name="lớn", at_least=50))
    places = _ranked(
        UnitFormula.RATE, _unit(1, 12, 40), _unit(2, 12, 50), _unit(3, 30, 50), size_groups=sizes, threshold_percent=50
    )
    assert [(p.line.unit_id, p.group, p.place, p.threshold_percent) for p in places] == [
        (3, "lớn", 1, 50),
        (2, "lớn", None, 50),
        (1, "nhỏ", 1, 30),
    ]


def test_emulation_groups_have_their_own_boards_unless_the_rules_say_otherwise():
    units = (_unit(1, 5, 10, group="xã"), _unit(2, 9, 10, group="sở"))
    assert [p.place for p in _ranked(UnitFormula.RATE, *units)] == [1, 1]
    together = _ranked(UnitFormula.RATE, *units, by_emulation_group=False)
    assert [(p.line.unit_id, p.place) for p in together] == [(2, 1), (1, 2)]


def test_showing_rounds_half_up():
    assert [hundredths(Fraction(n, 1000)) for n in (4, 5, 6, 1995)] == [0, 1, 1, 200]
    line = UnitLine(1, 3, 10, 5000, Fraction(250), 3, 3)
    assert line.mean == 1667


some_units = st.lists(
    st.builds(_unit, st.integers(1, 50), st.integers(0, 6), st.sampled_from([None, 3, 6, 12]), st.integers(0, 3)),
    max_size=10,
    unique_by=lambda line: line.unit_id,
)


@given(st.sampled_from(list(UnitFormula)), some_units, st.integers(0, 100), st.randoms())
def test_ranking_loses_nobody_and_does_not_depend_on_the_order_given(formula, lines, threshold, random):
    rules = UnitRules(formula=formula, threshold_percent=threshold)
    ranking = rank_units(rules, lines)
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert rank_units(rules, shuffled) == ranking
    assert {p.line for p in ranking} == set(lines)
    keys = FORMULAS[formula].keys([p.line for p in ranking if p.place])
    for place, key in zip([p for p in ranking if p.place], keys, strict=True):
        assert place.place == 1 + sum(other > key for other in keys)
