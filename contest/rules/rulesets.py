"""The rules of one round as one value.

The engine obeys it, the public thể lệ is printed from it, a simulation runs on it, it locks when
the round opens; afterwards it changes only by a numbered amendment.
"""

import hashlib
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contest.rules.items import Category, Level


class Counting(StrEnum):
    """Which of a person's attempts counts in a round."""

    BEST = "best"
    FIRST = "first"
    LAST = "last"


class PredictionTarget(StrEnum):
    """What the prediction question asks people to foresee, counted at close over valid attempts."""

    PEOPLE_ALL_CORRECT = "people_all_correct"
    ATTEMPTS_ALL_CORRECT = "attempts_all_correct"
    ATTEMPTS = "attempts"
    ENTRANTS = "entrants"


class TieBreak(StrEnum):
    """Criteria after the score, applied in the order the rules name them."""

    PREDICTION = "prediction"  # smaller |prediction − actual| first; unknown before close
    ELAPSED = "elapsed"  # less time taken, server-measured, milliseconds
    FINISHED = "finished"  # earlier submission
    ATTEMPTS = "attempts"  # fewer attempts used
    REGISTERED = "registered"  # earlier registration
    LOT = "lot"  # drawn by lot from a public seed; unknown before close


class ReviewWhen(StrEnum):
    """When people may see the right answers of their own papers."""

    NEVER = "never"
    AFTER_CLOSE = "after_close"
    AFTER_PUBLICATION = "after_publication"


class UnitFormula(StrEnum):
    RATE = "rate"  # participation rate; mean score decides ties
    RATE_TIMES_MEAN = "rate_times_mean"
    RATE_AND_MEAN = "rate_and_mean"  # half rate (0..100), half mean (0..100)
    WEIGHTED = "weighted"  # 0.5 rate + 0.4 mean + 0.1 share of people at or above the pass mark
    RANK_SUM = "rank_sum"  # sum of rank points by entrants, points and attempts


class Assumption(StrEnum):
    """What the plan behind a preset leaves open; the thể lệ says that a default fills it."""

    WINDOW = "window"
    DIVISIONS = "divisions"
    BLUEPRINT = "blueprint"
    MINUTES = "minutes"
    POINTS = "points"
    ATTEMPTS = "attempts"
    COUNTING = "counting"
    PREDICTION = "prediction"
    TIE_BREAKS = "tie_breaks"
    PRIZES = "prizes"
    ONE_PRIZE = "one_prize"
    UNIT_FORMULA = "unit_formula"
    THRESHOLD = "threshold"
    UNIT_PRIZES = "unit_prizes"
    UNIT_WINNER = "unit_winner"  # the plan wants a unit to have an individual winner; left to the organisers
    HANDLING = "handling"  # grace, shuffles, review, freeze


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BlueprintCell(Frozen):
    """`count` items of one topic and level; an empty topic or level matches any."""

    topic: str = ""
    level: Level | None = None
    count: int = Field(ge=1, le=200)


class Prize(Frozen):
    """One row of a prize table. `amount` in đồng, 0 where the plan names none."""

    title: str = Field(min_length=1, max_length=120)
    count: int = Field(ge=1, le=1000)
    amount: int = Field(default=0, ge=0)


class Division(Frozen):
    """A bảng thi: who competes with whom, from which bank, for which prizes."""

    code: str = Field(pattern=r"^[a-z0-9-]{1,30}$")
    name: str = Field(min_length=1, max_length=120)
    categories: tuple[Category, ...] = Field(min_length=1)
    bank_code: str = Field(max_length=60)
    blueprint: tuple[BlueprintCell, ...] = Field(min_length=1)
    prizes: tuple[Prize, ...] = ()

    @model_validator(mode="after")
    def _each_cell_once(self) -> Self:
        cells = [(cell.topic, cell.level) for cell in self.blueprint]
        if len(set(cells)) < len(cells):
            raise ValueError("repeated_cell")
        return self

    @property
    def item_count(self) -> int:
        return sum(cell.count for cell in self.blueprint)


class PredictionRule(Frozen):
    target: PredictionTarget = PredictionTarget.PEOPLE_ALL_CORRECT
    required: bool = True
    # The target is counted within the person's own division or over the whole round.
    per_division: bool = False


class SizeGroup(Frozen):
    """Units with headcount from `at_least` on (up to the next group); own threshold and board."""

    name: str = Field(min_length=1, max_length=120)
    at_least: int = Field(ge=0)
    threshold_percent: int | None = Field(default=None, ge=0, le=100)


class UnitRules(Frozen):
    """How units are ranked; percent thresholds are of the headcount."""

    formula: UnitFormula = UnitFormula.RATE_TIMES_MEAN
    threshold_percent: int = Field(default=0, ge=0, le=100)
    least_entrants: int = Field(default=1, ge=0)
    pass_mark_percent: int = Field(default=70, ge=0, le=100)
    size_groups: tuple[SizeGroup, ...] = ()
    by_emulation_group: bool = True
    prizes: tuple[Prize, ...] = ()

    @model_validator(mode="after")
    def _groups_differ(self) -> Self:
        starts = [group.at_least for group in self.size_groups]
        if len(set(starts)) < len(starts):
            raise ValueError("repeated_size_group")
        return self


class RuleSet(Frozen):
    """See the module's docstring. Times: UTC milliseconds, minutes, seconds as named."""

    opens_ms: int
    closes_ms: int
    minutes: int = Field(default=20, ge=1, le=600)
    grace_seconds: int = Field(default=30, ge=0, le=600)
    divisions: tuple[Division, ...] = Field(min_length=1)
    points_per_item: int = Field(default=100, ge=1, le=10000)  # hundredths of a point
    shuffle_items: bool = True
    shuffle_options: bool = True
    attempts_allowed: int = Field(default=1, ge=1, le=1000)
    counting: Counting = Counting.BEST
    prediction: PredictionRule | None = PredictionRule()
    tie_breaks: tuple[TieBreak, ...] = (
        TieBreak.PREDICTION,
        TieBreak.ELAPSED,
        TieBreak.FINISHED,
        TieBreak.ATTEMPTS,
        TieBreak.LOT,
    )
    lot_seed: str = Field(default="", max_length=120)  # public, announced before the draw
    # Codes of units whose subtree may enter; empty: everyone of the divisions' categories.
    entry_units: tuple[str, ...] = ()
    units: UnitRules = UnitRules()
    review: ReviewWhen = ReviewWhen.AFTER_CLOSE
    # A person who has won in an earlier round of the contest is passed over for this round's prizes.
    one_prize_per_person: bool = True
    freeze_minutes: int = Field(default=0, ge=0)  # the public board stands still this long before close
    rehearsal: bool = False  # thử hệ thống: never counts, never published
    # What the source plan leaves open and a default fills, said on the thể lệ page.
    assumptions: tuple[Assumption, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.closes_ms <= self.opens_ms:
            raise ValueError("window_reversed")
        if self.freeze_minutes * 60_000 > self.closes_ms - self.opens_ms:
            raise ValueError("freeze_too_long")
        if len(set(self.tie_breaks)) < len(self.tie_breaks):
            raise ValueError("repeated_tie_break")
        if TieBreak.PREDICTION in self.tie_breaks and self.prediction is None:
            raise ValueError("tie_break_needs_prediction")
        codes = [d.code for d in self.divisions]
        if len(set(codes)) < len(codes):
            raise ValueError("repeated_division")
        claimed = [c for d in self.divisions for c in d.categories]
        if len(set(claimed)) < len(claimed):
            raise ValueError("category_in_two_divisions")
        return self

    def division_of(self, category: str) -> Division | None:
        """The division a person of this category competes in."""
        return next((d for d in self.divisions if category in d.categories), None)

    def division(self, code: str) -> Division:
        return next(d for d in self.divisions if d.code == code)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form; names these rules in publications."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
