"""Taking the quiz: start, save, submit. Statement budgets (BEGIN and COMMIT not counted, caches
warm): start 3, save 1 and 2 when refused, submit 3; a lost race or a closed leftover costs more.
"""

import json
from dataclasses import dataclass
from typing import Any

from contest.rules.answers import Answers, read_save
from contest.rules.attempt_tokens import Ticket, paper_seed
from contest.rules.attempts import deadline_ms, finish_ms
from contest.rules.papers import draw
from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.services.entering import enters, up_from
from contest.services.handing_in import (
    BY_PERSON,
    Receipt,
    close,
    close_overdue,
    grade_closed_attempt,
    is_overdue,
    own,
    receipt_of,
)
from contest.services.papers import stock
from contest.services.rounds import round_facts
from contest.services.save_batcher import Keep, batcher_of
from contest.services.sweeping import sweep
from contest.storage import attempts
from contest.storage.contests import granted_attempts
from contest.storage.db import commit, engine
from contest.storage.saves import Save
from contest.storage.write_turns import write_turn

__all__ = ["Saved", "Started", "grade_closed_attempt", "save", "start", "submit", "sweep"]


@dataclass(frozen=True)
class Started:
    """The person's open attempt in the round; `resumed` if it was open before."""

    id: int
    number: int
    resumed: bool


@dataclass(frozen=True)
class Saved:
    """An acknowledged save: the revision the browser now holds, and the deadline as it stands."""

    revision: int
    saved_ms: int
    deadline_ms: int


def start(person_id: int, round_id: int, now_ms: int, secret: str) -> Started:
    """Open an attempt, or find the one that is open: a double click gets the same.

    Raises Refused: not_found, account_inactive, round_not_open, no_division, unit_may_not_enter, no_attempts_left,
    bank_missing, bank_too_small.
    """
    facts = round_facts(round_id)
    entry = attempts.entry_of(round_id, person_id)
    if entry is None or not facts.announced:
        raise Refused("not_found")
    if not entry.active:
        raise Refused("account_inactive")
    if entry.open_id is not None:
        if now_ms < entry.open_until_ms:
            return Started(entry.open_id, entry.open_number, resumed=True)
        close_overdue(entry.open_id, now_ms)
        return start(person_id, round_id, now_ms, secret)
    if facts.phase_at(now_ms) is not Phase.OPEN:
        raise Refused("round_not_open")
    division = enters(facts, entry.category, entry.unit_id)
    if entry.used >= facts.rules.attempts_allowed:
        granted = granted_attempts(round_id, person_id, up_from(entry.unit_id))
        if entry.used >= facts.rules.attempts_allowed + granted:
            raise Refused("no_attempts_left")
    number = entry.last_number + 1
    rules = facts.rules
    seed = paper_seed(secret, round_id, person_id, number)
    paper = draw(
        division,
        stock(division, now_ms),
        seed,
        shuffle_items=rules.shuffle_items,
        shuffle_options=rules.shuffle_options,
    )
    deadline = deadline_ms(now_ms, minutes=rules.minutes, closes_ms=rules.closes_ms, extra_minutes=entry.extra_minutes)
    values = {
        "round_id": round_id,
        "person_id": person_id,
        "number": number,
        "unit_id": entry.unit_id,
        "division": division.code,
        "paper": [[line.version_id, list(line.permutation)] for line in paper],
        "seed": seed,
        "started_ms": now_ms,
        "deadline_ms": deadline,
        "grace_ms": rules.grace_seconds * 1000,
    }
    with write_turn(engine()):
        attempt_id = attempts.insert(values)
        commit()
    if attempt_id is None:  # another click of theirs was faster
        return start(person_id, round_id, now_ms, secret)
    return Started(attempt_id, number, resumed=False)


def save(ticket: Ticket, payload: Any, now_ms: int, keep: Keep | None = None) -> Saved:
    """Store the whole answer state durably; `payload` as in `rules.answers.read_save`. `keep` (None: the
    batcher of the request's database) writes it together with what others save at the same moment.

    Raises Refused: malformed_answers, not_found, too_late, already_submitted, and stale_save with
    `revision` and `answers` as stored, on which the browser lays its own unsent changes.
    """
    wanted = read_save(payload)
    state = wanted.answers.stored()
    keep = keep or batcher_of(engine()).keep
    kept = keep(Save(ticket.attempt_id, ticket.person_id, wanted.base, wanted.save_id, state, now_ms))
    if kept.deadline_ms is not None:
        return Saved(wanted.base + 1, now_ms, kept.deadline_ms)
    row = kept.row
    if row is None or row.person_id != ticket.person_id:
        raise Refused("not_found")
    if row.save_id == wanted.save_id:
        return Saved(row.revision, row.saved_ms, row.deadline_ms)
    if row.submitted_ms is not None and row.closed_by == BY_PERSON:
        raise Refused("already_submitted")
    if row.submitted_ms is not None or is_overdue(row, now_ms):
        raise Refused("too_late")
    raise _stale(row)


def submit(ticket: Ticket, payload: Any | None, now_ms: int) -> Receipt:
    """Hand the paper in, with a last state if one is given; handing in again gives the same receipt.

    What comes after the deadline and grace changes nothing: the paper is closed with what was
    saved. Raises Refused: malformed_answers, not_found, stale_save, prediction_required.
    """
    wanted = read_save(payload) if payload is not None else None
    while True:
        row = own(ticket.attempt_id, ticket.person_id)
        if row.submitted_ms is not None:
            return receipt_of(row)
        if is_overdue(row, now_ms):
            close_overdue(row.id, now_ms)
            continue
        answers = row.answers
        if wanted is not None and wanted.save_id != row.save_id:
            if wanted.base != row.revision:
                raise _stale(row)
            answers = wanted.answers.stored()
        prediction = round_facts(row.round_id).rules.prediction
        if (
            prediction
            and prediction.required
            and now_ms < row.deadline_ms
            and Answers.from_stored(answers).prediction is None
        ):
            raise Refused("prediction_required", field="prediction")
        finished = finish_ms(now_ms, row.deadline_ms)
        with write_turn(engine()):
            closed = close(row, answers=answers, closed_by=BY_PERSON, finished_ms=finished)
            commit()
        if closed is not None:
            return receipt_of(closed)


def _stale(row: Any) -> Refused:
    return Refused("stale_save", revision=row.revision, answers=json.loads(row.answers))
