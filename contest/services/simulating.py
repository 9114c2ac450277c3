"""Filling a round with a seeded model of a province, so that boards, exports and tests are seen at size."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from contest.rules.attempts import deadline_ms
from contest.rules.days import vietnam_day
from contest.rules.grading import Grade, grade
from contest.rules.items import Category
from contest.rules.papers import PaperLine, draw
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division, RuleSet
from contest.rules.simulation import SimulatedEntrant, entrants, responses
from contest.rules.vietnamese import fold
from contest.services.actors import unit_tree
from contest.services.rounds import RoundFacts, round_facts
from contest.storage import banks, simulation
from contest.storage.db import commit
from contest.storage.people import audit

_CHUNK = 10_000
_PAPERS = 40  # different papers; everyone gets one of them
_SHEETS = 250  # different sets of answers to each, beside the perfect one
_OFFICIALS_PERCENT = 80


@dataclass(frozen=True)
class Simulated:
    """What a simulation added to a round."""

    round: int
    people: int
    all_correct: int
    units: int

    def to_json(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class _Sheet:
    """A paper with answers to it. `paper` and `responses` as JSON."""

    paper: str
    responses: str
    grade: Grade


@dataclass(frozen=True)
class _Sheets:
    """Of one paper: the perfect sheet, and others from the least skilled to the most."""

    perfect: _Sheet
    others: list[_Sheet]

    def of(self, skill: float) -> _Sheet:
        return self.perfect if skill >= 1 else self.others[int(skill * len(self.others))]


def simulate(round_id: int, *, people: int, seed: int, perfect_share: float = 0.6, now_ms: int) -> Simulated:
    """Add `people` simulated entrants with one finished attempt each.

    A running round is filled up to now, any other over its whole window. The same seed on the same
    bank gives the same round. Raises Refused("round_already_closed") once the round is ranked.
    """
    facts = round_facts(round_id)
    if facts.closed_ms is not None:
        raise Refused("round_already_closed")
    perfect, seen_units = 0, set()
    for division, share in _shares(facts.rules, people):
        rng = random.Random(f"{seed}/{division.code}")  # noqa: S311 - a model, not a secret
        sheets = _sheets(division, facts, seed, now_ms, rng)
        crowd = entrants(
            people=share,
            seed=rng.randrange(2**32),
            units=_units(division, now_ms),
            window_ms=_until(facts.rules, now_ms) - facts.rules.opens_ms,
            minutes=facts.rules.minutes,
            perfect_share=perfect_share,
        )
        for chunk in _chunks(crowd):
            perfect += _write(facts, division, chunk, sheets, rng)
            seen_units |= {e.unit_id for e in chunk}
    audit(None, "simulate", "round", round_id, now_ms, people=people, seed=seed)
    commit()
    return Simulated(round_id, people, perfect, len(seen_units - {None}))


def _shares(rules: RuleSet, people: int) -> Iterator[tuple[Division, int]]:
    """Most entrants are officials; the other divisions share the rest."""
    others = [d for d in rules.divisions if Category.OFFICIAL not in d.categories]
    officials = [d for d in rules.divisions if Category.OFFICIAL in d.categories]
    rest = people * (100 - _OFFICIALS_PERCENT) // 100 if officials and others else (people if others else 0)
    for n, division in enumerate(others):
        yield division, rest // len(others) + (1 if n < rest % len(others) else 0)
    for division in officials:
        yield division, people - rest


def _until(rules: RuleSet, now_ms: int) -> int:
    return min(now_ms, rules.closes_ms) if now_ms > rules.opens_ms else rules.closes_ms


def _units(division: Division, now_ms: int) -> list[tuple[int | None, int]]:
    if Category.OFFICIAL not in division.categories:
        return [(n.id, 1) for n in unit_tree().nodes.values() if n.open_entry] or [(None, 1)]
    today = vietnam_day(now_ms)
    nodes = [n for n in unit_tree().nodes.values() if n.exists(today) and n.headcount(today)]
    return [(n.id, n.headcount(today) or 1) for n in nodes] or [(None, 1)]


def _sheets(division: Division, facts: RoundFacts, seed: int, now_ms: int, rng: random.Random) -> list[_Sheets]:
    bank = banks.bank_by_code(division.bank_code)
    if bank is None:
        raise Refused("bank_too_small", topic="", wanted=division.item_count, available=0)
    stock = banks.drawable(bank.id, vietnam_day(now_ms))
    rules = facts.rules
    shuffles = {"shuffle_items": rules.shuffle_items, "shuffle_options": rules.shuffle_options}
    drawn = [draw(division, stock, f"{seed}/{n}", **shuffles) for n in range(_PAPERS)]
    versions = banks.load_versions({line.version_id for lines in drawn for line in lines})

    def sheet(lines: list[PaperLine], skill: float) -> _Sheet:
        questions = [versions[line.version_id] for line in lines]
        answers = responses(questions, skill, rng)
        paper = [[line.version_id, list(line.permutation)] for line in lines]
        return _Sheet(_json(paper), _json(answers), grade(questions, answers, rules.points_per_item))

    return [_Sheets(sheet(lines, 1.0), [sheet(lines, n / _SHEETS) for n in range(_SHEETS)]) for lines in drawn]


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _chunks(crowd: Iterable[SimulatedEntrant]) -> Iterator[list[SimulatedEntrant]]:
    waiting = iter(crowd)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _write(
    facts: RoundFacts, division: Division, crowd: list[SimulatedEntrant], sheets: list[_Sheets], rng: random.Random
) -> int:
    """Write people, attempts and standings; return how many papers were perfect."""
    rules = facts.rules
    person_ids = simulation.add_people([_person(e, division, rules) for e in crowd])
    attempts = [
        _attempt(e, person_id, facts, division, rng.choice(sheets).of(e.skill))
        for e, person_id in zip(crowd, person_ids, strict=True)
    ]
    attempt_ids = simulation.add_attempts([attempt for attempt, _ in attempts])
    simulation.add_standings(
        [
            _standing(attempt, attempt_id, perfect)
            for (attempt, perfect), attempt_id in zip(attempts, attempt_ids, strict=True)
        ]
    )
    return sum(perfect for _, perfect in attempts)


def _person(entrant: SimulatedEntrant, division: Division, rules: RuleSet) -> dict[str, Any]:
    return {
        "name": entrant.name,
        "folded": fold(entrant.name),
        "category": division.categories[0],
        "unit_id": entrant.unit_id,
        "registered_ms": rules.opens_ms + entrant.start_offset_ms - 60_000,
        "simulated": True,
    }


def _attempt(
    entrant: SimulatedEntrant, person_id: int, facts: RoundFacts, division: Division, sheet: _Sheet
) -> tuple[dict[str, Any], bool]:
    rules = facts.rules
    started = rules.opens_ms + max(entrant.start_offset_ms, 0)
    deadline = deadline_ms(started, minutes=rules.minutes, closes_ms=rules.closes_ms)
    finished = min(started + entrant.elapsed_ms, deadline)
    result = sheet.grade
    prediction = entrant.prediction if rules.prediction else None
    return {
        "round_id": facts.id,
        "person_id": person_id,
        "number": 1,
        "unit_id": entrant.unit_id,
        "division": division.code,
        "paper": sheet.paper,
        "started_ms": started,
        "deadline_ms": deadline,
        "grace_ms": rules.grace_seconds * 1000,
        "answers": f'{{"a":{sheet.responses},"f":[],"p":{_json(prediction)}}}',
        "revision": 1,
        "saved_ms": finished,
        "submitted_ms": finished,
        "closed_by": "person",
        "score": result.score,
        "correct": result.correct,
        "elapsed_ms": finished - started,
        "prediction": prediction,
    }, result.all_correct


def _standing(attempt: dict[str, Any], attempt_id: int, perfect: bool) -> dict[str, Any]:
    registered = attempt["started_ms"] - 60_000
    return {
        "round_id": attempt["round_id"],
        "person_id": attempt["person_id"],
        "attempt_id": attempt_id,
        "unit_id": attempt["unit_id"],
        "division": attempt["division"],
        "score": attempt["score"],
        "correct": attempt["correct"],
        "all_correct": perfect,
        "elapsed_ms": attempt["elapsed_ms"],
        "finished_ms": attempt["submitted_ms"],
        "registered_ms": registered,
        "attempts": 1,
        "prediction": attempt["prediction"],
    }
