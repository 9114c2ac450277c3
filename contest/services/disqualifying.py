"""Striking out, before results are official: one attempt is void, or a person is disqualified.

Each is undone the same way, always with a reason, and everyone is ranked again: the prediction's
target and all places follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from contest.rules.counted_attempts import counted
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.rules.vietnamese import fold
from contest.services.board_sources import unit_name
from contest.services.closing import correctable, rank
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import attempts, ranking
from contest.storage.attempts import Attempt
from contest.storage.db import commit, session
from contest.storage.people import Person, audit
from contest.storage.standings import Standing

# (round, attempt or person, reason, who decided, when)
Strike = Callable[[int, int, str, int, int], None]

LONGEST_REASON = 300
FOUND = 20


@dataclass(frozen=True)
class Entrant:
    """A person who handed in at least one attempt; `standing` None: no valid one is left."""

    person_id: int
    name: str
    unit: str
    standing: Standing | None
    attempts: tuple[Row[Any], ...] = ()


def find_entrants(round_id: int, words: str) -> list[Entrant]:
    """The best placed whose name, without diacritics, or phone or staff code matches."""
    if not words.strip():
        return []
    rows = ranking.find_entrants(round_id, fold(words), FOUND)
    return [Entrant(person.id, person.name, unit or "", standing) for person, unit, standing in rows]


def entrant(round_id: int, person_id: int) -> Entrant:
    """With every attempt handed in, the void ones too. Raises Refused("not_found")."""
    taken = tuple(a for a in attempts.of_person(round_id, person_id) if a.submitted_ms is not None)
    if not taken:
        raise Refused("not_found")
    person = session().get_one(Person, person_id)
    standing = ranking.standing_of(round_id, person_id)
    return Entrant(person_id, person.name, unit_name(taken[-1].unit_id), standing, taken)


def void_attempt(round_id: int, attempt_id: int, reason: str, actor_id: int, now_ms: int) -> None:
    """Void one attempt; the person's next best valid one counts, if there is one."""
    _set_void(round_id, attempt_id, now_ms, reason, actor_id, now_ms)


def restore_attempt(round_id: int, attempt_id: int, reason: str, actor_id: int, now_ms: int) -> None:
    _set_void(round_id, attempt_id, None, reason, actor_id, now_ms)


def disqualify(round_id: int, person_id: int, reason: str, actor_id: int, now_ms: int) -> None:
    """The person keeps score and papers, but has no place and counts in no figure."""
    _set_disqualified(round_id, person_id, True, reason, actor_id, now_ms)


def reinstate(round_id: int, person_id: int, reason: str, actor_id: int, now_ms: int) -> None:
    _set_disqualified(round_id, person_id, False, reason, actor_id, now_ms)


def _set_void(round_id: int, attempt_id: int, voided_ms: int | None, reason: str, actor_id: int, now_ms: int) -> None:
    reason = _checked(reason)
    row = correctable(round_id)
    attempt = session().get(Attempt, attempt_id, populate_existing=True)
    if attempt is None or attempt.round_id != round_id or attempt.submitted_ms is None:
        raise Refused("not_found")
    attempt.voided_ms = voided_ms
    attempt.void_reason = reason if voided_ms is not None else ""
    _recount(round_id, attempt.person_id, row.ruleset)
    action = "attempt.voided" if voided_ms is not None else "attempt.restored"
    audit(actor_id, action, "attempt", attempt.id, now_ms, reason=reason, round=round_id, person=attempt.person_id)
    rank(row)
    commit()
    forget_rounds()
    forget_snapshots()


def _set_disqualified(
    round_id: int, person_id: int, disqualified: bool, reason: str, actor_id: int, now_ms: int
) -> None:
    reason = _checked(reason)
    row = correctable(round_id)
    standing = ranking.standing_of(round_id, person_id)
    if standing is None:
        raise Refused("not_found")
    standing.disqualified = disqualified
    standing.disqualified_reason = reason if disqualified else ""
    if not disqualified:
        # A merger keeps the disqualified without a valid attempt; reinstated, they are no entrant.
        _recount(round_id, person_id, row.ruleset)
    action = "person.disqualified" if disqualified else "person.reinstated"
    audit(actor_id, action, "person", person_id, now_ms, reason=reason, round=round_id)
    rank(row)
    commit()
    forget_rounds()
    forget_snapshots()


def _checked(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("void_reason_missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused("void_reason_too_long", field="reason", most=LONGEST_REASON)
    return reason


def _recount(round_id: int, person_id: int, rules: RuleSet) -> None:
    """What counts for the person, again from their valid attempts; no standing when none is left."""
    standing = ranking.standing_of(round_id, person_id)
    if standing is not None and standing.disqualified:
        raise Refused("reinstate_first")
    person = session().get_one(Person, person_id)
    session().flush()
    registered_ms = standing.registered_ms if standing else person.registered_ms
    values = counted(rules, attempts.of_person(round_id, person_id), registered_ms)
    if values is None:
        if standing is not None:
            session().delete(standing)
        return
    if standing is None:
        standing = Standing(round_id=round_id, person_id=person_id, disqualified=False)
        session().add(standing)
    for name, value in values.items():
        setattr(standing, name, value)
