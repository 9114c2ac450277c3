"""The worker says that it lives, and every piece of background work is counted and told."""

import logging
import time
from typing import Any

from huey import Huey, crontab
from huey import signals as s

from contest import figures, logs
from contest.settings import Settings

_HEARTBEAT = "heartbeat"
_ENDS = {s.SIGNAL_COMPLETE: "done", s.SIGNAL_ERROR: "failed", s.SIGNAL_INTERRUPTED: "interrupted"}


def register(queue: Huey, settings: Settings) -> None:
    """The heartbeat proves the whole chain: scheduler, queue and a free worker."""

    def beat() -> None:
        queue.put(_HEARTBEAT, settings.now_ms())

    queue.periodic_task(crontab(minute="*"), name="heartbeat")(beat)
    queue.on_startup(name="heartbeat")(beat)
    begun: dict[str, float] = {}

    @queue.signal(s.SIGNAL_EXECUTING)
    def began(_signal: str, task: Any) -> None:
        begun[task.id] = time.monotonic()

    @queue.signal(*_ENDS)
    def ended(signal: str, task: Any, error: BaseException | None = None) -> None:
        seconds = time.monotonic() - begun.pop(task.id, time.monotonic())
        outcome = _ENDS[signal]
        figures.JOBS.labels(task.name, outcome).inc()
        figures.JOB_SECONDS.labels(task.name).inc(seconds)
        if task.name != _HEARTBEAT or error is not None:
            level = logging.ERROR if error is not None else logging.INFO
            logs.tell("job", level=level, error=error, job=task.name, outcome=outcome, ms=round(seconds * 1000))


def heartbeat_ms(queue: Huey) -> int | None:
    """When the worker last said that it lives; None: never."""
    found = queue.get(_HEARTBEAT, peek=True)
    return found if isinstance(found, int) else None
