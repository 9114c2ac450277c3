"""Bulk rows of a simulated round."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from contest.storage.attempts import Attempt
from contest.storage.db import session
from contest.storage.people import Person
from contest.storage.standings import Standing


def add_people(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert and return the ids, in the order of `rows`."""
    return _ids(Person, rows)


def add_attempts(rows: Sequence[dict[str, Any]]) -> list[int]:
    return _ids(Attempt, rows)


def add_standings(rows: Sequence[dict[str, Any]]) -> None:
    session().execute(insert(Standing), list(rows))


def _ids(model: type[Person] | type[Attempt], rows: Sequence[dict[str, Any]]) -> list[int]:
    returning = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(session().scalars(returning, list(rows)))
