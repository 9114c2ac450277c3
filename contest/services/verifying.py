"""Checking stored results against what people answered: every figure is reckoned again and compared.

A chain: answers → grade, times, receipt of each attempt → what counts for each person → places and
figures of a closed round → lines and prizes of what was published. Nothing is written.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from contest.rules.answers import Answers
from contest.rules.attempt_tokens import receipt_code
from contest.rules.counted_attempts import counted
from contest.rules.places import places
from contest.rules.prediction import targets, whole
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.services.entering import up_from
from contest.services.handing_in import BY_TIME, grade_closed_attempt
from contest.services.rounds import forget_rounds
from contest.services.verifying_publications import Finding, publication_findings
from contest.storage import ranking, stored_results
from contest.storage.contests import Round, granted_attempts, rounds_of
from contest.storage.db import rollback
from contest.storage.stored_results import Stored


@dataclass(frozen=True)
class Difference:
    """Where something stored is not what it is reckoned to be. `kind` is worded as "difference"."""

    contest: str  # slug
    kind: str
    stored: Any
    found: Any
    round: int | None = None  # number
    person: int | None = None
    attempt: int | None = None
    publication: int | None = None  # number

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Checked:
    """How much was looked at so far."""

    contests: int = 0
    rounds: int = 0
    people: int = 0
    attempts: int = 0
    publications: int = 0


def verify(slug: str | None, checked: Checked) -> Iterator[Difference]:
    """Every difference in one contest or (None) in all, as it is found; `checked` counts along.

    Holds one slice of people at a time, and for a closed round one line per person, as the close
    does. Raises Refused("not_found") for an unknown contest.
    """
    forget_rounds()
    contests = stored_results.contests_named(slug)
    if slug is not None and not contests:
        raise Refused("not_found")
    for contest_id, name in [(c.id, c.slug) for c in contests]:
        for row in rounds_of([contest_id]):
            number = row.number
            for finding in _round(row, checked):
                yield _told(name, finding, number)
            checked.rounds += 1
        for finding in publication_findings(contest_id):
            yield _told(name, finding, None)
        checked.publications += len(stored_results.publications_of(contest_id))
        checked.contests += 1
        rollback()


def _told(slug: str, f: Finding, number: int | None) -> Difference:
    return Difference(slug, f.kind, f.stored, f.found, f.round or number, f.person, f.attempt, f.publication)


def _round(row: Round, checked: Checked) -> Iterator[Finding]:
    round_id, rules, closed, outcome = row.id, row.ruleset, row.closed_ms is not None, dict(row.outcome or {})
    most = stored_results.most_attempts_ever_allowed(row)
    for stored in stored_results.by_person(round_id):
        checked.people += 1
        checked.attempts += len(stored.attempts)
        for attempt in stored.attempts:
            yield from _attempt(attempt, rules)
        yield from _limit(stored, most)
        yield from _standing(stored, rules)
    if closed:
        for waiting in stored_results.open_attempts(round_id):
            yield Finding("left_open", "open", "closed", person=waiting.person_id, attempt=waiting.id)
        yield from _outcome(round_id, rules, outcome)
    yield from _places(round_id, rules, closed=closed)
    rollback()


def _attempt(a: Any, rules: RuleSet) -> Iterator[Finding]:
    """Grade, times and receipt of one attempt, from its own answers."""

    def differs(kind: str, stored: object, found: object) -> Iterator[Finding]:
        if stored != found:
            yield Finding(kind, stored, found, person=a.person_id, attempt=a.id)

    if a.saved_ms is not None and a.saved_ms > a.deadline_ms + a.grace_ms:
        yield from differs("saved_late", a.saved_ms, a.deadline_ms + a.grace_ms)
    if a.submitted_ms is None:
        for name in ("score", "correct", "elapsed_ms"):
            yield from differs(name, getattr(a, name), None)
        return
    if a.voided_ms is not None and a.score is None:
        return  # ended by a merger, never graded
    try:
        grade = grade_closed_attempt(a)
    except (KeyError, ValueError) as error:
        yield from differs("unreadable", type(error).__name__, "")
        return
    yield from differs("score", a.score, grade.score)
    yield from differs("correct", a.correct, grade.correct)
    yield from differs("elapsed_ms", a.elapsed_ms, a.submitted_ms - a.started_ms)
    prediction = Answers.from_stored(a.answers).prediction if rules.prediction else None
    yield from differs("prediction", a.prediction, prediction)
    latest = max(a.deadline_ms, a.started_ms)
    if a.submitted_ms > latest or (a.closed_by == BY_TIME and a.submitted_ms != latest):
        yield from differs("finished_ms", a.submitted_ms, latest)
    if a.seed or a.receipt:  # a simulated attempt has neither
        yield from differs("receipt", a.receipt, receipt_code(a.seed, a.id, a.answers, a.submitted_ms))


def _limit(stored: Stored, most: int) -> Iterator[Finding]:
    """No more valid attempts than the rules and the further ones granted allow, no two at once."""
    valid = [a for a in stored.attempts if a.voided_ms is None]
    if len(valid) > most:
        units = {u for a in valid for u in up_from(a.unit_id)}
        allowed = most + granted_attempts(valid[0].round_id, stored.person_id, units)
        if len(valid) > allowed:
            yield Finding("too_many_attempts", len(valid), allowed, person=stored.person_id)
    if (unclosed := sum(a.submitted_ms is None for a in valid)) > 1:
        yield Finding("open_at_once", unclosed, 1, person=stored.person_id)


def _standing(stored: Stored, rules: RuleSet) -> Iterator[Finding]:
    """What counts for the person, chosen again from their attempts."""
    standing = stored.standing
    graded = [a for a in stored.attempts if a.submitted_ms is not None and a.score is not None]
    values = counted(rules, graded, standing.registered_ms if standing else 0)
    if standing is None:
        if values is not None:
            yield Finding("standing", None, "counts", person=stored.person_id, attempt=values["attempt_id"])
        return
    if values is None:
        if not standing.disqualified:  # a merger keeps the disqualified, whatever is left
            yield Finding("standing", "counts", None, person=stored.person_id, attempt=standing.attempt_id)
        return
    for name, found in values.items():
        if (was := getattr(standing, name)) != found:
            yield Finding(f"standing_{name}", was, found, person=stored.person_id, attempt=standing.attempt_id)


def _outcome(round_id: int, rules: RuleSet, stored: dict[str, Any]) -> Iterator[Finding]:
    tallies = ranking.tallies(round_id)
    found = {
        **asdict(whole(tallies)),
        "units": ranking.units_entered(round_id),
        **ranking.struck(round_id),
        "divisions": {code: asdict(tally) for code, tally in sorted(tallies.items())},
        "targets": dict(sorted(targets(rules.prediction, tallies).items())) if rules.prediction else {},
    }
    for name, value in found.items():
        if stored.get(name) != value:
            yield Finding("figure", {name: stored.get(name)}, {name: value})


def _places(round_id: int, rules: RuleSet, *, closed: bool) -> Iterator[Finding]:
    """Everyone's place by all rules; none before the close."""
    stored = stored_results.places_of(round_id)
    found: dict[int, tuple[int | None, int | None]] = {}
    if closed:
        aims = targets(rules.prediction, ranking.tallies(round_id)) if rules.prediction else {}
        ranked = places(rules, ranking.lines_to_rank(round_id), aims)
        found = {p.person_id: (p.place, p.prediction_error) for p in ranked}
    for person_id, (place, error) in stored.items():
        at, off = found.get(person_id, (None, None))
        if place != at:
            yield Finding("place", place, at, person=person_id)
        if error != off:
            yield Finding("prediction_error", error, off, person=person_id)
