"""Statements that boards read: pages, places, neighbours and units' sums."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    case,
    cast,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from contest.rules.standings import Line
from contest.rules.tie_breaks import NO_PREDICTION
from contest.rules.unit_rollup import Tally
from contest.storage.board_lines import Counted, lines_of
from contest.storage.contests import Contest, Round
from contest.storage.db import connection
from contest.storage.people import Person
from contest.storage.standings import Standing

_S = Standing.__table__.c
_FIELDS = ("score", "elapsed_ms", "finished_ms", "attempts", "registered_ms", "prediction_error")


@dataclass(frozen=True)
class BoardLine:
    """A person on a board. `key` holds the values of the source's key."""

    line: Line
    name: str
    unit_id: int | None
    key: tuple[Any, ...]


@dataclass(frozen=True)
class Source:
    """The lines of one board, read from the database: `key` ascending is the order, equal keys
    share a place."""

    lines: FromClause
    key: tuple[ColumnElement[Any], ...]
    where: tuple[ColumnElement[bool], ...] = ()

    @property
    def exact(self) -> tuple[ColumnElement[Any], ...]:
        """The key made unique, so that pages never overlap."""
        return (*self.key, self.lines.c.person_id)

    def within(self, unit_ids: Collection[int]) -> "Source":
        """Only people of these units."""
        return replace(self, where=(*self.where, self.lines.c.unit_id.in_(unit_ids)))

    def page(self, limit: int, offset: int = 0) -> list[BoardLine]:
        return _read(self.select().order_by(*self.exact).limit(limit).offset(offset))

    def count(self) -> int:
        return _number(select(func.count()).select_from(self.lines).where(*self.where))

    def better(self, entry: BoardLine, *, exactly: bool = False) -> int:
        """How many stand above: by the key, or (`exactly`) before this line in the list."""
        columns, values = (self.exact, (*entry.key, entry.line.person_id)) if exactly else (self.key, entry.key)
        above = tuple_(*columns) < _values(values)
        return _number(select(func.count()).select_from(self.lines).where(*self.where, above))

    def one(self, person_id: int) -> BoardLine | None:
        found = _read(self.select().where(self.lines.c.person_id == person_id))
        return found[0] if found else None

    def next_to(self, entry: BoardLine, limit: int, *, above: bool) -> list[BoardLine]:
        """Up to `limit` lines directly above or below, in the board's order."""
        here, all_columns = _values((*entry.key, entry.line.person_id)), tuple_(*self.exact)
        side = all_columns < here if above else all_columns > here
        order = [c.desc() if above else c.asc() for c in self.exact]
        found = _read(self.select().where(side).order_by(*order).limit(limit))
        return found[::-1] if above else found

    def named(self, folded: str, limit: int) -> list[BoardLine]:
        """People whose folded name holds the text, best first."""
        matching = self.select().where(Person.folded.contains(folded, autoescape=True))
        return _read(matching.order_by(*self.exact).limit(limit))

    def select(self) -> Select[Any]:
        c = self.lines.c
        keys = [column.label(f"key_{i}") for i, column in enumerate(self.key)]
        return (
            select(c.person_id, *(c[f] for f in _FIELDS), c.unit_id, Person.name, *keys)
            .select_from(self.lines.join(Person, Person.id == c.person_id))
            .where(*self.where)
        )


def line_of(row: Any) -> BoardLine:
    """One row of `Source.select`."""
    person_id, score, elapsed_ms, finished_ms, attempts, registered_ms, error, unit_id, name, *key = row
    error = None if error == NO_PREDICTION else error
    return BoardLine(
        Line(person_id, score, elapsed_ms, finished_ms, attempts, registered_ms, error), name, unit_id, tuple(key)
    )


def _read(statement: Select[Any]) -> list[BoardLine]:
    return [line_of(row) for row in connection().execute(statement)]


def _number(statement: Select[Any]) -> int:
    return int(connection().execute(statement).scalar_one())


def _values(values: Sequence[object]) -> ColumnElement[Any]:
    return tuple_(*(literal(v) for v in values))


def round_id_of(slug: str, number: int) -> int | None:
    found = select(Round.id).join(Contest).where(Contest.slug == slug, Round.number == number)
    return connection().execute(found).scalar()


def rounds_of(slug: str) -> list[int]:
    """Ids of a contest's rounds in their order."""
    found = select(Round.id).join(Contest).where(Contest.slug == slug).order_by(Round.number)
    return list(connection().execute(found).scalars())


def contest_of(slug: str) -> tuple[int, str, int, bool] | None:
    """(id, name, organising unit, announced)"""
    found = select(Contest.id, Contest.name, Contest.unit_id, Contest.published).where(Contest.slug == slug)
    row = connection().execute(found).first()
    return (row[0], row[1], row[2], row[3]) if row else None


def of_round(counted: Counted, division: str, *, closed: bool) -> Source:
    """One round's division: by place when closed, else by what is known before close."""
    if counted.replayed:
        lines = lines_of(counted)
        key = (-lines.c.score, *(lines.c[name] for name in counted.criteria))
        return Source(lines, key, (lines.c.division == division,))
    where = [_S.round_id == counted.round_id, _S.division == division, ~_S.disqualified]
    if closed:
        where.append(_S.place.is_not(None))
    if counted.before is not None:
        where.append(_S.finished_ms < counted.before)
    return Source(Standing.__table__, (_S.place if closed else _S.live_key,), tuple(where))


def of_contest(
    rounds: Sequence[Counted], predicting: Collection[int], division: str, criteria: Sequence[str]
) -> Source:
    """The sum over rounds. `predicting`: ids of the rounds with a prediction; `criteria` names the
    summed columns after the score, in order."""
    parts = []
    for counted in rounds:
        c = lines_of(counted).c
        error = c.prediction_error if counted.round_id in predicting else literal(0)
        figures = (c.score, c.elapsed_ms, c.finished_ms, c.attempts, c.registered_ms)
        parts.append(
            select(c.person_id, *figures, cast(error, BigInteger).label("error")).where(c.division == division)
        )
    c = union_all(*parts).subquery().c
    sums = (
        select(
            c.person_id,
            *(cast(func.sum(c[name]), BigInteger).label(name) for name in ("score", "elapsed_ms", "attempts")),
            func.max(c.finished_ms).label("finished_ms"),
            func.min(c.registered_ms).label("registered_ms"),
            case((func.count(c.error) < func.count(), NO_PREDICTION), else_=cast(func.sum(c.error), BigInteger)).label(
                "prediction_error"
            ),
        )
        .group_by(c.person_id)
        .subquery()
    )
    # The person's unit today: over several rounds there may have been more than one.
    lines = (
        select(sums, Person.unit_id).select_from(sums.join(Person, Person.id == sums.c.person_id)).subquery("summed")
    )
    return Source(lines, (-lines.c.score, *(lines.c[name] for name in criteria)))


def was_disqualified(round_id: int, person_id: int) -> str | None:
    """The reason, where the person's result in the round was struck out."""
    found = select(_S.disqualified_reason).where(
        _S.round_id == round_id, _S.person_id == person_id, _S.disqualified.is_(True)
    )
    return connection().execute(found).scalar()


def tallies(counted: Counted, full_marks: Mapping[str, int], pass_percent: int) -> dict[int, Tally]:
    """Each unit's own people, in one grouped statement. `full_marks`: division → hundredths."""
    c = lines_of(counted).c
    marks = case(*((c.division == d, literal(mark)) for d, mark in full_marks.items()), else_=0)
    found = (
        select(
            c.unit_id,
            c.division,
            func.count(),
            cast(func.sum(c.score), BigInteger),
            cast(func.sum(c.attempts), BigInteger),
            cast(func.sum(case((c.score * 100 >= marks * pass_percent, 1), else_=0)), BigInteger),
        )
        .where(c.unit_id.is_not(None))
        .group_by(c.unit_id, c.division)
    )
    sums: dict[int, Tally] = {}
    rows: Sequence[Any] = connection().execute(found).all()
    for unit_id, division, entrants, score, attempts, passed in rows:
        percent = Fraction(100 * score, full_marks[division]) if full_marks.get(division) else Fraction(0)
        sums[unit_id] = sums.get(unit_id, Tally()) + Tally(entrants, score, percent, passed, attempts)
    return sums
