"""What a rule set refuses, and where it says so."""

from typing import Any

import pytest

from contest.rules.presets import PRESETS
from contest.rules.ruleset_problems import RuleProblem, read_rules

HOUR = 3_600_000


def good() -> dict[str, Any]:
    rules = PRESETS["default"].rules(0, HOUR, {"officials": "cb"}, lambda _kind, word: word, "seed")
    return rules.model_dump(mode="json")


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    data = good()
    here: Any = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return data


def test_a_good_rule_set_reads_back_as_it_was_written():
    rules, problems = read_rules(good())
    assert problems == []
    assert rules is not None
    assert rules.model_dump(mode="json") == good()


# what is written where → (path of the problem, code, details)
TABLE = [
    (("closes_ms",), 0, (), "window_reversed", {}),
    (("opens_ms",), None, ("opens_ms",), "value_required", {}),
    (("minutes",), 0, ("minutes",), "too_small", {"limit": 1}),
    (("minutes",), 601, ("minutes",), "too_big", {"limit": 600}),
    (("minutes",), None, ("minutes",), "value_required", {}),
    (("grace_seconds",), -1, ("grace_seconds",), "too_small", {"limit": 0}),
    (("points_per_item",), 0, ("points_per_item",), "too_small", {"limit": 1}),
    (("attempts_allowed",), 0, ("attempts_allowed",), "too_small", {"limit": 1}),
    (("counting",), "worst", ("counting",), "value_invalid", {}),
    (("review",), "", ("review",), "value_invalid", {}),
    (("freeze_minutes",), 61, (), "freeze_too_long", {}),
    (("prediction",), None, (), "tie_break_needs_prediction", {}),
    (("tie_breaks",), ["elapsed", "elapsed"], (), "repeated_tie_break", {}),
    (("tie_breaks",), ["beauty"], ("tie_breaks", 0), "value_invalid", {}),
    (("lot_seed",), "x" * 121, ("lot_seed",), "too_long", {"limit": 120}),
    (("divisions",), [], ("divisions",), "choose_one", {}),
    (("divisions", 0, "name"), "", ("divisions", 0, "name"), "value_required", {}),
    (("divisions", 0, "code"), "Cán bộ", ("divisions", 0, "code"), "bad_division_code", {}),
    (("divisions", 0, "categories"), [], ("divisions", 0, "categories"), "choose_one", {}),
    (("divisions", 0, "blueprint"), [], ("divisions", 0, "blueprint"), "choose_one", {}),
    (
        ("divisions", 0, "blueprint", 0, "count"),
        0,
        ("divisions", 0, "blueprint", 0, "count"),
        "too_small",
        {"limit": 1},
    ),
    (("divisions", 0, "blueprint", 1, "level"), "easy", ("divisions", 0), "repeated_cell", {}),
    (("divisions", 0, "prizes", 0, "count"), 0, ("divisions", 0, "prizes", 0, "count"), "too_small", {"limit": 1}),
    (("divisions", 1, "code"), "officials", (), "repeated_division", {}),
    (("divisions", 1, "categories"), ["official"], (), "category_in_two_divisions", {}),
    (("units", "threshold_percent"), 101, ("units", "threshold_percent"), "too_big", {"limit": 100}),
    (
        ("units", "size_groups"),
        [{"name": "Nhỏ", "at_least": 0}, {"name": "Lớn", "at_least": 0}],
        ("units",),
        "repeated_size_group",
        {},
    ),
    (("unknown",), 1, ("unknown",), "value_invalid", {}),
]


@pytest.mark.parametrize(("path", "value", "where", "code", "details"), TABLE)
def test_a_wrong_value_is_told_by_code_and_place(path, value, where, code, details):
    rules, problems = read_rules(changed(path, value))
    assert rules is None
    assert problems == [RuleProblem(where, code, details)]


def test_all_wrong_values_are_told_at_once():
    data = changed(("minutes",), 0)
    data["attempts_allowed"] = 0
    _, problems = read_rules(data)
    assert [p.path for p in problems] == [("minutes",), ("attempts_allowed",)]


def test_the_digest_names_the_rules_and_nothing_else():
    rules, _ = read_rules(good())
    other, _ = read_rules(changed(("minutes",), 21))
    again, _ = read_rules(good())
    assert rules
    assert other
    assert again
    assert rules.digest == again.digest != other.digest
