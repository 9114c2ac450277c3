"""When a practised question comes back: the Leitner system (Sebastian Leitner, "So lernt man lernen", 1972).

Five boxes; a card that is answered rightly when it is due moves to the next box, one answered wrongly
goes back to the first, and each box is asked again after twice as many days as the one before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAYS = (1, 2, 4, 8, 16)  # until a card of box 1, 2, … is due
MASTERED = len(DAYS)  # the last box


@dataclass(frozen=True)
class Card:
    """What a person has done with one question: `seen` answers, `wrong` of them; `box` is 1 to 5."""

    box: int
    due_on: date
    seen: int
    wrong: int
    last_ms: int

    def is_due(self, today: date) -> bool:
        return self.due_on <= today

    @property
    def is_error(self) -> bool:
        """Answered wrongly once, and not mastered since."""
        return self.wrong > 0 and self.box < MASTERED


@dataclass(frozen=True)
class Progress:
    """How far a person is with some questions. `due`: to be asked again by now; `errors`: own errors
    not mastered yet."""

    available: int
    seen: int
    mastered: int
    due: int
    errors: int


def answered(card: Card | None, *, right: bool, today: date, now_ms: int) -> Card:
    """The card after an answer; None: the question was new, which is the first box, due today.

    A right answer before its day changes nothing of the schedule: nobody masters a question by
    answering it five times in a row.
    """
    before = card or Card(1, today, 0, 0, now_ms)
    counted = replace(before, seen=before.seen + 1, wrong=before.wrong + (not right), last_ms=now_ms)
    if right and not before.is_due(today):
        return counted
    box = min(before.box + 1, MASTERED) if right else 1
    return replace(counted, box=box, due_on=today + timedelta(days=DAYS[box - 1]))


def in_turn(questions: Iterable[int], cards: Mapping[int, Card], today: date) -> list[int]:
    """The questions (ids) in the order in which they are to be asked: own errors that are due, what
    else is due, new ones in the given order, and then the one left alone for longest."""

    def turn(place: int, question: int) -> tuple[int, int, int]:
        card = cards.get(question)
        if card is None:
            return (2, 0, place)
        if not card.is_due(today):
            return (3, card.last_ms, place)
        return (0 if card.is_error else 1, card.due_on.toordinal(), place)

    return [question for _, question in sorted(enumerate(questions), key=lambda found: turn(*found))]


def progress(questions: Iterable[int], cards: Mapping[int, Card], today: date) -> Progress:
    asked = list(questions)
    seen = [cards[question] for question in asked if question in cards]
    return Progress(
        available=len(asked),
        seen=len(seen),
        mastered=sum(card.box == MASTERED for card in seen),
        due=sum(card.is_due(today) for card in seen),
        errors=sum(card.is_error for card in seen),
    )
