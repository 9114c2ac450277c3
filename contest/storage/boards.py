"""Statements that boards read: everyone's lines, names and units' sums."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, case, cast, func, literal, select, union_all

from contest.rules.board_order import TOP_SCORE, columns
from contest.rules.tie_breaks import NO_PREDICTION
from contest.rules.unit_rollup import Tally
from contest.storage.board_lines import Counted, lines_of
from contest.storage.contests import Contest, Round
from contest.storage.db import connection
from contest.storage.people import Person
from contest.storage.standings import Standing

_S = Standing.__table__.c
_AT_ONCE = 5_000  # people asked for in one statement


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


def lines_of_round(
    counted: Counted, divisions: Sequence[str], key: Sequence[str], people: Collection[int] | None = None
) -> Iterator[Any]:
    """Rows of `board_order.columns(key)`, of everyone or of some people; in the board's order.

    Ordered by place, only those who have one are on the board.
    """

    for some in _portions(people):
        lines = lines_of(counted.only(some))
        found = _rows(lines, divisions, key)
        yield from _sorted(found.where(lines.c.place.is_not(None)) if "place" in key else found, key)


def lines_of_contest(
    rounds: Sequence[Counted],
    predicting: Collection[int],
    divisions: Sequence[str],
    key: Sequence[str],
    people: Collection[int] | None = None,
) -> Iterator[Any]:
    """The same, summed over rounds. `predicting`: ids of the rounds with a prediction."""
    for some in _portions(people):
        parts = []
        for counted in rounds:
            c = lines_of(counted.only(some)).c
            error = c.prediction_error if counted.round_id in predicting else literal(0)
            figures = (c.division, c.score, c.elapsed_ms, c.finished_ms, c.attempts, c.registered_ms)
            parts.append(select(c.person_id, *figures, cast(error, BigInteger).label("error")))
        yield from _sorted(_rows(_summed(union_all(*parts)), divisions, key), key)


def _summed(parts: Any) -> FromClause:
    c = parts.subquery().c
    error = case((func.count(c.error) < func.count(), None), else_=cast(func.sum(c.error), BigInteger))
    sums = (
        select(
            c.person_id,
            c.division,
            *(cast(func.sum(c[name]), BigInteger).label(name) for name in ("score", "elapsed_ms", "attempts")),
            func.max(c.finished_ms).label("finished_ms"),
            func.min(c.registered_ms).label("registered_ms"),
            error.label("prediction_error"),
            literal(0).label("place"),
        )
        .group_by(c.person_id, c.division)
        .subquery()
    )
    # The person's unit today: over several rounds there may have been more than one.
    return select(sums, Person.unit_id).select_from(sums.join(Person, Person.id == sums.c.person_id)).subquery("summed")


def _rows(lines: FromClause, divisions: Sequence[str], key: Sequence[str]) -> Select[Any]:
    c = lines.c
    number = case(*((c.division == code, n) for n, code in enumerate(divisions)), else_=len(divisions))
    known: dict[str, ColumnElement[Any]] = {
        "division": number.label("number"),
        "place": func.coalesce(c.place, 0),
        "short_of": literal(TOP_SCORE) - c.score,
        "prediction_error": func.coalesce(c.prediction_error, NO_PREDICTION),
        "unit_id": func.coalesce(c.unit_id, 0),
    }
    chosen = [known[name] if name in known else c[name] for name in columns(key)]
    return select(*chosen).where(c.division.in_(divisions))


def _portions(people: Collection[int] | None) -> Iterator[Collection[int] | None]:
    if people is None:
        yield None
    else:
        listed = list(people)
        yield from (listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE))


def _sorted(statement: Select[Any], key: Sequence[str]) -> Iterator[Any]:
    """Sorted by the database, so that sorting a million lines holds up no thread of ours."""
    deciding = list(statement.selected_columns)[: columns(key).index("person_id") + 1]
    return iter(connection().execute(statement.order_by(*deciding)))


def names_of(people: Collection[int]) -> dict[int, str]:
    """Person → name."""
    found = select(Person.id, Person.name).where(Person.id.in_(people))
    rows: Sequence[Any] = connection().execute(found).all()
    return dict(rows)


def people_named(folded: str, most: int) -> list[int]:
    """Up to `most` people, in no order, whose folded name holds the text: read off the index of names."""
    found = select(Person.id).where(Person.folded.contains(folded, autoescape=True)).limit(most)
    return list(connection().execute(found).scalars())


def named_among(people: Collection[int], folded: str) -> set[int]:
    """Those of the people whose folded name holds the text."""
    found = select(Person.id).where(Person.id.in_(people), Person.folded.contains(folded, autoescape=True))
    return set(connection().execute(found).scalars())


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
