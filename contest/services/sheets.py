"""A paper as it lies in front of its person: to be answered, and later to be looked through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from contest.rules.answers import Answers
from contest.rules.grading import response_to
from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Item
from contest.rules.refusals import Refused
from contest.services.handing_in import close_overdue, is_overdue
from contest.services.papers import items_of
from contest.services.rounds import RoundFacts, round_facts
from contest.storage import attempts


@dataclass(frozen=True)
class Question:
    """One question as displayed. `options` are (canonical index, text) in the displayed order; the
    item is there for the review only, no page of an open paper may show its key."""

    position: int
    item: Item
    options: tuple[tuple[int, str], ...]
    response: Any
    answered: bool
    flagged: bool

    @property
    def credit(self) -> float:
        return 0.0 if self.response is None else float(ITEM_TYPES[self.item.type].credit(self.response, self.item))


@dataclass(frozen=True)
class Sheet:
    """A paper with what is stored of its answers."""

    attempt_id: int
    person_id: int
    facts: RoundFacts
    number: int
    started_ms: int
    deadline_ms: int
    grace_ms: int
    revision: int
    saved_ms: int | None
    closed: bool
    stored: Answers
    shown: Answers
    questions: Sequence[Question]

    def with_answers(self, shown: Answers) -> "Sheet":
        """The same paper filled in otherwise than it is stored."""
        again = [_filled(q, shown) for q in self.questions]
        return replace(self, shown=shown, questions=again)


def sheet(attempt_id: int, person_id: int, now_ms: int) -> Sheet:
    """The person's own paper; closed first if its time ran out. Raises Refused("not_found")."""
    row = attempts.find(attempt_id)
    if row is None or row.person_id != person_id:
        raise Refused("not_found")
    if is_overdue(row, now_ms):
        close_overdue(attempt_id, now_ms)
        return sheet(attempt_id, person_id, now_ms)
    stored = Answers.from_stored(row.answers)
    return Sheet(
        attempt_id=row.id,
        person_id=row.person_id,
        facts=round_facts(row.round_id),
        number=row.number,
        started_ms=row.started_ms,
        deadline_ms=row.deadline_ms,
        grace_ms=row.grace_ms,
        revision=row.revision,
        saved_ms=row.saved_ms,
        closed=row.submitted_ms is not None,
        stored=stored,
        shown=stored,
        questions=[
            _question(n, item, permutation, stored)
            for n, (item, (_, permutation)) in enumerate(zip(items_of(row.paper), row.paper, strict=True))
        ],
    )


def items_on(attempt_id: int) -> list[Item]:
    """The items of a paper in its order, to read a plain form by. Raises Refused("not_found")."""
    row = attempts.find(attempt_id)
    if row is None:
        raise Refused("not_found")
    return items_of(row.paper)


def _question(position: int, item: Item, permutation: Sequence[int], stored: Answers) -> Question:
    options = tuple((n, item.options[n]) for n in permutation)
    blank = Question(position, item, options, None, False, False)
    return _filled(blank, stored) if stored.responses or stored.flagged else blank


def _filled(question: Question, answers: Answers) -> Question:
    response = response_to(question.item, question.position, answers.responses)
    return replace(
        question,
        response=response,
        answered=ITEM_TYPES[question.item.type].answered(response),
        flagged=question.position in answers.flagged,
    )
