"""Presets carry the numbers of the contests they are named after; the rest is said to be assumed."""

import pytest

from contest.rules.presets import PRESETS, still_assumed
from contest.rules.rulesets import Assumption, Counting, PredictionTarget, RuleSet, TieBreak, UnitFormula

HOUR = 3_600_000
WEEK = 7 * 24 * HOUR
# Monday 23 November 2026, 00:00 in Hanoi.
MONDAY = 1_795_366_800_000


def rules_of(code: str) -> RuleSet:
    preset = PRESETS[code]
    opens, closes = preset.windows(MONDAY)[0]
    return preset.rules(opens, closes, {"officials": "cb"}, lambda _kind, word: word, "seed")


# code: rounds, items, minutes, attempts, prediction target, tie-breaks after the score
TABLE = {
    "default": (
        4, 20, 20, 1, PredictionTarget.PEOPLE_ALL_CORRECT,
        (TieBreak.PREDICTION, TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.LOT),
    ),
    "one_day": (
        1, 10, 15, 1, None,
        (TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.LOT),
    ),
    "hue_2025": (
        4, 15, 20, 1, PredictionTarget.PEOPLE_ALL_CORRECT,
        (TieBreak.PREDICTION, TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.LOT),
    ),
    "hai_duong_2024": (
        4, 20, 20, 3, PredictionTarget.PEOPLE_ALL_CORRECT,
        (TieBreak.PREDICTION, TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.LOT),
    ),
    "dak_lak_2022": (
        2, 20, 20, 3, None,
        (TieBreak.ELAPSED, TieBreak.ATTEMPTS, TieBreak.REGISTERED, TieBreak.LOT),
    ),
    "gtvt_2020": (
        1, 15, 20, 1, PredictionTarget.ENTRANTS,
        (TieBreak.PREDICTION, TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.LOT),
    ),
}  # fmt: skip


def test_every_preset_is_in_the_table():
    assert TABLE.keys() == PRESETS.keys()


@pytest.mark.parametrize("code", TABLE)
def test_a_preset_has_the_numbers_of_its_contest(code):
    rounds, items, minutes, attempts, target, tie_breaks = TABLE[code]
    rules = rules_of(code)
    assert len(PRESETS[code].windows(MONDAY)) == rounds
    assert {d.item_count for d in rules.divisions} == {items}
    assert (rules.minutes, rules.attempts_allowed) == (minutes, attempts)
    assert (rules.prediction.target if rules.prediction else None) == target
    assert rules.tie_breaks == tie_breaks


def test_hue_runs_from_monday_midnight_to_sunday_midnight_with_a_bank_for_each_of_two_groups():
    windows = PRESETS["hue_2025"].windows(MONDAY)
    assert windows == [(MONDAY + i * WEEK, MONDAY + (i + 1) * WEEK) for i in range(4)]
    rules = rules_of("hue_2025")
    assert [d.code for d in rules.divisions] == ["officials", "citizens"]
    assert [sum(p.count for p in d.prizes) for d in rules.divisions] == [3, 3]
    assert rules.units.by_emulation_group


def test_hai_duong_keeps_the_best_of_three_and_leaves_out_units_below_half():
    rules = rules_of("hai_duong_2024")
    assert rules.counting is Counting.BEST
    assert rules.units.formula is UnitFormula.RATE_AND_MEAN
    assert rules.units.threshold_percent == 50
    assert sum(p.count for p in rules.units.prizes) == 3
    assert Assumption.MINUTES not in rules.assumptions


def test_dak_lak_ranks_units_by_rate_and_wants_all_of_the_staff():
    rules = rules_of("dak_lak_2022")
    assert (rules.units.formula, rules.units.threshold_percent) == (UnitFormula.RATE, 100)
    assert [p.count for p in rules.units.prizes] == [1]
    assert Assumption.UNIT_WINNER in rules.assumptions


def test_gtvt_lays_fifteen_items_over_seven_topics_and_gives_one_two_three_five():
    rules = rules_of("gtvt_2020")
    assert [cell.count for cell in rules.divisions[0].blueprint] == [2, 2, 4, 2, 2, 1, 2]
    assert [p.count for p in rules.divisions[0].prizes] == [1, 2, 3, 5]
    assert rules.closes_ms - rules.opens_ms == 30 * 24 * 3_600_000


def test_the_default_assumes_nothing_and_windows_end_on_sunday_evening():
    rules = rules_of("default")
    assert rules.assumptions == ()
    opens, closes = PRESETS["default"].windows(MONDAY + 9 * HOUR)[0]
    assert closes - opens == 6 * 24 * HOUR + 13 * HOUR
    assert rules.one_prize_per_person


@pytest.mark.parametrize("hour", [0, 8, 9, 14, 23])
@pytest.mark.parametrize(
    ("code", "days", "closing_hour"),
    [
        ("default", 7, 22),
        ("hai_duong_2024", 7, 22),
        ("dak_lak_2022", 7, 22),
        ("hue_2025", 7, 24),
        ("gtvt_2020", 30, 24),
    ],
)
def test_windows_open_at_the_hour_chosen_and_end_at_the_same_hour_whatever_it_is(code, days, closing_hour, hour):
    for i, (opens, closes) in enumerate(PRESETS[code].windows(MONDAY + hour * HOUR)):
        assert opens == MONDAY + i * WEEK + hour * HOUR
        assert closes == MONDAY + i * WEEK + (days - 1) * 24 * HOUR + closing_hour * HOUR


def test_a_value_that_an_organiser_changes_is_no_assumption_any_more():
    before = rules_of("hue_2025")
    after = before.model_copy(update={"minutes": 15})
    assert set(before.assumptions) - set(still_assumed(before, after)) == {Assumption.MINUTES}
    assert still_assumed(before, before) == before.assumptions


@pytest.mark.parametrize("code", PRESETS)
def test_every_assumption_names_a_part_of_the_rules(code):
    rules = rules_of(code)
    assert still_assumed(rules, rules) == rules.assumptions
    assert len(set(rules.assumptions)) == len(rules.assumptions)
