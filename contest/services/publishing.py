"""Announcing the results of a round: frozen, numbered, never changed, only replaced."""

from dataclasses import dataclass
from typing import Any

from contest.rules.permissions import Actor
from contest.rules.phases import Phase
from contest.rules.publications import Entry, Kind, Line, digest
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.rules.vietnamese import fold, tidy
from contest.services.actors import forget_unit_tree
from contest.services.awarding import proposal
from contest.services.result_lines import person_entries
from contest.services.rounds import RoundFacts, facts_of, forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import publications, ranking
from contest.storage.db import commit, session
from contest.storage.people import audit
from contest.storage.publications import Publication

LONGEST_NOTE = 500
PAGE = 50


@dataclass(frozen=True)
class Header:
    """A publication without its lines. `replaces`: the number of the one it took the place of."""

    id: int
    round_id: int
    number: int
    kind: str
    at_ms: int
    digest: str
    note: str
    replaces: int | None
    rules: RuleSet
    figures: dict[str, Any]


def publish(round_id: int, kind: str, actor: Actor, now_ms: int, note: str = "") -> int:
    """Fix the results as they are now and announce them; the publication's number.

    Official results come after provisional ones. Whatever is published again replaces what stood
    before and must say why. Raises Refused.
    """
    kind, note = Kind(kind), tidy(note)
    if len(note) > LONGEST_NOTE:
        raise Refused("publication_note_too_long", field="note", most=LONGEST_NOTE)
    found = ranking.locked_round(round_id)
    if found is None:
        raise Refused("not_found")
    row, contest = found
    facts = facts_of(row, contest)
    before = publications.newest(round_id)
    _may_publish(facts, kind, before, note)
    forget_unit_tree()  # names and headcounts as they are now, not as they were a second ago
    proposed = proposal(facts)
    lines = [*person_entries(facts), *proposed.units, *proposed.awards, *proposed.exclusions]
    mark = digest(row.rules, row.outcome, lines)
    if before and before.kind == kind and before.digest == mark:
        raise Refused("nothing_changed", number=before.number)
    header = Publication(
        contest_id=contest.id,
        round_id=round_id,
        number=publications.next_number(contest.id),
        kind=kind.value,
        rules=row.rules,
        figures=row.outcome,
        digest=mark,
        at_ms=now_ms,
        by_id=actor.person_id,
        replaces_id=before.id if before else None,
        note=note,
    )
    publications.append(header, ((line, fold(f"{line.name} {line.unit_name}")) for line in lines))
    row.published = kind.value
    number = header.number
    audit(actor.person_id, "round.published", "round", round_id, now_ms, kind=kind.value, number=number, digest=mark)
    commit()
    forget_rounds()
    forget_snapshots()
    return number


def _may_publish(facts: RoundFacts, kind: Kind, before: Publication | None, note: str) -> None:
    if facts.rules.rehearsal:
        raise Refused("rehearsal_not_published")
    if facts.closed_ms is None:
        raise Refused("round_not_closed")
    if kind is Kind.OFFICIAL and before is None:
        raise Refused("provisional_first")
    if kind is Kind.PROVISIONAL and facts.published == Phase.OFFICIAL:
        raise Refused("already_official")
    if before and before.kind == kind and not note:
        raise Refused("correction_needs_reason", field="note")


def newest(round_id: int) -> Header | None:
    """What stands announced for a round now."""
    found = publications.newest(round_id)
    return _header(found) if found else None


def history(round_id: int) -> list[Header]:
    """Every publication of a round, the newest first."""
    return [_header(p) for p in publications.history(round_id)]


def header(publication_id: int) -> Header:
    """Raises Refused("not_found")."""
    found = session().get(Publication, publication_id)
    if found is None or found.round_id is None:
        raise Refused("not_found")
    return _header(found)


def entries(publication_id: int, kind: Line | None = None) -> list[Entry]:
    return publications.entries(publication_id, kind)


def people_page(publication_id: int, division: str, words: str, page: int) -> tuple[list[Entry], int]:
    """One page (from 1) of a division's people, and how many match the words."""
    return publications.page_of_people(publication_id, division, words, PAGE, (max(page, 1) - 1) * PAGE)


def stands_untouched(publication_id: int) -> bool:
    """Does the digest still fit what is stored?"""
    found = session().get_one(Publication, publication_id)
    return found.digest == digest(found.rules, found.figures, publications.entries(publication_id))


def _header(p: Publication) -> Header:
    replaced = session().get(Publication, p.replaces_id) if p.replaces_id else None
    return Header(
        id=p.id,
        round_id=p.round_id or 0,
        number=p.number,
        kind=p.kind,
        at_ms=p.at_ms,
        digest=p.digest,
        note=p.note,
        replaces=replaced.number if replaced else None,
        rules=RuleSet.model_validate(p.rules),
        figures=dict(p.figures),
    )
