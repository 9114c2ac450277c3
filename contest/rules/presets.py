"""Rule sets of contests that were really held, as starting points.

What a plan does not say is filled from the default preset and named in `assumed`. Words
(divisions, prizes, topics) are codes here; the caller names them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from contest.rules.days import moment_ms, vietnam_time
from contest.rules.items import Category, Level
from contest.rules.rulesets import (
    Assumption,
    BlueprintCell,
    Counting,
    Division,
    PredictionRule,
    PredictionTarget,
    Prize,
    RuleSet,
    TieBreak,
    UnitFormula,
    UnitRules,
)

_WEEK = timedelta(days=7)

#: (enumeration, code) → the word people read: "division", "prize" or "topic".
Namer = Callable[[str, str], str]
PrizePlan = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DivisionPlan:
    """A division by code ("officials", "citizens") and its prizes as (prize code, how many)."""

    code: str
    categories: tuple[Category, ...]
    prizes: PrizePlan


@dataclass(frozen=True)
class Preset:
    """`rounds` windows, one every week; `settings` are fields of RuleSet.

    A window ends at `closing_hour` by Vietnamese clocks on the last of its `days`, the opening day
    being the first: Monday 9:00 to Sunday 22:00, and the same Sunday 22:00 from any hour of Monday.
    """

    code: str
    divisions: tuple[DivisionPlan, ...]
    blueprint: tuple[tuple[str, Level | None, int], ...]
    rounds: int = 4
    days: int = 7
    closing_hour: int = 22
    settings: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, Any] = field(default_factory=dict)
    unit_prizes: PrizePlan = ()
    assumed: tuple[Assumption, ...] = ()

    def windows(self, starts_ms: int) -> list[tuple[int, int]]:
        """(opens, closes) of each round."""
        first = vietnam_time(starts_ms)
        opening_days = [datetime.combine(first, time()) + i * _WEEK for i in range(self.rounds)]
        lasts = timedelta(days=self.days - 1, hours=self.closing_hour)
        return [(moment_ms(first + i * _WEEK), moment_ms(day + lasts)) for i, day in enumerate(opening_days)]

    def rules(
        self, opens_ms: int, closes_ms: int, bank_codes: Mapping[str, str], name: Namer, lot_seed: str
    ) -> RuleSet:
        """The rules of one round. `bank_codes`: division code → bank code; an unnamed one waits for its bank."""
        cells = tuple(
            BlueprintCell(topic=name("topic", topic) if topic else "", level=level, count=count)
            for topic, level, count in self.blueprint
        )
        return RuleSet(
            opens_ms=opens_ms,
            closes_ms=closes_ms,
            divisions=tuple(
                Division(
                    code=plan.code,
                    name=name("division", plan.code),
                    categories=plan.categories,
                    bank_code=bank_codes.get(plan.code, ""),
                    blueprint=cells,
                    prizes=_prizes(plan.prizes, name),
                )
                for plan in self.divisions
            ),
            units=UnitRules(prizes=_prizes(self.unit_prizes, name), **self.units),
            lot_seed=lot_seed,
            assumptions=self.assumed,
            **self.settings,
        )


def _prizes(plan: PrizePlan, name: Namer) -> tuple[Prize, ...]:
    return tuple(Prize(title=name("prize", code), count=count) for code, count in plan)


def _by_level(easy: int, medium: int, hard: int) -> tuple[tuple[str, Level | None, int], ...]:
    return ("", Level.EASY, easy), ("", Level.MEDIUM, medium), ("", Level.HARD, hard)


_FIFTEEN = _by_level(6, 6, 3)
_TWENTY = _by_level(8, 8, 4)
_WEEKLY_PRIZES: PrizePlan = (("first", 1), ("second", 2), ("third", 3), ("consolation", 5))
_ONE_EACH: PrizePlan = (("first", 1), ("second", 1), ("third", 1))


def _two_divisions(prizes: PrizePlan) -> tuple[DivisionPlan, ...]:
    return (
        DivisionPlan("officials", (Category.OFFICIAL,), prizes),
        DivisionPlan("citizens", (Category.CITIZEN, Category.ENTERPRISE, Category.PUPIL), prizes),
    )


DEFAULT = Preset(
    "default",
    _two_divisions(_WEEKLY_PRIZES),
    _TWENTY,
    units={"threshold_percent": 50},
    unit_prizes=_ONE_EACH,
)

HUE_2025 = Preset(
    "hue_2025",
    _two_divisions(_ONE_EACH),
    _FIFTEEN,
    closing_hour=24,
    units={"threshold_percent": 50},
    unit_prizes=_ONE_EACH,
    assumed=(
        Assumption.BLUEPRINT,
        Assumption.MINUTES,
        Assumption.POINTS,
        Assumption.PREDICTION,
        Assumption.TIE_BREAKS,
        Assumption.PRIZES,
        Assumption.ONE_PRIZE,
        Assumption.UNIT_FORMULA,
        Assumption.THRESHOLD,
        Assumption.UNIT_PRIZES,
        Assumption.HANDLING,
    ),
)

HAI_DUONG_2024 = Preset(
    "hai_duong_2024",
    _two_divisions(_WEEKLY_PRIZES),
    _TWENTY,
    settings={"attempts_allowed": 3, "counting": Counting.BEST},
    units={"formula": UnitFormula.RATE_AND_MEAN, "threshold_percent": 50},
    unit_prizes=_ONE_EACH,
    assumed=(
        Assumption.WINDOW,
        Assumption.DIVISIONS,
        Assumption.BLUEPRINT,
        Assumption.POINTS,
        Assumption.PREDICTION,
        Assumption.TIE_BREAKS,
        Assumption.PRIZES,
        Assumption.ONE_PRIZE,
        Assumption.UNIT_FORMULA,
        Assumption.HANDLING,
    ),
)

DAK_LAK_2022 = Preset(
    "dak_lak_2022",
    _two_divisions(_WEEKLY_PRIZES),
    _TWENTY,
    rounds=2,
    # Fewer attempts decide ties there, so there were several; three is the usual number.
    settings={
        "attempts_allowed": 3,
        "prediction": None,
        "tie_breaks": (TieBreak.ELAPSED, TieBreak.ATTEMPTS, TieBreak.REGISTERED, TieBreak.LOT),
    },
    units={"formula": UnitFormula.RATE, "threshold_percent": 100},
    unit_prizes=(("first", 1),),
    assumed=(
        Assumption.WINDOW,
        Assumption.DIVISIONS,
        Assumption.BLUEPRINT,
        Assumption.MINUTES,
        Assumption.POINTS,
        Assumption.ATTEMPTS,
        Assumption.COUNTING,
        Assumption.TIE_BREAKS,
        Assumption.PRIZES,
        Assumption.ONE_PRIZE,
        Assumption.UNIT_WINNER,
        Assumption.HANDLING,
    ),
)

GTVT_2020 = Preset(
    "gtvt_2020",
    (DivisionPlan("officials", (Category.OFFICIAL,), _WEEKLY_PRIZES),),
    (
        ("direction", None, 2),
        ("institutions", None, 2),
        ("procedures", None, 4),
        ("apparatus", None, 2),
        ("staff", None, 2),
        ("public_finance", None, 1),
        ("modernisation", None, 2),
    ),
    rounds=1,
    days=30,
    closing_hour=24,
    settings={"prediction": PredictionRule(target=PredictionTarget.ENTRANTS)},
    units={"threshold_percent": 50},
    unit_prizes=_ONE_EACH,
    assumed=(
        Assumption.WINDOW,
        Assumption.DIVISIONS,
        Assumption.MINUTES,
        Assumption.POINTS,
        Assumption.TIE_BREAKS,
        Assumption.ONE_PRIZE,
        Assumption.UNIT_FORMULA,
        Assumption.THRESHOLD,
        Assumption.UNIT_PRIZES,
        Assumption.HANDLING,
    ),
)

# Of no contest that was held: what one agency can hold among its own people within a day.
ONE_DAY = Preset(
    "one_day",
    (DivisionPlan("officials", (Category.OFFICIAL,), _ONE_EACH),),
    (("", None, 10),),
    rounds=1,
    days=1,
    closing_hour=24,
    settings={
        "minutes": 15,
        "prediction": None,
        "tie_breaks": (TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.LOT),
    },
)

PRESETS: dict[str, Preset] = {p.code: p for p in (DEFAULT, ONE_DAY, HUE_2025, HAI_DUONG_2024, DAK_LAK_2022, GTVT_2020)}

# Each assumption → the part of the rules it speaks of.
_SPOKEN_OF: dict[Assumption, Callable[[RuleSet], object]] = {
    Assumption.WINDOW: lambda r: (r.opens_ms, r.closes_ms),
    Assumption.DIVISIONS: lambda r: [(d.name, d.categories, d.bank_code) for d in r.divisions],
    Assumption.BLUEPRINT: lambda r: [d.blueprint for d in r.divisions],
    Assumption.MINUTES: lambda r: r.minutes,
    Assumption.POINTS: lambda r: r.points_per_item,
    Assumption.ATTEMPTS: lambda r: r.attempts_allowed,
    Assumption.COUNTING: lambda r: r.counting,
    Assumption.PREDICTION: lambda r: r.prediction,
    Assumption.TIE_BREAKS: lambda r: r.tie_breaks,
    Assumption.PRIZES: lambda r: [d.prizes for d in r.divisions],
    Assumption.ONE_PRIZE: lambda r: r.one_prize_per_person,
    Assumption.UNIT_FORMULA: lambda r: r.units.formula,
    Assumption.THRESHOLD: lambda r: (r.units.threshold_percent, r.units.size_groups),
    Assumption.UNIT_PRIZES: lambda r: r.units.prizes,
    Assumption.UNIT_WINNER: lambda r: r.units,
    Assumption.HANDLING: lambda r: (
        r.grace_seconds,
        r.shuffle_items,
        r.shuffle_options,
        r.review,
        r.freeze_minutes,
    ),
}


def still_assumed(before: RuleSet, after: RuleSet) -> tuple[Assumption, ...]:
    """The assumptions that stay: an organiser who changes a value has decided it."""
    return tuple(a for a in before.assumptions if _SPOKEN_OF[a](before) == _SPOKEN_OF[a](after))
