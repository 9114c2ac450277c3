"""The thể lệ of a contest that is only being thought of, and whether its banks would do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contest.documents.regulation import Article, ContestFacts, NamedRules, alike, articles
from contest.rules.presets import PRESETS
from contest.services.actors import unit_tree
from contest.services.blueprints import Unfilled, unfilled
from contest.services.contests import planned
from contest.storage.bank_choices import bank_names


@dataclass(frozen=True)
class Draft:
    """The rounds a preset would make. `gaps`: divisions whose papers the chosen banks cannot fill."""

    rounds: tuple[NamedRules, ...]
    articles: tuple[Article, ...]
    gaps: tuple[Unfilled, ...]


def draft(
    *,
    preset: str,
    name: str,
    unit_id: int | None,
    starts_ms: int,
    bank_codes: Mapping[str, str],
    translate: Callable[[str], str] = str,
) -> Draft:
    """Nothing is written. `preset` is one of PRESETS; rounds of a preset are alike, so they share
    their articles."""
    rounds = [NamedRules(*pair) for pair in planned(PRESETS[preset], starts_ms, bank_codes, "")]
    unit = unit_tree().nodes.get(unit_id) if unit_id is not None else None
    codes = {code for code in bank_codes.values() if code}
    facts = ContestFacts(name=name, organiser=unit.name if unit else "", bank_names=bank_names(codes))
    return Draft(
        tuple(rounds),
        tuple(article for group in alike(rounds) for article in articles(group, facts, translate)),
        tuple(unfilled(rounds[0].rules)),
    )
