"""Contests, their rounds, and every later change to a round."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.rulesets import RuleSet
from contest.storage.attempts import Attempt
from contest.storage.db import Base, JsonValue, connection, session


class Contest(Base):
    __tablename__ = "contest"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(250))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  #: the organising unit
    introduction: Mapped[str] = mapped_column(Text, default="")  #: purpose, theme
    plan: Mapped[str] = mapped_column(Text, default="")  #: the plan's paragraphs
    contact: Mapped[str] = mapped_column(String(500), default="")
    materials: Mapped[list[Any]] = mapped_column(
        JsonValue, default=list
    )  #: study material: [{"title", "url", "topic", "text"}]
    published: Mapped[bool] = mapped_column(default=False)  #: announced to the public
    created_ms: Mapped[int] = mapped_column(BigInteger)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Round(Base):
    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    rules: Mapped[dict[str, Any]] = mapped_column(
        JsonValue
    )  #: rules.rulesets.RuleSet as JSON; written only by `contests.set_rules`
    opens_ms: Mapped[int] = mapped_column(BigInteger)  #: copied from the rules
    closes_ms: Mapped[int] = mapped_column(BigInteger, index=True)  #: copied from the rules
    rehearsal: Mapped[bool] = mapped_column(default=False)  #: copied from the rules; such a round never counts
    version: Mapped[int] = mapped_column(default=1)  #: raised at every change; caches are keyed by it
    closed_ms: Mapped[int | None] = mapped_column(BigInteger)  #: ranked by all rules
    ranking_percent: Mapped[int | None]  #: how far the ranking is that is under way; None: none is
    outcome: Mapped[dict[str, Any]] = mapped_column(
        JsonValue, default=dict
    )  #: figures fixed at close: prediction targets …
    published: Mapped[str | None] = mapped_column(String(12))  #: kind of the newest publication

    @property
    def ruleset(self) -> RuleSet:
        return RuleSet.model_validate(self.rules)


class Amendment(Base):
    """A numbered change to a round after it opened: rules before and after, and why."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))  #: "rules", "extend" or "grant"
    reason: Mapped[str] = mapped_column(String(500))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    details: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)


class AttemptGrant(Base):
    """Further attempts given after an outage: to one person, to a unit's subtree, or to everyone."""

    __tablename__ = "attempt_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    attempts: Mapped[int] = mapped_column(default=1)


def set_rules(row: Round, rules: RuleSet) -> None:
    """The only way a round's rules are written: value, copied fields and version together."""
    row.rules = rules.model_dump(mode="json")
    row.opens_ms, row.closes_ms, row.rehearsal = rules.opens_ms, rules.closes_ms, rules.rehearsal
    row.version = (row.version or 0) + 1


def contest_by_slug(slug: str) -> Contest | None:
    return session().scalar(select(Contest).where(Contest.slug == slug))


def announced_contests() -> list[Contest]:
    """Every contest the public may see, the newest first."""
    return list(session().scalars(select(Contest).where(Contest.published).order_by(Contest.id.desc())))


def contests_of(unit_ids: Collection[int] | None) -> list[Contest]:
    """The contests these units hold (None: every unit), the newest first."""
    query = select(Contest).order_by(Contest.id.desc())
    return list(session().scalars(query if unit_ids is None else query.where(Contest.unit_id.in_(unit_ids))))


def rounds_of(contest_ids: Collection[int]) -> list[Round]:
    """All rounds of these contests, in order."""
    query = select(Round).where(Round.contest_id.in_(contest_ids)).order_by(Round.contest_id, Round.number)
    return list(session().scalars(query))


def lock_round(round_id: int) -> Round | None:
    """The round as it is now, held until the transaction ends: the raised version is a write, so
    on either engine a second one who comes here waits."""
    session().execute(update(Round).where(Round.id == round_id).values(version=Round.version + 1))
    return session().get(Round, round_id, populate_existing=True)


def lock_contest(contest_id: int) -> Contest | None:
    """The contest as it is now, held until the transaction ends."""
    session().execute(update(Contest).where(Contest.id == contest_id).values(published=Contest.published))
    return session().get(Contest, contest_id, populate_existing=True)


def amendments_of(contest_id: int) -> list[tuple[Amendment, Round]]:
    """Every amendment of a contest with its round, the newest first."""
    query = select(Amendment, Round).join(Round).where(Round.contest_id == contest_id)
    return [(a, r) for a, r in session().execute(query.order_by(Amendment.at_ms.desc(), Amendment.id.desc()))]


def next_amendment_number(round_id: int) -> int:
    """Ask only while holding the round's lock."""
    return (session().scalar(select(func.max(Amendment.number)).where(Amendment.round_id == round_id)) or 0) + 1


def next_round_number(contest_id: int) -> int:
    """Ask only while holding the contest's lock."""
    return (session().scalar(select(func.max(Round.number)).where(Round.contest_id == contest_id)) or 0) + 1


def has_attempts(round_ids: Collection[int]) -> bool:
    return bool(session().scalar(select(exists().where(Attempt.round_id.in_(round_ids)))))


def move_open_deadlines(round_id: int, by_ms: int) -> int:
    """Give every open attempt of the round this much longer; returns how many were open."""
    moved = connection().execute(
        update(Attempt)
        .where(Attempt.round_id == round_id, Attempt.submitted_ms.is_(None))
        .values(deadline_ms=Attempt.deadline_ms + by_ms)
    )
    return moved.rowcount


def grants_any(round_id: int) -> bool:
    """Was anybody ever given further attempts in the round?"""
    return bool(connection().execute(select(exists().where(AttemptGrant.round_id == round_id))).scalar_one())


def granted_attempts(round_id: int, person_id: int, unit_ancestor_ids: Collection[int]) -> int:
    """Further attempts this person was given in the round: by name, through a unit they are in
    (their own or one above it), or with everyone."""
    everyone = AttemptGrant.person_id.is_(None) & AttemptGrant.unit_id.is_(None)
    query = select(func.coalesce(func.sum(AttemptGrant.attempts), 0)).where(
        AttemptGrant.round_id == round_id,
        or_(everyone, AttemptGrant.person_id == person_id, AttemptGrant.unit_id.in_(unit_ancestor_ids)),
    )
    return int(connection().execute(query).scalar_one())


def entrants_by_contest() -> dict[int, tuple[int, int]]:
    """contest id → (people, units) that have entered an announced contest, rehearsals left out."""
    query = (
        select(
            Round.contest_id,
            func.count(Attempt.person_id.distinct()),
            func.count(Attempt.unit_id.distinct()),
        )
        .join(Attempt, Attempt.round_id == Round.id)
        .join(Contest, Contest.id == Round.contest_id)
        .where(Contest.published, Round.rehearsal.is_(False))
        .group_by(Round.contest_id)
    )
    return {contest_id: (people, units) for contest_id, people, units in connection().execute(query)}
