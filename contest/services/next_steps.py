"""What an organiser, author or appraiser should do next, the most urgent first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contest.rules.days import vietnam_day
from contest.rules.permissions import Actor, Role, visible_units
from contest.rules.phases import Phase
from contest.services import absences, contest_pages
from contest.services.actors import unit_tree
from contest.services.blueprints import unfilled
from contest.services.contest_pages import Card
from contest.services.rounds import RoundFacts
from contest.services.snapshots import snapshot
from contest.storage import bank_choices, inquiries
from contest.storage.absences import not_activated

_DAY_MS = 24 * 3600 * 1000
_NEAR_MS, _AHEAD_MS = 2 * _DAY_MS, 7 * _DAY_MS
_STOCK_FRESH_MS = 5_000
_AFTER_CLOSE = {Phase.ENDED: "close", Phase.CLOSED: "publish", Phase.PROVISIONAL: "make_official"}


class Urgency(StrEnum):
    NOW = "now"
    SOON = "soon"
    LATER = "later"


_ORDER = list(Urgency)


@dataclass(frozen=True)
class Step:
    """One thing to do. `code` names the sentence ("step_<code>") and, by `target_id`, the page
    where it is done; `details` fill the sentence; `due_ms`: when it becomes too late."""

    code: str
    urgency: Urgency
    target_id: int = 0
    due_ms: int | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)


def next_steps(actor: Actor, now_ms: int) -> list[Step]:
    """Of the contests, units and banks within the actor's scope."""
    found = list(_drafts(actor))
    if actor.is_admin or actor.organises:
        cards = contest_pages.cards_of(visible_units(actor), now_ms)
        for card in cards:
            found += _of_contest(card, now_ms)
        found += _questions(actor)
        running = _running(actor, now_ms)
        for card, facts in running:
            found += _absences(card, facts, actor, now_ms)
        if running or any(_starts_within(card, _AHEAD_MS, now_ms) for card in cards):
            found += _of_units(actor, now_ms)
    return sorted(found, key=lambda step: (_ORDER.index(step.urgency), step.due_ms or now_ms + _AHEAD_MS))


def _of_contest(card: Card, now_ms: int) -> Iterator[Step]:
    contest, counted = card.contest, [r for r in card.rounds if not r.rules.rehearsal]
    name: dict[str, str | int] = {"contest": contest.name}
    if not contest.published:
        opens_ms = min((r.rules.opens_ms for r in counted), default=None)
        yield Step("announce", _by(opens_ms, now_ms), contest.id, opens_ms, name)
    elif not contest.contact.strip() and any(r.rules.closes_ms > now_ms for r in counted):
        yield Step("add_contact", Urgency.LATER, contest.id, None, name)
    for facts in counted:
        code = _AFTER_CLOSE.get(facts.phase_at(now_ms))
        if code:
            urgency = Urgency.SOON if code == "make_official" else Urgency.NOW
            yield Step(code, urgency, facts.id, None, name | {"round": facts.name})
    coming = sorted((r for r in counted if r.rules.opens_ms > now_ms), key=lambda r: r.rules.opens_ms)
    for n, facts in enumerate(coming):
        if n == 0 or facts.rules.opens_ms < now_ms + _AHEAD_MS:
            yield from _gaps(facts, now_ms)


def _gaps(facts: RoundFacts, now_ms: int) -> Iterator[Step]:
    """What the banks lack for the papers of a round that is to open."""
    gaps = snapshot(("gaps", facts.id, facts.version), now_ms, _STOCK_FRESH_MS, lambda: unfilled(facts.rules))
    if not gaps:
        return
    opens_ms = facts.rules.opens_ms
    lacking = sum(s.wanted - s.available for gap in gaps for s in gap.shortfalls)
    code = "choose_bank" if any(gap.missing_bank for gap in gaps) else "fill_blueprint"
    details: dict[str, str | int] = {"contest": facts.contest_name, "round": facts.name, "count": lacking}
    yield Step(code, _by(opens_ms, now_ms), facts.id, opens_ms, details)


def _running(actor: Actor, now_ms: int) -> list[tuple[Card, RoundFacts]]:
    """Counted rounds open now, of every announced contest: a commune's people enter the province's."""
    cards = contest_pages.announced_cards(now_ms)
    return [
        (card, facts)
        for card in cards
        for facts in card.rounds
        if not facts.rules.rehearsal and facts.phase_at(now_ms) is Phase.OPEN
    ]


def _absences(card: Card, facts: RoundFacts, actor: Actor, now_ms: int) -> Iterator[Step]:
    lines = absences.by_unit(facts, actor, now_ms)
    empty = sum(1 for line in lines if not line.entered)
    absent = sum(line.absent for line in lines)
    closes_ms = facts.rules.closes_ms
    details: dict[str, str | int] = {"contest": card.contest.name, "round": facts.name}
    urgency = _by(closes_ms, now_ms)
    if empty:
        yield Step("remind_units", urgency, facts.id, closes_ms, details | {"count": empty})
    elif absent:
        yield Step("remind_people", urgency, facts.id, closes_ms, details | {"count": absent})


def _of_units(actor: Actor, now_ms: int) -> Iterator[Step]:
    """What the units still lack while a round is open or about to be."""
    scope, on = visible_units(actor), vietnam_day(now_ms)
    nodes = [n for n in unit_tree().nodes.values() if (scope is None or n.id in scope) and n.exists(on)]
    bare = [n for n in nodes if not n.open_entry and n.parent_id is not None and n.headcount(on) is None]
    if bare:
        yield Step("add_headcounts", Urgency.SOON, details={"count": len(bare)})
    waiting = not_activated(scope)
    if waiting:
        yield Step("hand_out_codes", Urgency.SOON, details={"count": waiting})


def _questions(actor: Actor) -> Iterator[Step]:
    """Of contestants, about the contests the person organises."""
    count = inquiries.unanswered(visible_units(actor))
    if count:
        yield Step("answer", Urgency.NOW, details={"count": count})


def _drafts(actor: Actor) -> Iterator[Step]:
    """Items that wait for appraisal in the banks the person appraises or organises."""
    units = None if actor.is_admin else actor.scopes.get(Role.APPRAISER, frozenset()) | actor.organises
    for bank_id, name, count in bank_choices.drafts_waiting(units):
        yield Step("appraise", Urgency.SOON, bank_id, None, {"bank": name, "count": count})


def _starts_within(card: Card, span_ms: int, now_ms: int) -> bool:
    return any(now_ms < r.rules.opens_ms < now_ms + span_ms for r in card.rounds)


def _by(due_ms: int | None, now_ms: int) -> Urgency:
    """How urgent something is that must be done by a moment; without one it can wait."""
    if due_ms is None or due_ms - now_ms > _AHEAD_MS:
        return Urgency.LATER
    return Urgency.NOW if due_ms - now_ms <= _NEAR_MS else Urgency.SOON
