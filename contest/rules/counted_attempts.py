"""What counts for a person in a round, from all their valid attempts: after a merger or a correction."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from contest.rules.attempts import replaces
from contest.rules.live_order import live_key
from contest.rules.rulesets import RuleSet


def counted(rules: RuleSet, taken: Sequence[Any], registered_ms: int) -> dict[str, Any] | None:
    """The standing's columns that follow from attempt rows in the order they were taken; None where
    no graded attempt that was not voided is among them."""
    valid = [a for a in taken if a.submitted_ms is not None and a.score is not None and a.voided_ms is None]
    if not valid:
        return None

    def key(attempt: Any) -> str:
        return live_key(
            rules,
            score=attempt.score,
            elapsed_ms=attempt.elapsed_ms,
            finished_ms=attempt.submitted_ms,
            attempts=len(valid),
            registered_ms=registered_ms,
        )

    best = reduce(lambda old, new: new if replaces(rules.counting, key(new), key(old)) else old, valid)
    return {
        "attempt_id": best.id,
        "unit_id": best.unit_id,
        "division": best.division,
        "score": best.score,
        "correct": best.correct,
        "all_correct": bool(best.paper) and best.correct == len(best.paper),
        "elapsed_ms": best.elapsed_ms,
        "finished_ms": best.submitted_ms,
        "registered_ms": registered_ms,
        "attempts": len(valid),
        "prediction": best.prediction,
    }
