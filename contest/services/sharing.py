"""A person's own result, shown to whoever holds the link that they pass on."""

from dataclasses import dataclass

from contest.rules.refusals import Refused
from contest.services.handing_in import receipt_of
from contest.services.rounds import RoundFacts, round_facts
from contest.storage import attempts, boards, person_rows
from contest.storage.db import session
from contest.storage.units import Unit


@dataclass(frozen=True)
class SharedResult:
    """What a shared link tells: nothing that the person's own receipt does not. Score in hundredths."""

    facts: RoundFacts
    name: str
    unit_name: str
    score: int
    correct: int
    questions: int
    elapsed_ms: int


def shared_result(attempt_id: int) -> SharedResult:
    """Raises Refused("not_found") for an attempt that is open, voided, a rehearsal or struck out: what
    does not count is not shown around."""
    row = attempts.find(attempt_id)
    if row is None or row.submitted_ms is None or row.voided_ms is not None:
        raise Refused("not_found")
    facts = round_facts(row.round_id)
    if facts.rules.rehearsal or not facts.announced or boards.was_disqualified(row.round_id, row.person_id) is not None:
        raise Refused("not_found")
    receipt = receipt_of(row)
    unit = session().get(Unit, row.unit_id) if row.unit_id else None
    return SharedResult(
        facts=facts,
        name=person_rows.person(row.person_id).name,
        unit_name=unit.name if unit else "",
        score=receipt.score,
        correct=receipt.correct,
        questions=receipt.questions,
        elapsed_ms=receipt.elapsed_ms,
    )
