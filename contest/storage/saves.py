"""Saving answers: the burst of a contest. One guarded statement stores one paper's answers, or those of
all papers that wait at that moment; nothing commits here.

Every save names its own condition: the paper is theirs, open, in time and at revision `base`.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, bindparam, select

from contest.storage import prepared
from contest.storage.attempts import Attempt

_attempt = cast(Table, Attempt.__table__)


@dataclass(frozen=True, slots=True)
class Save:
    """The whole answer state of a paper as it is to be stored; `state` as `Answers.stored()` writes it."""

    attempt_id: int
    person_id: int
    base: int
    save_id: str
    state: str
    now_ms: int


_ALONE = (
    _attempt.update()
    .where(
        _attempt.c.id == bindparam("wanted_attempt_id"),
        _attempt.c.person_id == bindparam("wanted_person_id"),
        _attempt.c.submitted_ms.is_(None),
        _attempt.c.deadline_ms + _attempt.c.grace_ms > bindparam("wanted_now_ms"),
        _attempt.c.revision == bindparam("wanted_base"),
    )
    .values(
        answers=bindparam("wanted_state"),
        save_id=bindparam("wanted_save_id"),
        saved_ms=bindparam("wanted_now_ms"),
        revision=_attempt.c.revision + 1,
    )
    .returning(_attempt.c.deadline_ms)
)

# The same guard for many. SQLite takes them as one JSON text; PostgreSQL, which takes that for a hundred papers and
# would read the whole table, as arrays, whose texts are written here: the driver's own way costs a quarter of a save.
_GUARD = """attempt.id = wanted.id AND attempt.person_id = wanted.person_id AND attempt.submitted_ms IS NULL
    AND attempt.deadline_ms + attempt.grace_ms > wanted.now_ms AND attempt.revision = wanted.base"""
_STORE = """UPDATE attempt SET answers = wanted.state, save_id = wanted.save_id, saved_ms = wanted.now_ms,
    revision = attempt.revision + 1"""
_SQLITE = f"""{_STORE} FROM (
    SELECT value ->> 0 AS id, value ->> 1 AS person_id, value ->> 2 AS base, value ->> 3 AS save_id,
        value ->> 4 AS state, value ->> 5 AS now_ms FROM json_each(?)
) AS wanted WHERE {_GUARD} RETURNING id, deadline_ms"""  # noqa: S608 - constants
# A paper that somebody else is writing to is passed over, so that nobody waits for a neighbour's lock and no two
# lists of papers can lock each other out.
_POSTGRESQL = f"""{_STORE} FROM (
    SELECT wanted.* FROM attempt JOIN unnest(
        %s::int[], %s::int[], %s::int[], %s::text[], %s::text[], %s::bigint[]
    ) AS wanted (id, person_id, base, save_id, state, now_ms) ON {_GUARD}
    FOR NO KEY UPDATE OF attempt SKIP LOCKED
) AS wanted WHERE attempt.id = wanted.id RETURNING attempt.id, attempt.deadline_ms"""  # noqa: S608 - constants


def store(connection: Connection, wanted: Save) -> int | None:
    """Returns the deadline, None if nothing was stored."""
    values = {f"wanted_{name}": value for name, value in zip(Save.__slots__, astuple(wanted), strict=True)}
    return connection.execute(_ALONE, values).scalar_one_or_none()


def store_all(connection: Connection, wanted: Sequence[Save]) -> dict[int, int]:
    """Store saves of different attempts. Returns attempt id → deadline of those that were stored; on
    PostgreSQL one whose row is being written by somebody else right now is not stored either."""
    rows = [(w.attempt_id, w.person_id, w.base, w.save_id, w.state, w.now_ms) for w in wanted]
    if connection.dialect.name == "sqlite":
        return dict(prepared.send(connection, _SQLITE, (json.dumps(rows),)))
    columns = [_array(column) for column in zip(*rows, strict=True)]
    return dict(prepared.send(connection, _POSTGRESQL, columns))


def _array(column: Iterable[int | str]) -> str:
    """The text of a PostgreSQL array."""
    return "{" + ",".join(_quoted(value) if isinstance(value, str) else str(value) for value in column) + "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def stored(connection: Connection, attempt_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """The rows of these attempts by id, as they stand."""
    found = connection.execute(select(_attempt).where(_attempt.c.id.in_(attempt_ids)))
    return {row.id: row for row in found}
