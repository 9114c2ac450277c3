"""Publications: results as they were announced, append-only. Also files made by background jobs."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, and_, event, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.publications import Entry, Line
from contest.storage.contests import Round
from contest.storage.db import Base, JsonValue, connection, session
from contest.storage.searching import holds_words


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
    """One line of a publication (`rules.publications.Entry`), with names as they were."""

    __tablename__ = "publication_entry"
    __table_args__ = (Index("ix_publication_entry", "publication_id", "kind", "division", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    kind: Mapped[str] = mapped_column(String(12))  #: "person", "unit", "award" or "exclusion"
    division: Mapped[str] = mapped_column(String(300), default="")  #: division code, or the units' group
    place: Mapped[int | None]
    person_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(250))
    unit_name: Mapped[str] = mapped_column(String(250), default="")
    folded: Mapped[str] = mapped_column(String(510), default="")  #: both names without diacritics, for search
    data: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)  #: score, elapsed, prize, rate, reason …

    @property
    def entry(self) -> Entry:
        return Entry(
            self.kind, self.name, self.division, self.place, self.person_id, self.unit_id, self.unit_name, self.data
        )


class Export(Base):
    """A file made in the background: asked for, being made, ready, or failed with a reason."""

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    parameters: Mapped[dict[str, Any]] = mapped_column(JsonValue)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  #: its organisers may fetch the file
    title: Mapped[str] = mapped_column(String(400), default="")  #: what it is about, for the list
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_ms: Mapped[int] = mapped_column(BigInteger)
    progress: Mapped[int] = mapped_column(default=0)  #: percent
    finished_ms: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(String(500), default="")  #: a code of `contest.wording`
    file_name: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes | None]


class PublishedIsFixedError(Exception):
    """Somebody tried to change what has been announced."""


@event.listens_for(Publication, "before_update")
@event.listens_for(Publication, "before_delete")
@event.listens_for(PublicationEntry, "before_update")
@event.listens_for(PublicationEntry, "before_delete")
def _stay(_mapper: object, _connection: object, target: object) -> None:
    raise PublishedIsFixedError(repr(target))


def newest(round_id: int, kind: str | None = None) -> Publication | None:
    query = select(Publication).where(Publication.round_id == round_id).order_by(Publication.number.desc()).limit(1)
    return session().scalar(query if kind is None else query.where(Publication.kind == kind))


def history(round_id: int) -> Sequence[Publication]:
    """Every publication of the round, the newest first."""
    query = select(Publication).where(Publication.round_id == round_id).order_by(Publication.number.desc())
    return session().scalars(query).all()


def next_number(contest_id: int) -> int:
    """Ask only while holding the contest's lock."""
    return (session().scalar(select(func.max(Publication.number)).where(Publication.contest_id == contest_id)) or 0) + 1


def append(header: Publication, entries: Iterable[tuple[Entry, str]]) -> None:
    """Write a publication once and for all; each entry comes with its folded names."""
    session().add(header)
    session().flush()
    rows = [
        {
            "publication_id": header.id,
            "kind": e.kind,
            "division": e.division,
            "place": e.place,
            "person_id": e.person_id,
            "unit_id": e.unit_id,
            "name": e.name,
            "unit_name": e.unit_name,
            "folded": folded,
            "data": dict(e.data),
        }
        for e, folded in entries
    ]
    if rows:
        connection().execute(insert(PublicationEntry), rows)


def entries(publication_id: int, kind: str | None = None) -> list[Entry]:
    """All lines, or those of one kind, in the order they were written."""
    e = PublicationEntry
    columns = (e.kind, e.name, e.division, e.place, e.person_id, e.unit_id, e.unit_name, e.data)  # as `Entry` has them
    query = select(*columns).where(e.publication_id == publication_id)
    if kind is not None:
        query = query.where(e.kind == kind)
    rows: Iterable[Any] = connection().execute(query.order_by(e.id))
    return [Entry(*row) for row in rows]


def page_of_people(publication_id: int, division: str, words: str, limit: int, offset: int) -> tuple[list[Entry], int]:
    """Lines of one division by place whose name or unit holds the words, and how many there are."""
    where = and_(
        PublicationEntry.publication_id == publication_id,
        PublicationEntry.kind == Line.PERSON,
        PublicationEntry.division == division,
        holds_words(PublicationEntry.folded, words),
    )
    total = session().scalar(select(func.count()).select_from(PublicationEntry).where(where)) or 0
    query = select(PublicationEntry).where(where).order_by(PublicationEntry.place, PublicationEntry.id)
    return [row.entry for row in session().scalars(query.limit(limit).offset(offset))], total


def earlier_winners(contest_id: int, before_number: int) -> list[tuple[int, str, str]]:
    """(person, round name, prize) of everyone who surely won in an earlier published round, by the
    newest publication of each."""
    latest = (
        select(func.max(Publication.number))
        .where(Publication.round_id == Round.id, Publication.contest_id == contest_id)
        .correlate(Round)
        .scalar_subquery()
    )
    rows: Sequence[Any] = (
        session()
        .execute(
            select(PublicationEntry.person_id, Round.name, PublicationEntry.data)
            .join(Publication, Publication.id == PublicationEntry.publication_id)
            .join(Round, Round.id == Publication.round_id)
            .where(
                Round.contest_id == contest_id,
                Round.number < before_number,
                Publication.number == latest,
                Publication.contest_id == contest_id,
                PublicationEntry.kind == Line.AWARD,
                PublicationEntry.person_id.is_not(None),
            )
            .order_by(Round.number, PublicationEntry.id)
        )
        .all()
    )
    return [(person, name, data["prize"]) for person, name, data in rows if not data["tied"]]


def first_people(publication_id: int, division: str, to_place: int) -> list[tuple[int, int]]:
    """(person, place) of a division's published people down to a place."""
    query = select(PublicationEntry.person_id, PublicationEntry.place).where(
        PublicationEntry.publication_id == publication_id,
        PublicationEntry.kind == Line.PERSON,
        PublicationEntry.division == division,
        PublicationEntry.place <= to_place,
    )
    rows: Sequence[Any] = connection().execute(query).all()
    return [(row.person_id, row.place) for row in rows]
