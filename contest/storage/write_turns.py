"""Whose turn it is to write to SQLite, which has one writer. Left to itself it lets those who wait sleep longer and
longer before they look again, and whoever comes at the right moment overtakes them all; here they stand in a queue
of the system, threads and processes alike, which ends with whoever dies in it.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Engine


class _Place(threading.local):
    """A thread's own place in the queue of a database: the open file that it locks."""

    database = ""
    file = -1


_mine = _Place()


@contextmanager
def write_turn(engine: Engine) -> Iterator[None]:
    """Hold it from the first statement that writes to the commit. Not to be taken twice by one thread. On PostgreSQL,
    and where the queue's file can't be made, everybody may write at once."""
    file = _queue(engine.url.database or "") if engine.dialect.name == "sqlite" else -1
    if file < 0:
        yield
        return
    with suppress(OSError):  # no locks on this disk: as without the file
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)


def _queue(database: str) -> int:
    if _mine.database != database:
        if _mine.file >= 0:
            os.close(_mine.file)
        _mine.file, _mine.database = _opened(database), database
    return _mine.file


def _opened(database: str) -> int:
    try:
        return os.open(f"{database}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return -1
