"""What the public pages of contests show, and what an organiser has before them."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contest.documents.regulation import Article, ContestFacts, NamedRules, alike, articles
from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.services.entering import doorway
from contest.services.rounds import RoundFacts, facts_of
from contest.storage import contests
from contest.storage.bank_choices import bank_names
from contest.storage.contests import Amendment, Contest, Round
from contest.storage.db import session

_COUNT_SECONDS = 10.0
_counts: dict[str, tuple[float, dict[int, "Entered"]]] = {}


@dataclass(frozen=True)
class Entered:
    """How many people and units have entered a contest, rehearsals left out; at most 10 s old."""

    people: int = 0
    units: int = 0


@dataclass(frozen=True)
class Card:
    """A contest with its rounds; `featured` is the counted round people should look at now: the
    open one, else the next, else the last. `rehearsal`: the one that is open, if any."""

    contest: Contest
    unit_name: str
    rounds: tuple[RoundFacts, ...]
    featured: RoundFacts | None
    entered: Entered
    phase: Phase
    rehearsal: RoundFacts | None
    counted_opened: bool  #: a counted round has opened, so there is a board


@dataclass(frozen=True)
class Change:
    """An amendment as the public reads it."""

    round_name: str
    amendment: Amendment


def card_of(contest: Contest, rows: list[Round], now_ms: int) -> Card:
    rounds = tuple(facts_of(row, contest) for row in rows)
    counted = [r for r in rounds if not r.rules.rehearsal]
    featured = _featured(counted, now_ms)
    rehearsals = (r for r in rounds if r.rules.rehearsal and r.phase_at(now_ms) is Phase.OPEN)
    node = unit_tree().nodes.get(contest.unit_id)
    return Card(
        contest,
        node.name if node else "",
        rounds,
        featured,
        entered().get(contest.id, Entered()),
        featured.phase_at(now_ms) if featured else Phase.DRAFT,
        next(rehearsals, None),
        any(r.rules.opens_ms <= now_ms for r in counted),
    )


def _featured(rounds: list[RoundFacts], now_ms: int) -> RoundFacts | None:
    running = [r for r in rounds if r.rules.opens_ms <= now_ms < r.rules.closes_ms and r.closed_ms is None]
    if running:
        return min(running, key=lambda r: r.rules.closes_ms)
    coming = [r for r in rounds if r.rules.opens_ms > now_ms]
    if coming:
        return min(coming, key=lambda r: r.rules.opens_ms)
    return max(rounds, key=lambda r: r.rules.closes_ms, default=None)


def entered() -> Mapping[int, Entered]:
    """contest id → who has entered it."""
    key = str(session().get_bind().engine.url)
    cached = _counts.get(key)
    if cached is None or time.monotonic() - cached[0] > _COUNT_SECONDS:
        found = {c: Entered(people, units) for c, (people, units) in contests.entrants_by_contest().items()}
        cached = (time.monotonic(), found)
        _counts[key] = cached
    return cached[1]


def announced_cards(now_ms: int) -> list[Card]:
    """Every announced contest, the newest first."""
    return _cards(contests.announced_contests(), now_ms)


def cards_of(unit_ids: frozenset[int] | None, now_ms: int) -> list[Card]:
    """The contests of these units (None: all), announced or not, the newest first."""
    return _cards(contests.contests_of(unit_ids), now_ms)


def _cards(found: list[Contest], now_ms: int) -> list[Card]:
    by_contest: dict[int, list[Round]] = {c.id: [] for c in found}
    for row in contests.rounds_of(list(by_contest)):
        by_contest[row.contest_id].append(row)
    return [card_of(c, by_contest[c.id], now_ms) for c in found]


def card(contest: Contest, now_ms: int) -> Card:
    return card_of(contest, contests.rounds_of([contest.id]), now_ms)


def spent(person_id: int | None, rounds: Iterable[RoundFacts], now_ms: int) -> frozenset[int]:
    """Of these rounds the open ones in which the person has used every attempt and works on none;
    None: a stranger."""
    if person_id is None:
        return frozenset()
    return frozenset(
        r.id
        for r in rounds
        if r.phase_at(now_ms) is Phase.OPEN and doorway(person_id, r.id, now_ms).refusal == "no_attempts_left"
    )


def contest_by_slug(slug: str) -> Contest:
    """Raises Refused("not_found")."""
    contest = contests.contest_by_slug(slug)
    if contest is None:
        raise Refused("not_found")
    return contest


def changes_of(contest_id: int) -> list[Change]:
    """Every amendment of the contest's rounds, the newest first."""
    return [Change(row.name, amendment) for amendment, row in contests.amendments_of(contest_id)]


@dataclass(frozen=True)
class Regulation:
    """One thể lệ and the names of the rounds it rules."""

    round_names: tuple[str, ...]
    rehearsal: bool
    articles: tuple[Article, ...]


def regulations(shown: Card, translate: Callable[[str], str] = str) -> list[Regulation]:
    """The contest's thể lệ, printed from the rules: one for all rounds whose rules are alike."""
    tree = unit_tree()
    facts = ContestFacts(
        name=shown.contest.name,
        organiser=shown.unit_name,
        introduction=shown.contest.introduction,
        contact=shown.contest.contact,
        materials=tuple(m["title"] for m in shown.contest.materials),
        unit_names={
            code: tree.by_code[code].name for r in shown.rounds for code in r.rules.entry_units if code in tree.by_code
        },
        bank_names=bank_names({d.bank_code for r in shown.rounds for d in r.rules.divisions}),
    )
    groups = alike(NamedRules(r.name, r.rules) for r in shown.rounds)
    return [
        Regulation(tuple(r.name for r in group), group[0].rules.rehearsal, tuple(articles(group, facts, translate)))
        for group in groups
    ]
