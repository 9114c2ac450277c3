"""Closing one attempt: graded, counted, receipted, exactly once whoever comes first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from contest.rules.answers import Answers
from contest.rules.attempt_tokens import receipt_code
from contest.rules.attempts import replaces
from contest.rules.grading import Grade, answered_count, grade
from contest.rules.live_order import live_key
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.services.papers import items_of
from contest.services.rounds import round_facts
from contest.storage import attempts, standings
from contest.storage.db import commit, rollback

BY_PERSON, BY_TIME, BY_PAPER = "person", "time", "paper"


@dataclass(frozen=True)
class Receipt:
    """What a person holds in the hand afterwards. Score in hundredths of a point, times in ms."""

    attempt_id: int
    round_id: int
    person_id: int
    number: int
    code: str
    submitted_ms: int
    elapsed_ms: int
    closed_by: str
    answered: int
    questions: int
    score: int
    correct: int
    prediction: int | None
    voided: bool


def grade_closed_attempt(attempt: Any) -> Grade:
    """The grade of an attempt row, from its raw answers: for handing in, regrading and verifying."""
    rules = round_facts(attempt.round_id).rules
    return grade(items_of(attempt.paper), Answers.from_stored(attempt.answers).responses, rules.points_per_item)


def receipt_of(attempt: Any) -> Receipt:
    """The receipt of a closed attempt, as it was handed out when it was closed."""
    responses = Answers.from_stored(attempt.answers).responses
    return Receipt(
        attempt_id=attempt.id,
        round_id=attempt.round_id,
        person_id=attempt.person_id,
        number=attempt.number,
        code=attempt.receipt,
        submitted_ms=attempt.submitted_ms,
        elapsed_ms=attempt.elapsed_ms,
        closed_by=attempt.closed_by,
        answered=answered_count(items_of(attempt.paper), responses),
        questions=len(attempt.paper),
        score=attempt.score,
        correct=attempt.correct,
        prediction=attempt.prediction,
        voided=attempt.voided_ms is not None,
    )


def is_overdue(attempt: Any, now_ms: int) -> bool:
    """Open, and past the last moment a save could reach it."""
    return attempt.submitted_ms is None and now_ms >= attempt.deadline_ms + attempt.grace_ms


def close(row: Any, *, answers: str, closed_by: str, finished_ms: int) -> Any:
    """Grade and close the attempt read by `attempts.with_standing`, with these stored answers.

    Does not commit. Returns the closed row; None, with nothing written, if it changed since it was read.
    """
    rules = round_facts(row.round_id).rules
    state = Answers.from_stored(answers)
    found = grade(items_of(row.paper), state.responses, rules.points_per_item)
    finished = max(finished_ms, row.started_ms)
    elapsed = finished - row.started_ms
    prediction = state.prediction if rules.prediction else None
    values = {
        "answers": answers,
        "submitted_ms": finished,
        "closed_by": closed_by,
        "score": found.score,
        "correct": found.correct,
        "elapsed_ms": elapsed,
        "prediction": prediction,
        "receipt": receipt_code(row.seed, row.id, answers, finished),
    }
    if not attempts.hand_in(row.id, seen_revision=row.revision, seen_deadline=row.deadline_ms, values=values):
        return None
    if row.voided_ms is None:
        _count(row, rules, found, elapsed, finished, prediction)
    return row._replace(**values)


def close_overdue(attempt_id: int, now_ms: int) -> None:
    """Close an attempt whose time ran out with what was saved, as of its deadline; commits.

    Leaves alone what was closed, or given more time, meanwhile.
    """
    rollback()  # whoever only read until here writes in a transaction of their own
    while (row := attempts.with_standing(attempt_id)) is not None and is_overdue(row, now_ms):
        if close(row, answers=row.answers, closed_by=BY_TIME, finished_ms=row.deadline_ms):
            commit()
            return
        rollback()


def _count(row: Row[Any], rules: RuleSet, found: Grade, elapsed: int, finished: int, prediction: int | None) -> None:
    shared = {"attempts": row.number, "registered_ms": row.registered_ms}
    key = live_key(rules, score=found.score, elapsed_ms=elapsed, finished_ms=finished, **shared)
    counts = True
    if row.counted_attempt_id is not None:
        old_key = live_key(
            rules,
            score=row.counted_score,
            elapsed_ms=row.counted_elapsed_ms,
            finished_ms=row.counted_finished_ms,
            **shared,
        )
        counts = replaces(rules.counting, key, old_key)
    standings.upsert(
        {
            "round_id": row.round_id,
            "person_id": row.person_id,
            "attempt_id": row.id,
            "unit_id": row.unit_id,
            "division": row.division,
            "score": found.score,
            "correct": found.correct,
            "all_correct": found.all_correct,
            "elapsed_ms": elapsed,
            "finished_ms": finished,
            "prediction": prediction,
            **shared,
        },
        counts=counts,
    )


def own(attempt_id: int, person_id: int) -> Row[Any]:
    """The person's attempt with its standing. Raises Refused("not_found") if it is not theirs."""
    row = attempts.with_standing(attempt_id)
    if row is None or row.person_id != person_id:
        raise Refused("not_found")
    return row
