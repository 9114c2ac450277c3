"""What two keyings agree on becomes attempts: closed at once, graded as on line, counted by the same rules."""

from dataclasses import dataclass

from contest.rules.answers import Answers
from contest.rules.attempt_tokens import paper_seed
from contest.rules.attempts import deadline_ms
from contest.rules.paper_entries import Keying, check_times, response_of
from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.services import playing
from contest.services.closing import rank
from contest.services.handing_in import BY_PAPER, close
from contest.services.paper_entries import check_open, entered_division, none_left, paper_for
from contest.services.papers import items_of
from contest.services.round_editing import locked_round
from contest.services.rounds import RoundFacts, facts_of, forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import attempts, paper_entries
from contest.storage.db import commit
from contest.storage.paper_entries import PaperSheet
from contest.storage.people import Person, audit

AT_ONCE = 200


@dataclass(frozen=True)
class Counted:
    """How many became attempts, and (name, why not) of each that could not."""

    done: int
    left: tuple[tuple[str, Refused], ...]


def count_agreed(round_id: int, actor: Actor, secret: str, now_ms: int) -> Counted:
    """Make attempts of the oldest AT_ONCE sheets that were agreed on; a second click finds none of them left.

    A closed round is ranked again. Raises Refused: not_found, paper_round_over.
    """
    playing.sweep(now_ms)  # an attempt on line whose time is over is no hindrance
    row, contest = locked_round(round_id)
    facts = facts_of(row, contest)
    check_open(facts, now_ms)
    done, left = [], []
    for sheet, person in paper_entries.ready_sheets(round_id, AT_ONCE):
        try:
            done.append(_count(sheet, person, facts, secret, now_ms))
        except Refused as refusal:
            left.append((person.name, refusal))
    if done:
        audit(actor.person_id, "paper.counted", "round", round_id, now_ms, attempts=done)
        if row.closed_ms is not None:
            rank(row)
    commit()
    forget_rounds()
    forget_snapshots()
    return Counted(len(done), tuple(left))


def _count(sheet: PaperSheet, person: Person, facts: RoundFacts, secret: str, now_ms: int) -> int:
    """The attempt's id; nothing is written where it is refused."""
    keying, rules = Keying.from_json(sheet.agreed), facts.rules
    division, paper = entered_division(facts, person), paper_for(facts, person, keying.code)
    finished, started = keying.finished_ms, keying.finished_ms - keying.minutes * 60_000
    extra = person.extra_minutes
    check_times(
        finished,
        keying.minutes,
        opens_ms=rules.opens_ms,
        closes_ms=rules.closes_ms,
        most_minutes=rules.minutes + extra,
        now_ms=now_ms,
    )
    number = _next_number(person, facts, started, finished)
    seed = paper_seed(secret, facts.id, person.id, number)
    attempt_id = attempts.insert(
        {
            "round_id": facts.id,
            "person_id": person.id,
            "number": number,
            "unit_id": person.unit_id,
            "division": division.code,
            "paper": paper.paper,
            "seed": seed,
            "started_ms": started,
            "deadline_ms": deadline_ms(started, minutes=rules.minutes, closes_ms=rules.closes_ms, extra_minutes=extra),
            "grace_ms": rules.grace_seconds * 1000,
        }
    )
    opened = attempts.with_standing(attempt_id) if attempt_id is not None else None
    if attempt_id is None or opened is None:  # they started one on line this very moment
        raise Refused("paper_open_online")
    questions = zip(items_of(paper.paper), paper.paper, keying.answers, strict=True)
    responses = {str(n): response_of(text, item, order) for n, (item, (_, order), text) in enumerate(questions)}
    given = {position: response for position, response in responses.items() if response is not None}
    answers = Answers(given, (), keying.prediction).stored()
    close(opened, answers=answers, closed_by=BY_PAPER, finished_ms=finished)
    paper_entries.mark_counted(sheet.id, attempt_id)
    return attempt_id


def _next_number(person: Person, facts: RoundFacts, started_ms: int, finished_ms: int) -> int:
    """The number of one more attempt between these times.

    Raises Refused: paper_open_online, paper_overlaps, paper_no_attempts_left.
    """
    entry = attempts.entry_of(facts.id, person.id)
    if entry is None:
        raise Refused("not_found")
    if entry.open_id is not None:
        raise Refused("paper_open_online")
    for other in attempts.of_person(facts.id, person.id):
        if other.voided_ms is None and other.started_ms < finished_ms and other.submitted_ms > started_ms:
            raise Refused("paper_overlaps", number=other.number)
    if none_left(facts, person, entry.used):
        raise Refused("paper_no_attempts_left")
    return int(entry.last_number) + 1
