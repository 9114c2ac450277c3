"""The prediction question: what it asks people to foresee, counted exactly, and how far off they were."""

from collections.abc import Mapping
from dataclasses import dataclass

from contest.rules.rulesets import PredictionRule, PredictionTarget


@dataclass(frozen=True)
class Tally:
    """What took part in one division: valid attempts of people who are not disqualified."""

    entrants: int = 0
    attempts: int = 0
    people_all_correct: int = 0  # people whose counted attempt is perfect
    attempts_all_correct: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.entrants + other.entrants,
            self.attempts + other.attempts,
            self.people_all_correct + other.people_all_correct,
            self.attempts_all_correct + other.attempts_all_correct,
        )

    def figure(self, target: PredictionTarget) -> int:
        return int(getattr(self, target.value))


def whole(tallies: Mapping[str, Tally]) -> Tally:
    """All divisions together. Nobody competes in two divisions of one round, so people add up."""
    return sum(tallies.values(), Tally())


def targets(rule: PredictionRule, tallies: Mapping[str, Tally]) -> dict[str, int]:
    """Division code → the number its people had to foresee: their own division's or the round's."""
    if rule.per_division:
        return {code: tally.figure(rule.target) for code, tally in tallies.items()}
    return dict.fromkeys(tallies, whole(tallies).figure(rule.target))
