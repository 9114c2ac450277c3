"""Bulk rows of a simulated round, a million of them in a minute or so."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, func, select, text

from contest.storage.attempts import Attempt
from contest.storage.db import connection
from contest.storage.people import Person
from contest.storage.standings import Standing, next_change


def add_people(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert and return the ids, in the order of `rows`."""
    return _add_numbered(Person.__table__, rows)


def add_attempts(rows: Sequence[dict[str, Any]]) -> list[int]:
    """The same; `paper` is JSON already."""
    return _add_numbered(Attempt.__table__, rows)


def add_standings(rows: Sequence[dict[str, Any]]) -> None:
    change = connection().execute(select(next_change())).scalar_one()
    _add(Standing.__table__, [row | {"change": change} for row in rows])


def _add_numbered(table: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    ids = _new_ids(table, len(rows))
    _add(table, [row | {"id": number} for row, number in zip(rows, ids, strict=True)])
    return ids


def _new_ids(table: Table, count: int) -> list[int]:
    if connection().dialect.name == "sqlite":  # whoever writes here is alone
        last = connection().execute(select(func.max(table.c.id))).scalar() or 0
        return list(range(last + 1, last + count + 1))
    drawn = text(f"SELECT nextval('{table.name}_id_seq') FROM generate_series(1, :count)")  # noqa: S608 - our own name
    return list(connection().execute(drawn, {"count": count}).scalars())


def _add(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """In the driver's own words, past what an ORM does for each row."""
    defaults = {c.name: c.default.arg for c in table.c if c.default is not None and c.default.is_scalar}
    names = sorted(defaults.keys() | rows[0].keys())
    values = [tuple((defaults | row)[name] for name in names) for row in rows]
    columns = ", ".join(names)
    if connection().dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        connection().exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", values)  # noqa: S608
        return
    driver: Any = connection().connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for value in values:
            copy.write_row(value)
