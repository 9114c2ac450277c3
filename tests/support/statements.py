"""Counts the statements a piece of work sends to the database; BEGIN and COMMIT are not among them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from contest.services import actors, papers, rounds


def keep_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was read once stay read, however slow the machine: a count must not depend on it."""
    for module, name in ((rounds, "_SECONDS"), (papers, "_SECONDS"), (actors, "_TREE_SECONDS")):
        monkeypatch.setattr(module, name, 3600.0)


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Yield the list that fills with every statement of every engine."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
