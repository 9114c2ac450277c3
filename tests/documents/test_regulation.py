"""The thể lệ says everything the machine obeys."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.documents.regulation import ContestFacts, NamedRules, alike, articles
from contest.rules.items import Category, Level
from contest.rules.presets import PRESETS
from contest.rules.rulesets import (
    Assumption,
    BlueprintCell,
    Division,
    PredictionRule,
    PredictionTarget,
    Prize,
    ReviewWhen,
    RuleSet,
    SizeGroup,
    TieBreak,
    UnitFormula,
    UnitRules,
)
from contest.wording import label

FACTS = ContestFacts(name="Hội thi", organiser="Tỉnh Bình Minh", bank_names={"cb": "Ngân hàng cán bộ"})
RULES = PRESETS["hue_2025"].rules(1_795_366_800_000, 1_795_971_600_000, {"officials": "cb"}, label, "hat-giong")


def text(rules: RuleSet, facts: ContestFacts = FACTS) -> str:
    found = articles([NamedRules("Đợt 1", rules)], facts)
    return "\n".join(line for article in found for line in (article.title, *article.paragraphs))


def with_rules(**changes: Any) -> RuleSet:
    return RULES.model_copy(update=changes)


def with_division(**changes: Any) -> RuleSet:
    first, *others = RULES.divisions
    return with_rules(divisions=(first.model_copy(update=changes), *others))


def with_units(**changes: Any) -> RuleSet:
    return with_rules(units=RULES.units.model_copy(update=changes))


def with_group(**changes: Any) -> RuleSet:
    group = SizeGroup(name="Dưới 50", at_least=0, threshold_percent=30).model_copy(update=changes)
    return with_units(size_groups=(group,))


def with_prediction(**changes: Any) -> RuleSet:
    return with_rules(prediction=PredictionRule().model_copy(update=changes))


# Every field of every part of a rule set → two rule sets that differ in that field alone.
PAIRS: dict[tuple[type, str], tuple[RuleSet, RuleSet]] = {
    (RuleSet, "opens_ms"): (RULES, with_rules(opens_ms=RULES.opens_ms - 60_000)),
    (RuleSet, "closes_ms"): (RULES, with_rules(closes_ms=RULES.closes_ms + 60_000)),
    (RuleSet, "minutes"): (RULES, with_rules(minutes=33)),
    (RuleSet, "grace_seconds"): (RULES, with_rules(grace_seconds=17)),
    (RuleSet, "divisions"): (RULES, with_rules(divisions=RULES.divisions[:1])),
    (RuleSet, "points_per_item"): (RULES, with_rules(points_per_item=250)),
    (RuleSet, "shuffle_items"): (RULES, with_rules(shuffle_items=False)),
    (RuleSet, "shuffle_options"): (RULES, with_rules(shuffle_options=False)),
    (RuleSet, "attempts_allowed"): (RULES, with_rules(attempts_allowed=4)),
    (RuleSet, "counting"): (RULES, with_rules(counting="last")),
    (RuleSet, "prediction"): (RULES, with_rules(prediction=None)),
    (RuleSet, "tie_breaks"): (RULES, with_rules(tie_breaks=(TieBreak.ELAPSED, TieBreak.PREDICTION))),
    (RuleSet, "lot_seed"): (RULES, with_rules(lot_seed="khac")),
    (RuleSet, "entry_units"): (RULES, with_rules(entry_units=("SNV",))),
    (RuleSet, "units"): (RULES, with_rules(units=UnitRules())),
    (RuleSet, "review"): (RULES, with_rules(review=ReviewWhen.NEVER)),
    (RuleSet, "one_prize_per_person"): (RULES, with_rules(one_prize_per_person=False)),
    (RuleSet, "freeze_minutes"): (RULES, with_rules(freeze_minutes=45)),
    (RuleSet, "rehearsal"): (RULES, with_rules(rehearsal=True)),
    (RuleSet, "assumptions"): (RULES, with_rules(assumptions=())),
    (Division, "name"): (RULES, with_division(name="Bảng khác")),
    (Division, "categories"): (RULES, with_division(categories=(Category.PUPIL,))),
    (Division, "bank_code"): (RULES, with_division(bank_code="khac")),
    (Division, "blueprint"): (RULES, with_division(blueprint=(BlueprintCell(count=15),))),
    (Division, "prizes"): (RULES, with_division(prizes=())),
    (BlueprintCell, "topic"): (RULES, with_division(blueprint=(BlueprintCell(topic="PAPI", count=15),))),
    (BlueprintCell, "level"): (RULES, with_division(blueprint=(BlueprintCell(level=Level.HARD, count=15),))),
    (BlueprintCell, "count"): (RULES, with_division(blueprint=(BlueprintCell(count=14),))),
    (Prize, "title"): (RULES, with_division(prizes=(Prize(title="giải Đặc biệt", count=1),))),
    (Prize, "count"): (RULES, with_division(prizes=(Prize(title="giải Nhất", count=7),))),
    (Prize, "amount"): (RULES, with_division(prizes=(Prize(title="giải Nhất", count=1, amount=500_000),))),
    (PredictionRule, "target"): (RULES, with_prediction(target=PredictionTarget.ENTRANTS)),
    (PredictionRule, "required"): (RULES, with_prediction(required=False)),
    (PredictionRule, "per_division"): (RULES, with_prediction(per_division=True)),
    (UnitRules, "formula"): (RULES, with_units(formula=UnitFormula.RANK_SUM)),
    (UnitRules, "threshold_percent"): (RULES, with_units(threshold_percent=61)),
    (UnitRules, "least_entrants"): (RULES, with_units(least_entrants=6)),
    (UnitRules, "pass_mark_percent"): (RULES, with_units(pass_mark_percent=81)),
    (UnitRules, "size_groups"): (RULES, with_group()),
    (UnitRules, "by_emulation_group"): (RULES, with_units(by_emulation_group=False)),
    (UnitRules, "prizes"): (RULES, with_units(prizes=())),
    (SizeGroup, "name"): (with_group(), with_group(name="Từ 50")),
    (SizeGroup, "at_least"): (with_group(), with_group(at_least=50)),
    (SizeGroup, "threshold_percent"): (with_group(), with_group(threshold_percent=None)),
}
# A division's code is the machine's own name for it; people read its name.
UNSAID = {(Division, "code")}


def test_every_field_of_a_rule_set_is_looked_at():
    parts = (RuleSet, Division, BlueprintCell, Prize, PredictionRule, UnitRules, SizeGroup)
    fields = {(part, name) for part in parts for name in part.model_fields}
    assert fields - UNSAID == PAIRS.keys()


@pytest.mark.parametrize(("part", "name"), PAIRS, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_changing_a_field_changes_the_text(part, name):
    before, after = PAIRS[part, name]
    assert text(before) != text(after)


@pytest.mark.parametrize("code", PRESETS)
def test_twelve_articles_in_order_each_with_something_to_say(code):
    rules = PRESETS[code].rules(0, 3_600_000, {}, label, "x")
    found = articles([NamedRules("Đợt 1", rules)], FACTS)
    assert [a.number for a in found] == list(range(1, 13))
    assert all(a.paragraphs and all(p.strip() for p in a.paragraphs) for a in found)


@given(st.integers(1, 600), st.integers(0, 600), st.integers(1, 1000))
def test_the_numbers_of_the_rules_stand_in_the_text(minutes, grace, attempts):
    said = text(with_rules(minutes=minutes, grace_seconds=grace, attempts_allowed=attempts))
    assert f"{minutes} phút" in said
    assert f"{grace} giây" in said
    assert f"{attempts} lượt" in said


@pytest.mark.parametrize("assumption", Assumption)
def test_what_a_source_leaves_open_is_said(assumption):
    assert "Thể lệ gốc" in text(with_rules(assumptions=(assumption,)))


def test_tie_breaks_are_printed_in_the_order_the_machine_applies_them():
    said = text(with_rules(tie_breaks=(TieBreak.ELAPSED, TieBreak.PREDICTION)))
    assert "(1) thời gian làm bài ngắn hơn (tính đến mili giây tại máy chủ); (2) dự đoán gần đáp số nhất" in said


def test_money_is_written_the_vietnamese_way():
    assert "1 giải Nhất (1.500.000 đồng)" in text(
        with_division(prizes=(Prize(title="giải Nhất", count=1, amount=1_500_000),))
    )


def test_window_is_told_in_vietnamese_time():
    assert "mở từ 00 giờ 00 phút ngày 23/11/2026 đến 00 giờ 00 phút ngày 30/11/2026" in text(RULES)


def test_rounds_that_differ_only_in_their_window_share_one_regulation():
    rounds = [
        NamedRules("Đợt 1", RULES),
        NamedRules("Đợt 2", with_rules(opens_ms=RULES.closes_ms, closes_ms=2 * RULES.closes_ms, lot_seed="b")),
        NamedRules("Thử", with_rules(rehearsal=True)),
    ]
    assert [[r.name for r in group] for group in alike(rounds)] == [["Đợt 1", "Đợt 2"], ["Thử"]]


def test_facts_of_the_contest_are_told():
    facts = ContestFacts(
        name="Cuộc thi X",
        organiser="Sở Y",
        introduction="Chủ đề Z",
        contact="0900",
        materials=("Nghị quyết",),
        unit_names={"SNV": "Sở Nội vụ"},
    )
    said = text(with_rules(entry_units=("SNV",)), facts)
    assert all(word in said for word in ("Cuộc thi X", "Sở Y", "Chủ đề Z", "0900", "Nghị quyết", "Sở Nội vụ"))
