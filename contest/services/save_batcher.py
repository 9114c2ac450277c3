"""Concurrent saves share one commit: whoever comes while another save is being written joins the next.

No thread of its own: of those who wait, one writes for all and then hands on to the next. Nobody is
answered before their save is durable. If the shared statement fails, for whatever reason, each save is
tried once more alone, on a connection of its own; the save_id makes that harmless where the first
attempt had been stored after all.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Row, event
from sqlalchemy.exc import SQLAlchemyError

from contest.storage import saves
from contest.storage.db import renew_plans
from contest.storage.saves import Save
from contest.storage.write_turns import write_turn

MOST_TOGETHER = 64
_GATHER_S = 0.001  # for which the writer of a crowd waits for more of it: each writing costs as much as a save


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a save: `deadline_ms` if it was stored, else the `row` as it stands (None: no such)."""

    deadline_ms: int | None
    row: Row[Any] | None = None


Keep = Callable[[Save], Kept]


def keep_alone(connection: Connection, wanted: Save) -> Kept:
    """Store on this connection; the caller commits."""
    deadline = saves.store(connection, wanted)
    if deadline is not None:
        return Kept(deadline)
    return Kept(None, saves.stored(connection, [wanted.attempt_id]).get(wanted.attempt_id))


@dataclass(slots=True)
class _Waiting:
    """One person's save. `turn` is released when `kept` or `failed` is known, or when it is to write for all."""

    wanted: Save
    turn: threading.Lock = field(default_factory=threading.Lock)
    kept: Kept | None = None
    failed: bool = False


class SaveBatcher:
    """The saves of one process on one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._queue: list[_Waiting] = []
        self._writing = False
        self._crowded = False  # the last time several came at once
        self._connection: Connection | None = None  # kept open; used by whoever writes
        event.listen(engine, "engine_disposed", self._let_go)

    def keep(self, wanted: Save) -> Kept:
        """Store durably, together with whoever comes at the same time.

        Raises what the database raised for this very save.
        """
        mine = _Waiting(wanted)
        mine.turn.acquire()
        with self._lock:
            self._queue.append(mine)
            waits, self._writing = self._writing, True
        if waits:
            mine.turn.acquire()
        if mine.kept is None and not mine.failed:
            self._write_for_all()
        if mine.kept is None:
            with self._engine.begin() as connection:
                return keep_alone(connection, wanted)
        return mine.kept

    def _write_for_all(self) -> None:
        if self._crowded:
            time.sleep(_GATHER_S)
        with write_turn(self._engine):  # whoever comes meanwhile joins
            batch = self._next_batch()
            try:
                self._write(batch)
            except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
                self._notice_what_broke()
            finally:
                self._hand_on(batch)

    def _hand_on(self, batch: list[_Waiting]) -> None:
        self._crowded = len(batch) > 1
        for one in batch:
            one.failed = one.kept is None
        with self._lock:
            heir = self._queue[0] if self._queue else None
            self._writing = heir is not None
        if heir is not None:
            heir.turn.release()
        for one in batch[1:]:
            one.turn.release()

    def _next_batch(self) -> list[_Waiting]:
        """Those who waited longest, the writer first; of two saves of one paper only the first."""
        batch: dict[int, _Waiting] = {}
        left: list[_Waiting] = []
        with self._lock:
            for one in self._queue:
                known = len(batch) == MOST_TOGETHER or one.wanted.attempt_id in batch
                if known:
                    left.append(one)
                else:
                    batch[one.wanted.attempt_id] = one
            self._queue = left
        return list(batch.values())

    def _write(self, batch: list[_Waiting]) -> None:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection = self._connection
        renew_plans(connection)
        deadlines = saves.store_all(connection, [one.wanted for one in batch])
        missed = [one for one in batch if one.wanted.attempt_id not in deadlines]
        rows = saves.stored(connection, [one.wanted.attempt_id for one in missed]) if missed else {}
        for one in batch:
            attempt_id = one.wanted.attempt_id
            row = rows.get(attempt_id)
            if attempt_id in deadlines:
                one.kept = Kept(deadlines[attempt_id])
            elif not (row and _fits(row, one.wanted)):
                one.kept = Kept(None, row)
            # else: passed over while somebody else wrote to it; alone it waits for them

    def _let_go(self, engine: Engine) -> None:
        _batchers.pop(engine, None)
        self._drop_connection()

    def _notice_what_broke(self) -> None:
        """Shared saves go past the engine: let it see for itself, and clear its pool where the server is gone."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.exec_driver_sql("SELECT 1")
        self._drop_connection()

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()  # for good: given back, it might serve somebody else in its state


def _fits(row: Row[Any], wanted: Save) -> bool:
    in_time = row.submitted_ms is None and wanted.now_ms < row.deadline_ms + row.grace_ms
    return in_time and row.person_id == wanted.person_id and row.revision == wanted.base


_batchers: dict[Engine, SaveBatcher] = {}


def batcher_of(engine: Engine) -> SaveBatcher:
    """The one batcher of this process for an engine."""
    return _batchers.get(engine) or _batchers.setdefault(engine, SaveBatcher(engine))
