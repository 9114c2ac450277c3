"""Contests, their rounds, and every later change to a round."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.rulesets import RuleSet
from contest.storage.db import Base, JsonValue


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
    version: Mapped[int] = mapped_column(default=1)  #: raised at every change; caches are keyed by it
    closed_ms: Mapped[int | None] = mapped_column(BigInteger)  #: ranked by all rules
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
    """The only way a round's rules are written: value, copied window and version together."""
    row.rules = rules.model_dump(mode="json")
    row.opens_ms, row.closes_ms = rules.opens_ms, rules.closes_ms
    row.version = (row.version or 0) + 1
