"""Practising: what a person has done topic by topic, the next question, an answer and its verdict."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contest.rules.answers import read_answers
from contest.rules.days import vietnam_day
from contest.rules.grading import response_to
from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Scope
from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.rules.spaced_repetition import Card, Progress, answered, in_turn, progress
from contest.rules.vietnamese import text_key
from contest.services.practice_banks import Paused, paused_banks, rounds_drawing
from contest.services.sheets import Question
from contest.services.snapshots import snapshot
from contest.storage import practice
from contest.storage.db import commit
from contest.storage.practice import Practisable

_FRESH_MS = 5_000
_AT_ONCE = 10  # questions looked at before one is asked: the list may be a few seconds old


@dataclass(frozen=True)
class Wish:
    """What somebody wants to practise; an empty topic means all."""

    topic: str = ""
    errors_only: bool = False


@dataclass(frozen=True)
class Overview:
    """Topic → progress, in alphabetical order; `total` over all; banks that rest for now."""

    topics: Mapping[str, Progress]
    total: Progress
    paused: list[Paused]


@dataclass(frozen=True)
class Asked:
    """A question to practise. `card` is what the person did with it before, None: it is new to them."""

    item_id: int
    version_number: int
    question: Question
    card: Card | None
    today: date
    sample: bool

    @property
    def seen(self) -> int:
        return self.card.seen if self.card else 0

    @property
    def is_early(self) -> bool:
        """Asked before its day, because nothing else is left: a right answer moves nothing."""
        return self.card is not None and not self.card.is_due(self.today)


@dataclass(frozen=True)
class Verdict:
    """What the person answered last, with the key, and when the question comes back."""

    asked: Asked
    card: Card


def overview(actor: Actor, now_ms: int) -> Overview:
    drawing, today = rounds_drawing(now_ms), vietnam_day(now_ms)
    stock, cards = _stock(actor, drawing, now_ms), practice.cards_of(actor.person_id)
    by_topic: dict[str, list[int]] = {}
    for item_id, topic in stock:
        by_topic.setdefault(topic, []).append(item_id)
    ordered = sorted(by_topic, key=lambda topic: (not topic, text_key(topic)))
    return Overview(
        {topic: progress(by_topic[topic], cards, today) for topic in ordered},
        progress([item_id for item_id, _ in stock], cards, today),
        paused_banks(drawing),
    )


def next_question(actor: Actor, wish: Wish, now_ms: int) -> Asked | None:
    """What to ask now; None: nothing there fits the wish."""
    drawing, today = rounds_drawing(now_ms), vietnam_day(now_ms)
    cards = practice.cards_of(actor.person_id)
    wanted = [item_id for item_id, topic in _stock(actor, drawing, now_ms) if wish.topic in ("", topic)]
    if wish.errors_only:
        wanted = [item_id for item_id in wanted if item_id in cards and cards[item_id].is_error]
    # Each person has their own order of new questions, the same every time.
    random.Random(actor.person_id).shuffle(wanted)  # noqa: S311 - no secret
    turns = in_turn(wanted, cards, today)[:_AT_ONCE]
    found = {one.item_id: one for one in practice.practisable(list(drawing), today, turns)}
    return next((_asked(actor, found[n], cards.get(n), today) for n in turns if n in found), None)


def question(actor: Actor, item_id: int, now_ms: int) -> Asked:
    """This very question, if it may be practised now. Raises Refused("practice_paused")."""
    today = vietnam_day(now_ms)
    card = practice.cards_of(actor.person_id, [item_id]).get(item_id)
    return _asked(actor, _practisable(item_id, now_ms), card, today)


def answer(
    actor: Actor, item_id: int, version_number: int, seen: int, fields: Mapping[str, Sequence[str]], now_ms: int
) -> None:
    """Mark what a form said (`fields`: name → values) of the question as it was shown: in that version,
    after `seen` earlier answers; the same form sent twice counts once.

    Raises Refused: practice_paused, practice_changed, practice_unanswered, malformed_answers.
    """
    today, shown = vietnam_day(now_ms), _practisable(item_id, now_ms)
    if shown.number != version_number:
        raise Refused("practice_changed")
    kind = ITEM_TYPES[shown.item.type]
    said = read_answers({"a": {"0": kind.from_fields("a-0", fields, shown.item)}})
    response = response_to(shown.item, 0, said.responses)
    if not kind.answered(response):
        raise Refused("practice_unanswered", response=response)
    before = practice.cards_of(actor.person_id, [item_id]).get(item_id)
    if seen == (before.seen if before else 0):
        right = float(kind.credit(response, shown.item)) == 1.0
        card = answered(before, right=right, today=today, now_ms=now_ms)
        practice.write(actor.person_id, item_id, card, version_number, response)
    commit()


def verdict(actor: Actor, item_id: int, now_ms: int) -> Verdict:
    """How the person's last answer was. Raises Refused: not_found, practice_paused, practice_changed."""
    said = practice.last_answer(actor.person_id, item_id)
    if said is None:
        raise Refused("not_found")
    shown, card = _practisable(item_id, now_ms), practice.cards_of(actor.person_id, [item_id])[item_id]
    number, response = said
    if shown.number != number:
        raise Refused("practice_changed")
    asked = _asked(actor, shown, card, vietnam_day(now_ms), response, turn=card.seen - 1)
    return Verdict(asked, card)


def _stock(actor: Actor, drawing: Mapping[str, object], now_ms: int) -> list[tuple[int, str]]:
    """(item id, topic) of what the person may practise, a few seconds old at most."""
    codes, today = frozenset(drawing), vietnam_day(now_ms)

    def load() -> list[tuple[int, str, tuple[str, ...]]]:
        return [(one.item_id, one.item.topic, one.item.audience) for one in practice.practisable(codes, today)]

    known = snapshot(("practice", codes, today), now_ms, _FRESH_MS, load)
    return [(item_id, topic) for item_id, topic, audience in known if not audience or actor.category in audience]


def _practisable(item_id: int, now_ms: int) -> Practisable:
    """As it stands this moment: a round may have opened since the page was made."""
    found = practice.practisable(list(rounds_drawing(now_ms)), vietnam_day(now_ms), [item_id])
    if not found:
        raise Refused("practice_paused")
    return found[0]


def _asked(
    actor: Actor, one: Practisable, card: Card | None, today: date, response: Any = None, turn: int | None = None
) -> Asked:
    turn = turn if turn is not None else (card.seen if card else 0)
    order = list(range(len(one.item.options)))
    random.Random(f"{actor.person_id}/{one.item_id}/{turn}").shuffle(order)  # noqa: S311 - no secret
    options = tuple((n, one.item.options[n]) for n in order)
    asked = Question(0, one.item, options, response, response is not None, False)
    return Asked(one.item_id, one.number, asked, card, today, one.item.scope == Scope.SAMPLE)
