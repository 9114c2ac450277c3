"""Which parts an amendment changes and which are frozen once papers are drawn."""

import pytest

from contest.rules.amendments import PARTS, changed_parts, frozen_parts
from contest.rules.presets import PRESETS
from contest.rules.rulesets import Counting, Prize, RuleSet, TieBreak
from contest.wording import LABELS

RULES = PRESETS["default"].rules(0, 3_600_000, {}, lambda _kind, word: word, "seed")


def with_division(**changes: object) -> RuleSet:
    first, *others = RULES.divisions
    return RULES.model_copy(update={"divisions": (first.model_copy(update=changes), *others)})


@pytest.mark.parametrize(
    ("after", "changed", "frozen"),
    [
        (RULES, (), []),
        (RULES.model_copy(update={"opens_ms": 1}), ("opens_ms",), ["opens_ms"]),
        (RULES.model_copy(update={"minutes": 30}), ("minutes",), ["minutes"]),
        (RULES.model_copy(update={"counting": Counting.LAST}), ("counting",), ["counting"]),
        (RULES.model_copy(update={"tie_breaks": (TieBreak.ELAPSED,)}), ("tie_breaks",), []),
        (RULES.model_copy(update={"attempts_allowed": 2}), ("attempts_allowed",), []),
        (RULES.model_copy(update={"assumptions": ()}), (), []),
        (with_division(bank_code="khac"), ("division_papers",), ["division_papers"]),
        (with_division(prizes=(Prize(title="Nhất", count=1),)), ("division_prizes",), []),
    ],
)
def test_a_change_is_named_and_frozen_if_it_would_touch_papers(after, changed, frozen):
    assert changed_parts(RULES, after) == changed
    assert frozen_parts(changed) == frozen


def test_every_part_has_a_name_that_people_read():
    assert [part for part in PARTS if ("rule_part", part) not in LABELS] == []
