"""Closing what people left open when their time ran out."""

from contest.services.handing_in import close_overdue
from contest.storage import attempts
from contest.storage.db import rollback

BATCH = 200


def sweep(now_ms: int, batch: int = BATCH) -> int:
    """Close every overdue attempt with what was saved, as of its own deadline; returns how many
    there were. Each is one short transaction, so that saves and submissions never wait long."""
    found = 0
    while waiting := attempts.overdue(now_ms, batch):
        rollback()  # a read-only transaction: end it before the writing starts
        for attempt_id in waiting:
            close_overdue(attempt_id, now_ms)
        found += len(waiting)
    rollback()
    return found
