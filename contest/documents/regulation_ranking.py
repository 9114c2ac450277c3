"""Article 6: points, prediction, the order of people and of units."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contest.documents.regulation_words import Words
from contest.rules.rulesets import RuleSet, TieBreak
from contest.rules.tie_breaks import over_several_rounds

if TYPE_CHECKING:
    from contest.documents.regulation import ContestFacts, NamedRules


def points_and_order(rounds: "list[NamedRules]", _facts: "ContestFacts", words: Words) -> list[str]:
    rules = rounds[0].rules
    lots = TieBreak.LOT in rules.tie_breaks
    return [
        words.say("reg_points", points=words.points(rules.points_per_item)),
        *(
            words.say("reg_top", division=d.name, points=words.points(rules.points_per_item * d.item_count))
            for d in rules.divisions
        ),
        _prediction(rules, words),
        _order(rules.tie_breaks, "reg_order", words),
        words.say("reg_true_tie"),
        *(words.say("reg_lot", round=r.name, seed=r.rules.lot_seed) for r in rounds if lots or r.rules.lot_seed),
        words.say("reg_live"),
        words.say("reg_freeze", minutes=rules.freeze_minutes) if rules.freeze_minutes else words.say("reg_no_freeze"),
        _order(over_several_rounds(rules).tie_breaks, "reg_overall", words),
        *_units(rules, words),
    ]


def _prediction(rules: RuleSet, words: Words) -> str:
    asked = rules.prediction
    if asked is None:
        return words.say("reg_no_prediction")
    return words.say(
        "reg_prediction",
        question=words.label("prediction_target", asked.target),
        required=words.say("reg_prediction_required" if asked.required else "reg_prediction_optional"),
        scope=words.say("reg_prediction_division" if asked.per_division else "reg_prediction_round"),
    )


def _order(tie_breaks: Sequence[TieBreak], code: str, words: Words) -> str:
    if not tie_breaks:
        return words.say(f"{code}_score")
    criteria = "; ".join(f"({n}) {words.label('rule_tie_break', t)}" for n, t in enumerate(tie_breaks, start=1))
    return words.say(code, criteria=criteria)


def _units(rules: RuleSet, words: Words) -> list[str]:
    units = rules.units
    lines = [
        words.say("reg_units", formula=words.label("rule_formula", units.formula)),
        words.say("reg_units_rate_100"),
        words.say("reg_pass_mark", percent=units.pass_mark_percent),
        words.say("reg_least", least=units.least_entrants, percent=units.threshold_percent),
        words.say("reg_emulation_groups" if units.by_emulation_group else "reg_no_emulation_groups"),
    ]
    for group in units.size_groups:
        own = group.threshold_percent
        threshold = words.say("reg_size_threshold", percent=own) if own is not None else ""
        lines.append(words.say("reg_size_group", name=group.name, least=group.at_least, threshold=threshold))
    return lines
