"""A whole board read at once and kept in order, where the database has no index to read it off:
sums over rounds, and what counted before a freeze."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import select

from contest.storage.boards import BoardLine, Source, line_of
from contest.storage.db import connection
from contest.storage.people import Person


class Ordered:
    """Answers as a `Source` does, as of `at_ms`, without asking the database for the order again.

    `rows` are those of `Source.select`, in order: about 300 bytes a person.
    """

    def __init__(self, rows: Sequence[Any], width: int, at_ms: int) -> None:
        self._rows = rows
        self._width = width  # columns of the key, at the end of a row
        self.at_ms = at_ms

    @classmethod
    def of(cls, source: Source, at_ms: int) -> "Ordered":
        rows = connection().execute(source.select().order_by(*source.exact))
        return cls([tuple(row) for row in rows], len(source.key), at_ms)

    def within(self, unit_ids: Collection[int]) -> "Ordered":
        """Only people of these units."""
        return Ordered([row for row in self._rows if row[_UNIT] in unit_ids], self._width, self.at_ms)

    def page(self, limit: int, offset: int = 0) -> list[BoardLine]:
        return [line_of(row) for row in self._rows[offset : offset + limit]]

    def count(self) -> int:
        return len(self._rows)

    def better(self, entry: BoardLine, *, exactly: bool = False) -> int:
        """How many stand above: by the key, or (`exactly`) before this line in the list."""
        if exactly:
            return self._position[entry.line.person_id]
        return bisect_left(self._rows, entry.key, key=lambda row: row[-self._width :])

    def one(self, person_id: int) -> BoardLine | None:
        at = self._position.get(person_id)
        return None if at is None else line_of(self._rows[at])

    def next_to(self, entry: BoardLine, limit: int, *, above: bool) -> list[BoardLine]:
        """Up to `limit` lines directly above or below, in the board's order."""
        at = self._position[entry.line.person_id]
        return self.page(min(limit, at), max(0, at - limit)) if above else self.page(limit, at + 1)

    def named(self, folded: str, limit: int) -> list[BoardLine]:
        """People whose folded name holds the text, best first."""
        found = select(Person.id).where(Person.folded.contains(folded, autoescape=True))
        places = (self._position.get(person_id) for person_id in connection().execute(found).scalars())
        return [line_of(self._rows[at]) for at in sorted(at for at in places if at is not None)[:limit]]

    @cached_property
    def _position(self) -> dict[int, int]:
        return {row[0]: at for at, row in enumerate(self._rows)}


_UNIT = 7  # where `Source.select` has the unit
