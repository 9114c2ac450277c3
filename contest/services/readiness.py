"""Is this installation fit to serve, and what does monitoring want to know of the moment."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from contest import clock
from contest.storage import operations
from contest.storage.db import rollback

LEAST_FREE_BYTES = 200 * 1024 * 1024
OLDEST_HEARTBEAT_MS = 150_000  # the worker gives one a minute
LARGEST_STEP_MS = 60_000
WELL = "ok"


def readiness(folder: Path, heartbeat_ms: Callable[[], int | None], now_ms: int) -> dict[str, str]:
    """What must hold → "ok" or what is wrong, in one word. Never raises."""
    return {
        "database": _database(),
        "migrations": _migrations(),
        "worker": _worker(heartbeat_ms, now_ms),
        "disk": _disk(folder),
        "clock": "set" if abs(clock.set_by_ms()) > LARGEST_STEP_MS else WELL,
    }


def _database() -> str:
    try:
        operations.revision()
        return WELL
    except Exception:  # whatever keeps it from answering
        _let_go()
        return "unreachable"


def _migrations() -> str:
    try:
        return WELL if operations.revision() == operations.newest_revision() else "pending"
    except Exception:
        _let_go()
        return "unknown"


def worker_lives(heartbeat_ms: Callable[[], int | None], now_ms: int) -> bool:
    """Will somebody do what is handed to the background?"""
    return _worker(heartbeat_ms, now_ms) == WELL


def _worker(heartbeat_ms: Callable[[], int | None], now_ms: int) -> str:
    try:
        last = heartbeat_ms()
    except Exception:
        return "unknown"
    if last is None:
        return "absent"
    return WELL if now_ms - last <= OLDEST_HEARTBEAT_MS else "silent"


def _disk(folder: Path) -> str:
    try:
        return WELL if shutil.disk_usage(folder).free >= LEAST_FREE_BYTES else "full"
    except OSError:
        return "unreachable"


def _let_go() -> None:
    with suppress(SQLAlchemyError):
        rollback()


def moment(
    queued: Callable[[], int], heartbeat_ms: Callable[[], int | None], folder: Path, now_ms: int
) -> dict[str, tuple[str, float]]:
    """Figures of now for monitoring; those that need what does not answer are left out."""
    found: dict[str, tuple[str, float]] = {}

    def add(name: str, explanation: str, value: Callable[[], float | None]) -> None:
        try:
            known = value()
        except Exception:
            _let_go()
            return
        if known is not None:
            found[f"contest_{name}"] = (explanation, known)

    add("database_up", "1 if the database answers.", lambda: float(_database() == WELL))
    add("open_attempts", "Papers people are sitting at.", operations.open_attempts)
    add(
        "sweep_lag_seconds",
        "How long the attempt that waits longest could have been closed.",
        lambda: operations.longest_overdue_ms(now_ms) / 1000,
    )
    add("jobs_waiting", "Background work that waits.", queued)

    def since() -> float | None:
        last = heartbeat_ms()
        return None if last is None else (now_ms - last) / 1000

    add("worker_heartbeat_seconds", "Since the job worker last said it lives.", since)
    add("disk_free_bytes", "On the disk of the instance folder.", lambda: shutil.disk_usage(folder).free)
    add("clock_set_seconds", "How far the system's clock was set since the start.", lambda: clock.set_by_ms() / 1000)
    _let_go()
    return found
