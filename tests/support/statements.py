"""Counts the statements a piece of work sends to the database; BEGIN and COMMIT are not among them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from contest.services import moments
from contest.storage import prepared


def keep_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was read once stay read, however slow the machine: a count must not depend on it."""
    monkeypatch.setattr(moments, "SECONDS", 3600.0)


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Yield the list that fills with every statement of every engine."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with patch.object(prepared, "send", _noted(sent, prepared.send)):
            yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _noted(sent: list[str], send: Callable[..., Any]) -> Callable[..., Any]:
    """Hot statements go straight to the driver, past the engine's events."""

    def noted(link: Connection, text: str, values: Any) -> Any:
        sent.append(text)
        return send(link, text, values)

    return noted
