"""Everyone of a board in order, in memory: a place is a search among sorted lines, not a count.

A line is one `bytes` of fixed width whose byte order is the board's order, so a million of them
need about 200 bytes each and every question takes some twenty comparisons.
"""

import struct
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sortedcontainers import SortedList

from contest.rules.standings import Line
from contest.rules.tie_breaks import NO_PREDICTION

# Width of each column of a line, in struct's letters. No value is negative.
_WIDTHS = {
    "division": "H",  # its number among the rules' divisions
    "place": "I",  # 0 where nobody has one yet
    "short_of": "I",  # TOP_SCORE less the score: smaller is better, as everywhere
    "elapsed_ms": "Q",
    "finished_ms": "Q",
    "attempts": "I",
    "registered_ms": "Q",
    "prediction_error": "Q",
    "person_id": "I",
    "unit_id": "I",  # 0 for none; always last
}
TOP_SCORE = 10**9


class Entry(NamedTuple):
    """Somebody on a board. Equal `key`s share a place."""

    line: Line
    unit_id: int | None
    key: bytes


class Order:
    """Everyone of every division, best first. `key` names the columns that decide, after the division.

    Reading and `put` exclude each other: that is the caller's part.
    """

    def __init__(self, key: Sequence[str], divisions: int, rows: Iterable[Sequence[int]] = ()) -> None:
        self.columns = columns(key)
        self._divisions = divisions
        self._line = struct.Struct(">" + "".join(_WIDTHS[c] for c in self.columns))
        self._width = struct.calcsize(">" + "".join(_WIDTHS[c] for c in ("division", *key)))
        self._at = {c: n for n, c in enumerate(self.columns)}
        packed = [self._line.pack(*row) for row in rows]
        self._ranked = SortedList(packed)
        self._of_person = {self._owner(line): line for line in packed}

    def __len__(self) -> int:
        return len(self._ranked)

    def put(self, people: Iterable[int], rows: Iterable[Sequence[int]]) -> None:
        """Take out whatever these people have here, then add the lines they have now."""
        for person_id in people:
            for division in range(self._divisions):
                line = self._of_person.pop(person_id * self._divisions + division, None)
                if line is not None:
                    self._ranked.remove(line)
        for row in rows:
            line = self._line.pack(*row)
            self._ranked.add(line)
            self._of_person[self._owner(line)] = line

    def lines(self) -> list[bytes]:
        """Everyone now, for `within`."""
        return list(self._ranked)

    def within(self, lines: Iterable[bytes], unit_ids: Collection[int]) -> "Order":
        """An order of those of the lines whose people are of these units."""
        wanted = {struct.pack(">I", unit_id) for unit_id in unit_ids}
        found = Order(self.columns[1 : self.columns.index("person_id")], self._divisions)
        chosen = [line for line in lines if line[-4:] in wanted]
        found._ranked.update(chosen)
        found._of_person.update((self._owner(line), line) for line in chosen)
        return found

    def count(self, division: int) -> int:
        return self._start(division + 1) - self._start(division)

    def page(self, division: int, limit: int, skipped: int = 0) -> list[Entry]:
        first = self._start(division)
        last = min(first + skipped + limit, self._start(division + 1))
        return [self._entry(line) for line in self._ranked.islice(first + skipped, max(last, first + skipped))]

    def of(self, division: int, person_id: int) -> Entry | None:
        line = self._of_person.get(person_id * self._divisions + division)
        return None if line is None else self._entry(line)

    def place(self, division: int, entry: Entry) -> int:
        """1 + how many of the division stand above, equals not counted."""
        return int(self._ranked.bisect_left(entry.key)) - self._start(division) + 1

    def around(self, division: int, person_id: int, side: int) -> list[Entry]:
        """The person's line with up to `side` lines directly above and below it."""
        at = self._ranked.index(self._of_person[person_id * self._divisions + division])
        first, last = max(at - side, self._start(division)), min(at + side + 1, self._start(division + 1))
        return [self._entry(line) for line in self._ranked.islice(first, last)]

    def best(self, division: int, people: Iterable[int], most: int) -> list[Entry]:
        """The first `most` of these people, best first; those who have no line are passed over."""
        owners = (person_id * self._divisions + division for person_id in people)
        lines = sorted(line for line in map(self._of_person.get, owners) if line is not None)
        return [self._entry(line) for line in lines[:most]]

    def _start(self, division: int) -> int:
        return int(self._ranked.bisect_left(struct.pack(">H", division)))

    def _owner(self, line: bytes) -> int:
        row = self._line.unpack(line)
        return int(row[self._at["person_id"]]) * self._divisions + int(row[0])

    def _entry(self, line: bytes) -> Entry:
        row, at = self._line.unpack(line), self._at
        error = row[at["prediction_error"]]
        return Entry(
            Line(
                person_id=row[at["person_id"]],
                score=TOP_SCORE - row[at["short_of"]],
                elapsed_ms=row[at["elapsed_ms"]],
                finished_ms=row[at["finished_ms"]],
                attempts=row[at["attempts"]],
                registered_ms=row[at["registered_ms"]],
                prediction_error=None if error == NO_PREDICTION else error,
            ),
            row[at["unit_id"]] or None,
            line[: self._width],
        )


def columns(key: Sequence[str]) -> tuple[str, ...]:
    """The columns of a row, in the order that lines are made of: what decides comes first, and the
    person makes it unique."""
    first = ("division", *key, "person_id")
    return (*first, *(c for c in _WIDTHS if c not in first))
