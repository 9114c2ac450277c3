"""Who stands above whom, and by which rule.

Every criterion gives a number, smaller is better. The order of a closed round is score, then the
criteria in the order the rules name them; before close, the same order without those that cannot
be known yet. Equal in everything is a true tie: the place is shared.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from contest.rules.rulesets import RuleSet, TieBreak
from contest.rules.standings import Line

# Worse than any prediction: a paper that holds none. Fits a BIGINT and a 64-bit column.
NO_PREDICTION = 2**62

SCORE = "score"


@dataclass(frozen=True)
class Criterion:
    """`key` is smaller for the better line. `column` is the standing's column that holds the same
    number ("" where it is computed). `known` says whether it is known before the round closes,
    `adds_up` whether it still means something for several rounds together (a lot is drawn for one)."""

    key: Callable[[RuleSet, Line], int]
    column: str
    known: bool = True
    adds_up: bool = True


def lot(seed: str, person_id: int) -> int:
    """The lot a person draws from the public seed: 63 bits that anyone can compute again."""
    digest = hashlib.sha256(f"{seed}:{person_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def _prediction(_rules: RuleSet, line: Line) -> int:
    return NO_PREDICTION if line.prediction_error is None else line.prediction_error


TIE_BREAKS: dict[TieBreak, Criterion] = {
    TieBreak.PREDICTION: Criterion(_prediction, "prediction_error", known=False),
    TieBreak.ELAPSED: Criterion(lambda _rules, line: line.elapsed_ms, "elapsed_ms"),
    TieBreak.FINISHED: Criterion(lambda _rules, line: line.finished_ms, "finished_ms", adds_up=False),
    TieBreak.ATTEMPTS: Criterion(lambda _rules, line: line.attempts, "attempts"),
    TieBreak.REGISTERED: Criterion(lambda _rules, line: line.registered_ms, "registered_ms"),
    TieBreak.LOT: Criterion(lambda rules, line: lot(rules.lot_seed, line.person_id), "", known=False, adds_up=False),
}


@dataclass(frozen=True)
class Decision:
    """How two lines stand: `order` −1 the first is above, 1 below, 0 a tie. `by` names what
    decided ("score", a tie-break, "" for a tie). `unknown` are the criteria that come before it
    and are not known yet: each may still turn the order round."""

    order: int
    by: str
    unknown: tuple[TieBreak, ...] = ()


def compare(rules: RuleSet, a: Line, b: Line, *, closed: bool) -> Decision:
    """Which rule puts one of two lines above the other, after close or by what is known before."""
    if a.score != b.score:
        return Decision(-1 if a.score > b.score else 1, SCORE)
    unknown: list[TieBreak] = []
    for tie_break in rules.tie_breaks:
        criterion = TIE_BREAKS[tie_break]
        if not closed and not criterion.known:
            unknown.append(tie_break)
            continue
        of_a, of_b = criterion.key(rules, a), criterion.key(rules, b)
        if of_a != of_b:
            return Decision(-1 if of_a < of_b else 1, tie_break.value, tuple(unknown))
    return Decision(0, "", tuple(unknown))


def over_several_rounds(rules: RuleSet) -> RuleSet:
    """The same rules with only those tie-breaks that still mean something for a sum of rounds."""
    return rules.model_copy(update={"tie_breaks": tuple(t for t in rules.tie_breaks if TIE_BREAKS[t].adds_up)})
