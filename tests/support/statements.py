"""Counts the statements a piece of work sends to the database; BEGIN and COMMIT are not among them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from contest.services import actors, papers, rounds
from contest.storage import saves
from contest.storage.saves import Save


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
        with patch.object(saves, "store_all", _noted(sent, saves.store_all)):
            yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _noted(sent: list[str], store_all: Callable[..., Any]) -> Callable[..., Any]:
    """Shared saves go straight to the driver, past the engine's events: one statement for all of them."""

    def store(connection: Connection, wanted: Sequence[Save]) -> Any:
        sent.append("UPDATE attempt, all that wait")
        return store_all(connection, wanted)

    return store
