"""Publications: results as they were announced, append-only. Also files made by background jobs."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, JsonValue


class Publication(Base):
    """A header; a correction is a new publication that names the one it replaces."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)  #: None: the whole contest
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))  #: "provisional" or "official"
    rules: Mapped[dict[str, Any]] = mapped_column(JsonValue)  #: the rules these results were ranked by
    figures: Mapped[dict[str, Any]] = mapped_column(JsonValue)  #: entrants, attempts, prediction targets …
    digest: Mapped[str] = mapped_column(String(64))  #: SHA-256 over rules, figures and all entries
    at_ms: Mapped[int] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    note: Mapped[str] = mapped_column(String(500), default="")


class PublicationEntry(Base):
    """One line of a publication, with names as they were."""

    __tablename__ = "publication_entry"
    __table_args__ = (Index("ix_publication_entry", "publication_id", "kind", "division", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    kind: Mapped[str] = mapped_column(String(12))  #: "person", "unit", "award" or "exclusion"
    division: Mapped[str] = mapped_column(String(60), default="")  #: division code, or the units' group
    place: Mapped[int | None]
    person_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(250))
    unit_name: Mapped[str] = mapped_column(String(250), default="")
    data: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)  #: score, elapsed, prize, rate, reason …


class Export(Base):
    """A file made in the background: asked for, being made, ready, or failed with a reason."""

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    parameters: Mapped[dict[str, Any]] = mapped_column(JsonValue)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_ms: Mapped[int] = mapped_column(BigInteger)
    progress: Mapped[int] = mapped_column(default=0)  #: percent
    finished_ms: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(String(500), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes | None]
