"""What a person, or an organiser on their behalf, sees of attempts that are over."""

from dataclasses import dataclass

from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.rules.rulesets import ReviewWhen
from contest.services.handing_in import Receipt, close_overdue, is_overdue, receipt_of
from contest.services.rounds import RoundFacts, round_facts
from contest.storage import attempts
from contest.storage.standings import counted_attempt

_CLOSED = frozenset({Phase.CLOSED, Phase.PROVISIONAL, Phase.OFFICIAL})
_PUBLISHED = frozenset({Phase.PROVISIONAL, Phase.OFFICIAL})


@dataclass(frozen=True)
class Owner:
    """Whose attempt it is and where it belongs, for the door."""

    person_id: int
    unit_id: int | None
    facts: RoundFacts
    receipt: Receipt | None  #: None: still open


def owner_of(attempt_id: int, now_ms: int) -> Owner:
    """Closes the attempt first if its time ran out. Raises Refused("not_found")."""
    row = attempts.find(attempt_id)
    if row is None:
        raise Refused("not_found")
    if is_overdue(row, now_ms):
        close_overdue(attempt_id, now_ms)
        return owner_of(attempt_id, now_ms)
    return Owner(
        row.person_id, row.unit_id, round_facts(row.round_id), receipt_of(row) if row.submitted_ms is not None else None
    )


def receipt(attempt_id: int) -> Receipt:
    """Raises Refused("not_found") for an attempt that is still open."""
    row = attempts.find(attempt_id)
    if row is None or row.submitted_ms is None:
        raise Refused("not_found")
    return receipt_of(row)


def receipts_of(round_id: int, person_id: int, now_ms: int) -> tuple[list[Receipt], int | None]:
    """The person's closed attempts in a round, and the id of the one that counts."""
    for row in attempts.of_person(round_id, person_id):
        if is_overdue(row, now_ms):
            close_overdue(row.id, now_ms)
    closed = [receipt_of(row) for row in attempts.of_person(round_id, person_id) if row.submitted_ms is not None]
    return closed, counted_attempt(round_id, person_id)


def may_review(facts: RoundFacts, now_ms: int) -> bool:
    """Do the rules, by now, let people see the right answers of their own papers?"""
    phase = facts.phase_at(now_ms)
    match facts.rules.review:
        case ReviewWhen.AFTER_CLOSE:
            return phase in _CLOSED
        case ReviewWhen.AFTER_PUBLICATION:
            return phase in _PUBLISHED
    return False
