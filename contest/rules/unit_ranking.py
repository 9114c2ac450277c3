"""Units compete too: participation, mean score, points by a formula, thresholds, groups.

Points are exact fractions on a scale of 0..100 (rank sums: 0..30); only showing them rounds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from contest.rules.rulesets import SizeGroup, UnitFormula, UnitRules
from contest.rules.standings import shared_places

HUNDRED = Fraction(100)


def hundredths(value: Fraction) -> int:
    """For showing and storing: a fraction in hundredths, rounded half up."""
    return (200 * value.numerator + value.denominator) // (2 * value.denominator)


class NotRanked(StrEnum):
    """Why a unit is listed without a place."""

    NO_ENTRANTS = "no_entrants"
    NO_HEADCOUNT = "no_headcount"
    TOO_FEW_ENTRANTS = "too_few_entrants"
    BELOW_THRESHOLD = "below_threshold"


@dataclass(frozen=True)
class UnitLine:
    """One unit's figures, of itself or summed over what is below it.

    `headcount` None: nobody counted. `score_sum` in hundredths of a point; `percent_sum` the same
    scores as percent of each division's full mark, so that divisions with unlike papers add up;
    `passed` people at or above the pass mark; `attempts` all attempts made by the entrants.
    """

    unit_id: int
    entrants: int
    headcount: int | None
    score_sum: int
    percent_sum: Fraction
    passed: int
    attempts: int
    emulation_group: str = ""

    @property
    def rate(self) -> Fraction | None:
        """Participation in percent, shown as it is: may exceed 100 where the headcount is old."""
        return Fraction(100 * self.entrants, self.headcount) if self.headcount else None

    @property
    def capped_rate(self) -> Fraction:
        """What formulas reckon with: at most 100; 0 where nobody counted."""
        return min(self.rate or Fraction(0), HUNDRED)

    @property
    def mean(self) -> int | None:
        """Mean score in hundredths of a point, rounded half up."""
        return hundredths(Fraction(self.score_sum, 100 * self.entrants)) if self.entrants else None

    @property
    def mean_percent(self) -> Fraction:
        return self.percent_sum / self.entrants if self.entrants else Fraction(0)

    @property
    def passed_percent(self) -> Fraction:
        return Fraction(100 * self.passed, self.entrants) if self.entrants else Fraction(0)


@dataclass(frozen=True)
class UnitPlace:
    """A line with its points and place among the ranked units of its group; unranked ones say why."""

    line: UnitLine
    group: str
    size_group: str
    threshold_percent: int
    points: Fraction | None = None
    place: int | None = None
    not_ranked: NotRanked | None = None


@dataclass(frozen=True)
class Formula:
    """`keys` gives each unit of one group (points, what decides equal points), more is better."""

    keys: Callable[[Sequence[UnitLine]], list[tuple[Fraction, Fraction]]]
    needs_headcount: bool = True


def _each(one: Callable[[UnitLine], tuple[Fraction, Fraction]]) -> Formula:
    return Formula(lambda lines: [one(line) for line in lines])


def _rate(line: UnitLine) -> tuple[Fraction, Fraction]:
    """Highest participation first (Đắk Lắk 2022); the mean score decides equal rates."""
    return line.capped_rate, line.mean_percent


def _rate_times_mean(line: UnitLine) -> tuple[Fraction, Fraction]:
    """Rate and quality (Huế 2025: participation and quality in three khối), as a product."""
    return line.capped_rate * line.mean_percent / 100, line.capped_rate


def _rate_and_mean(line: UnitLine) -> tuple[Fraction, Fraction]:
    """Percent taking part plus average score (Hải Dương 2024), each half."""
    return (line.capped_rate + line.mean_percent) / 2, line.capped_rate


def _weighted(line: UnitLine) -> tuple[Fraction, Fraction]:
    """0.5 participation + 0.4 mean + 0.1 share of people who passed: the suggested giải tập thể."""
    return (5 * line.capped_rate + 4 * line.mean_percent + line.passed_percent) / 10, line.capped_rate


def _rank_sum(lines: Sequence[UnitLine]) -> list[tuple[Fraction, Fraction]]:
    """Sum of three top-ten rank scores: entrants, points, attempts; more entrants decide (Đồng Nai)."""
    totals = [0] * len(lines)
    for figures in (
        [line.entrants for line in lines],
        [line.score_sum for line in lines],
        [line.attempts for line in lines],
    ):
        order = sorted(range(len(lines)), key=lambda i: -figures[i])
        for index, place in zip(order, shared_places([figures[i] for i in order]), strict=True):
            totals[index] += max(0, 11 - place)
    return [(Fraction(total), Fraction(line.entrants)) for total, line in zip(totals, lines, strict=True)]


FORMULAS: dict[UnitFormula, Formula] = {
    UnitFormula.RATE: _each(_rate),
    UnitFormula.RATE_TIMES_MEAN: _each(_rate_times_mean),
    UnitFormula.RATE_AND_MEAN: _each(_rate_and_mean),
    UnitFormula.WEIGHTED: _each(_weighted),
    UnitFormula.RANK_SUM: Formula(_rank_sum, needs_headcount=False),
}


def size_group(rules: UnitRules, headcount: int | None) -> SizeGroup | None:
    """The group with the largest lower bound that the headcount reaches."""
    fitting = [g for g in rules.size_groups if headcount is not None and g.at_least <= headcount]
    return max(fitting, key=lambda g: g.at_least, default=None)


def rank_units(rules: UnitRules, lines: Sequence[UnitLine]) -> list[UnitPlace]:
    """Every unit, group by group (those without a group last): the ranked by place, then the others.

    Within a group equal points (and equal deciders) share a place; equals are listed by unit id.
    """
    groups: dict[str, list[tuple[UnitLine, UnitPlace]]] = {}
    for line in lines:
        bare = _unplaced(rules, line)
        groups.setdefault(bare.group, []).append((line, bare))
    formula = FORMULAS[rules.formula]
    ranking: list[UnitPlace] = []
    for name in sorted(groups, key=lambda name: (not name, name)):
        members = sorted(groups[name], key=lambda pair: pair[0].unit_id)
        able = [(line, bare) for line, bare in members if bare.not_ranked is None]
        keys = formula.keys([line for line, _ in able])
        order = sorted(range(len(able)), key=lambda i: (-keys[i][0], -keys[i][1]))
        for index, place in zip(order, shared_places([keys[i] for i in order]), strict=True):
            line, bare = able[index]
            ranking.append(UnitPlace(line, bare.group, bare.size_group, bare.threshold_percent, keys[index][0], place))
        ranking.extend(bare for _, bare in members if bare.not_ranked is not None)
    return ranking


def _unplaced(rules: UnitRules, line: UnitLine) -> UnitPlace:
    size = size_group(rules, line.headcount)
    threshold = rules.threshold_percent
    if size is not None and size.threshold_percent is not None:
        threshold = size.threshold_percent
    parts = (line.emulation_group if rules.by_emulation_group else "", size.name if size else "")
    return UnitPlace(
        line,
        group=" · ".join(part for part in parts if part),
        size_group=size.name if size else "",
        threshold_percent=threshold,
        not_ranked=_why_not(rules, line, threshold),
    )


def _why_not(rules: UnitRules, line: UnitLine, threshold: int) -> NotRanked | None:
    if not line.entrants:
        return NotRanked.NO_ENTRANTS
    if not line.headcount and (FORMULAS[rules.formula].needs_headcount or threshold):
        return NotRanked.NO_HEADCOUNT
    if line.entrants < rules.least_entrants:
        return NotRanked.TOO_FEW_ENTRANTS
    if line.headcount and 100 * line.entrants < threshold * line.headcount:
        return NotRanked.BELOW_THRESHOLD
    return None
