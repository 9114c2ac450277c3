"""Hot statements, compiled once for each engine and handed to the driver as text: what the engine does anew
for every execution costs several times what the driver does.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, Insert, Select, Update

from contest.storage.db import connection


def send(link: Connection, text: str, values: Any) -> list[tuple[Any, ...]]:
    """Run a statement in the driver's own words and fetch all. Raises what the driver raises, and the engine does
    not see it."""
    raw: Any = link.connection.driver_connection
    found: list[tuple[Any, ...]] = raw.execute(text, values).fetchall()
    return found


class _Form(NamedTuple):
    """The statement as one engine has it, with values that are always the same; `put` and `got` turn values
    into what the driver takes and back."""

    text: str
    fixed: dict[str, Any]
    arranged: Callable[[Mapping[str, Any]], Any]
    put: list[tuple[str, Callable[[Any], Any]]]
    got: list[tuple[int, Callable[[Any], Any]]]
    row: Callable[[Any], Any]


class Prepared:
    """A SELECT, or an UPDATE or INSERT that says RETURNING, with named parameters. `statement`: gives it in the
    words of the session's engine where engines differ."""

    def __init__(self, statement: Select[Any] | Update | Callable[[], Insert]) -> None:
        said = statement
        self._statement: Callable[[], Executable] = (lambda: said) if isinstance(said, Executable) else said
        self._forms: dict[tuple[str, ...], _Form] = {}

    def rows(self, **values: Any) -> list[Any]:
        """The rows as named tuples, on the session's own connection. Raises what the engine raises."""
        link = connection()
        known = (link.dialect.name, *values)
        form = self._forms.get(known) or self._forms.setdefault(known, self._made(link, values))
        given = {**form.fixed, **values, **{name: put(values[name]) for name, put in form.put}}
        try:
            found = send(link, form.text, form.arranged(given))
        except link.dialect.loaded_dbapi.Error:
            # The engine shall meet the same error: it says so in its words, and clears its pool of a lost server.
            return [form.row(row) for row in link.execute(self._statement(), values)]
        return [form.row(self._read(row, form)) for row in found]

    def one(self, **values: Any) -> Any:
        """The only row, or None."""
        found = self.rows(**values)
        return found[0] if found else None

    @staticmethod
    def _read(row: tuple[Any, ...], form: _Form) -> tuple[Any, ...] | list[Any]:
        if not form.got:
            return row
        cells = list(row)
        for place, got in form.got:
            cells[place] = got(cells[place])
        return cells

    def _made(self, link: Connection, values: Mapping[str, Any]) -> _Form:
        dialect = link.dialect
        statement: Any = self._statement()
        compiled = statement.compile(dialect=dialect, column_keys=list(values))
        fixed = {name: value for name, value in compiled.params.items() if name not in values}
        fixed |= {column.key: column.default.arg for column in compiled.insert_prefetch}
        names = compiled.positiontup
        arranged = dict if names is None else _in_order(names)
        columns = compiled._result_columns
        getters = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        setters = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in compiled.binds.items()}
        row = namedtuple("Row", [column.keyname for column in columns])  # type: ignore[misc]  # known only now
        return _Form(
            compiled.string,
            fixed,
            arranged,
            [(name, put) for name, put in setters.items() if put is not None and name in values],
            [(place, got) for place, got in enumerate(getters) if got is not None],
            row._make,
        )


def _in_order(names: list[str]) -> Callable[[Mapping[str, Any]], Any]:
    return itemgetter(*names) if len(names) > 1 else lambda given: (given[names[0]],)
