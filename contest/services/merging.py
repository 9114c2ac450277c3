"""Two accounts of one person become one: the account of the roster takes over the other's past."""

from contest.rules.authority import commands
from contest.rules.counted_attempts import counted
from contest.rules.permissions import Actor
from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.services.closing import rank
from contest.services.rounds import facts_of, forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import contests, merges, person_rows, ranking
from contest.storage.contests import Round
from contest.storage.db import commit, session
from contest.storage.people import Person, audit
from contest.storage.person_rows import CONTACT_FIELDS
from contest.wording import say


def merge_by_hand(source_id: int, target_id: int, *, actor: Actor, now_ms: int) -> None:
    """An organiser says that two accounts of the same name and unit are one person.

    Raises Refused: not_found, same_account, not_alike, outranked.
    """
    if source_id == target_id:
        raise Refused("same_account")
    source, target = person_rows.person(source_id), person_rows.person(target_id)
    if source.unit_id != target.unit_id or source.folded != target.folded:
        raise Refused("not_alike")
    grants = person_rows.grants_of([source_id, target_id])
    if not all(commands(actor, held) for held in grants.values()):
        raise Refused("outranked")
    merge_accounts(source, target, now_ms=now_ms)
    audit(actor.person_id, "person.merge", "person", target_id, now_ms, merged=source_id)
    commit()
    forget_rounds()
    forget_snapshots()


def merge_accounts(source: Person, target: Person, *, now_ms: int) -> None:
    """Move everything of `source` to `target`; does not commit.

    Where both have attempts in a round, the source's come after the target's; those beyond what the
    round allows are voided with a reason. A closed round is ranked again unless its results are
    official. The caller commits and forgets what this process keeps of rounds.
    """
    source_id, target_id = source.id, target.id
    merges.hold(source_id, target_id)
    session().refresh(source)
    session().refresh(target)
    if source.merged_into_id is not None or target.merged_into_id is not None:
        raise Refused("not_found")
    target.registered_ms = min(source.registered_ms, target.registered_ms)
    _join_data(source, target)
    for round_id in merges.rounds_played(source_id):
        _join_round(round_id, source_id, target, now_ms)
    merges.move_the_rest(source_id, target_id)
    session().expire(source)
    source.merged_into_id = target_id
    source.session_number += 1
    person_rows.flush_person()


def _join_data(source: Person, target: Person) -> None:
    """The target's own data stand; what it lacks comes from the source. Unique values leave first."""
    given = {name: getattr(source, name) for name in CONTACT_FIELDS}
    for name in CONTACT_FIELDS:
        setattr(source, name, None)
    person_rows.flush_person()
    for name, value in given.items():
        if value and not getattr(target, name):
            setattr(target, name, value)
    target.password_hash = target.password_hash or source.password_hash
    target.position = target.position or source.position
    target.activated_ms = target.activated_ms or source.activated_ms
    if target.consented_ms is None:
        target.consented_ms, target.consent_version = source.consented_ms, source.consent_version
    target.extra_minutes = max(target.extra_minutes, source.extra_minutes)
    person_rows.flush_person()


def _join_round(round_id: int, source_id: int, target: Person, now_ms: int) -> None:
    held = ranking.locked_round(round_id)  # nobody closes or corrects it meanwhile
    if held is None:
        raise Refused("not_found")
    row = held[0]
    _join_attempts(row, source_id, target, now_ms)
    if row.closed_ms is not None and facts_of(*held).published != Phase.OFFICIAL:
        rank(row)


def _join_attempts(row: Round, source_id: int, target: Person, now_ms: int) -> None:
    round_id = row.id
    kept, moved = merges.attempts_in(round_id, target.id), merges.attempts_in(round_id, source_id)
    if not kept:
        for attempt in moved:
            merges.move_attempt(attempt.id, target.id, attempt.number)
        merges.move_standing(round_id, source_id, target.id)
        return
    tree = unit_tree()
    above = [n.id for n in tree.ancestors(target.unit_id)] + [target.unit_id] if target.unit_id else []
    allowed = row.ruleset.attempts_allowed + contests.granted_attempts(round_id, target.id, above)
    open_kept = any(a.submitted_ms is None for a in kept)
    reason = say("merged_attempt_void")
    number = max(a.number for a in kept)
    for attempt in moved:
        number += 1
        if number > allowed or (open_kept and attempt.submitted_ms is None):
            merges.void_attempt(attempt.id, reason, now_ms)
        merges.move_attempt(attempt.id, target.id, number)
    _recount(row, source_id, target)


def _recount(row: Round, source_id: int, target: Person) -> None:
    """One standing from the valid attempts of both; a disqualification of either holds."""
    before = [s for s in (merges.drop_standing(row.id, i) for i in (source_id, target.id)) if s is not None]
    values = counted(row.ruleset, merges.attempts_in(row.id, target.id), target.registered_ms)
    struck = next((s for s in before if s.disqualified), None)
    if values is None:
        if struck is None:
            return
        values = dict(struck._mapping)  # nothing counts, but it must not be forgotten
    # Official results keep the place they gave to the attempt; elsewhere everyone is ranked again.
    placed = next((s for s in before if s.attempt_id == values["attempt_id"]), None)
    merges.put_standing(
        {
            **values,
            "round_id": row.id,
            "person_id": target.id,
            "place": placed.place if placed and not struck else None,
            "prediction_error": placed.prediction_error if placed else None,
            "disqualified": struck is not None,
            "disqualified_reason": struck.disqualified_reason if struck else "",
        }
    )
