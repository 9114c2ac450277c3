"""Checking what was published: it is as it was written, says what is stored, and gives the prizes its
own places and exclusions lead to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contest.rules.awards import Bar, Placed, Reason, hand_out
from contest.rules.publications import Entry, Line
from contest.rules.rulesets import Prize, RuleSet
from contest.services.publishing import stands_untouched
from contest.services.result_lines import unit_entries
from contest.services.rounds import RoundFacts, facts_of
from contest.storage import publications, stored_results
from contest.storage.contests import Contest, Round
from contest.storage.db import session
from contest.storage.publications import Publication


@dataclass(frozen=True)
class Finding:
    """One thing that differs, before it is told of which contest."""

    kind: str
    stored: Any
    found: Any
    round: int | None = None
    person: int | None = None
    attempt: int | None = None
    publication: int | None = None


def publication_findings(contest_id: int) -> Iterator[Finding]:
    """Every publication's digest and awards; of the newest of each round also what it says of people
    and units, unless the round was corrected after it."""
    contest = session().get_one(Contest, contest_id)
    for published in stored_results.publications_of(contest_id):
        row = session().get(Round, published.round_id) if published.round_id else None
        at: dict[str, Any] = {"round": row.number if row else None, "publication": published.number}
        if not stands_untouched(published.id):
            yield Finding("digest", published.digest, None, **at)
        if row is None:
            continue
        rules = RuleSet.model_validate(published.rules)
        for finding in _awards(published.id, rules):
            yield replace(finding, **at)
        newest = publications.newest(row.id)
        same = published.figures == row.outcome and published.rules == row.rules
        if newest is not None and newest.id == published.id and same:
            facts = replace(facts_of(row, contest), rules=rules)
            for finding in (*_people(published), *_units(published.id, facts)):
                yield replace(finding, **at)


def _people(published: Publication) -> Iterator[Finding]:
    said = 0
    for line in stored_results.published_people(published.id):
        said += 1
        if line.now_place != line.place:
            yield Finding("published_place", line.place, line.now_place, person=line.person_id)
        for name in ("score", "correct", "elapsed_ms", "finished_ms", "attempts", "prediction", "prediction_error"):
            now = getattr(line, f"now_{name}")
            if line.data.get(name) != now:
                yield Finding("published_figure", {name: line.data.get(name)}, {name: now}, person=line.person_id)
    placed = stored_results.people_with_place(published.round_id or 0)
    if said != placed:
        yield Finding("published_people", said, placed)


def _units(publication_id: int, facts: RoundFacts) -> Iterator[Finding]:
    """Entrants and means from what counts now; rate, points and place only where headcounts are
    still those that were published: they are kept by hand and may change afterwards."""
    stored = {e.unit_id: e for e in publications.entries(publication_id, Line.UNIT)}
    found = {e.unit_id: e for e in unit_entries(facts)}
    names = ["entrants", "mean"]
    if all(e.data["headcount"] == found[u].data["headcount"] for u, e in stored.items() if u in found):
        names += ["rate", "points", "not_ranked"]
        for unit_id, entry in stored.items():
            if unit_id in found and entry.place != found[unit_id].place:
                yield Finding("published_unit", {"place": entry.place}, {"place": found[unit_id].place})
    for unit_id, entry in stored.items():
        now = found[unit_id].data if unit_id in found else {}
        for name in names:
            if entry.data.get(name) != now.get(name):
                was, is_ = {"unit": unit_id, name: entry.data.get(name)}, {"unit": unit_id, name: now.get(name)}
                yield Finding("published_unit", was, is_)


def _awards(publication_id: int, rules: RuleSet) -> Iterator[Finding]:
    """The prize table laid once more over the published places, past those the publication excludes."""
    given = publications.entries(publication_id, Line.AWARD)
    barred = {
        e.person_id: Bar(Reason(e.data["reason"]))
        for e in publications.entries(publication_id, Line.EXCLUSION)
        if e.person_id is not None
    }
    for division in rules.divisions:
        most = sum(p.count for p in division.prizes) + len(barred)
        people = publications.first_people(publication_id, division.code, most)
        mine = {e.person_id: e for e in given if e.division == division.code and e.person_id is not None}
        for person_id, was, now in _compared(division.prizes, people, barred, mine):
            yield Finding("award", was, now, person=person_id)
    units = publications.entries(publication_id, Line.UNIT)
    for group in dict.fromkeys(e.division for e in units):
        placed = [(e.unit_id, e.place) for e in units if e.division == group and e.unit_id and e.place]
        mine = {e.unit_id: e for e in given if e.division == group and e.person_id is None and e.unit_id is not None}
        for unit_id, was, now in _compared(rules.units.prizes, placed, {}, mine):
            yield Finding("award", {"unit": unit_id, "prize": was}, {"unit": unit_id, "prize": now})


def _compared(
    prizes: Sequence[Prize],
    placed: Sequence[tuple[int, int]],
    barred: Mapping[int, Bar],
    given: Mapping[int, Entry],
) -> Iterator[tuple[int, str | None, str | None]]:
    """(person or unit, prize given, prize due) where these differ."""
    due = {a.subject_id: a for a in hand_out(prizes, [Placed(*p) for p in placed], barred).awards}
    for subject in sorted(given.keys() | due.keys()):
        was = given[subject].data["prize"] if subject in given else None
        now = due[subject].prize.title if subject in due else None
        tied = subject in given and subject in due and given[subject].data["tied"] != due[subject].tied
        if was != now or tied:
            yield subject, was, now
