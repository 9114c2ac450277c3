"""Rounds as the rest of the program sees them: one frozen value, at most a second old."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from sqlalchemy import URL

from contest.rules.phases import Phase, phase
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.services.moments import Moments
from contest.storage import changes
from contest.storage.contests import Contest, Round, grants_any
from contest.storage.db import database, session

_facts: Moments[tuple[URL, int], "RoundFacts"] = Moments()


@dataclass(frozen=True)
class RoundFacts:
    """A round with its parsed rules and the facts of its contest."""

    id: int
    number: int
    name: str
    version: int
    rules: RuleSet
    closed_ms: int | None
    published: str | None
    outcome: dict[str, object]
    contest_id: int
    contest_slug: str
    contest_name: str
    contest_unit_id: int
    announced: bool
    granting: bool = True  #: may anybody have been given further attempts

    @property
    def face(self) -> tuple[Hashable, ...]:
        """All that the quiz's pages say of it: who keeps such a page tells rounds and their changes apart by it."""
        return self.id, self.number, self.name, self.rules, self.contest_slug, self.contest_name

    def phase_at(self, now_ms: int) -> Phase:
        return phase(
            now_ms,
            announced=self.announced,
            opens_ms=self.rules.opens_ms,
            closes_ms=self.rules.closes_ms,
            grace_seconds=self.rules.grace_seconds,
            closed_ms=self.closed_ms,
            published=self.published,
        )


def facts_of(row: Round, contest: Contest) -> RoundFacts:
    return RoundFacts(
        id=row.id,
        number=row.number,
        name=row.name,
        version=row.version,
        rules=row.ruleset,
        closed_ms=row.closed_ms,
        published=row.published,
        outcome=dict(row.outcome or {}),
        contest_id=contest.id,
        contest_slug=contest.slug,
        contest_name=contest.name,
        contest_unit_id=contest.unit_id,
        announced=contest.published,
    )


def round_facts(round_id: int) -> RoundFacts:
    """The round, kept for a second in this process. Raises Refused("not_found")."""
    return _facts.get((database(), round_id), lambda _: _read(round_id))


def _read(round_id: int) -> RoundFacts:
    row = session().get(Round, round_id)
    contest = session().get(Contest, row.contest_id) if row else None
    if row is None or contest is None:
        raise Refused("not_found")
    return replace(facts_of(row, contest), granting=grants_any(round_id))


def forget_rounds() -> None:
    """Called by whoever changes a round, so that every process of this machine sees it at once."""
    _facts.clear()
    changes.tell()
