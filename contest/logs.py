"""What the program writes down about itself: lines for people, or one JSON object a line for machines.

Never personal data and never answers: addresses, forms, texts of errors and values of statements are
left out; a request is told by its kind of page and a number that its answer carries too.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

from sqlalchemy.exc import DBAPIError

request_id: ContextVar[str] = ContextVar("request_id", default="")

_FORMS = ("text", "json")
_OWN = "contest"  # every logger below this name


def configure(form: str) -> None:
    """Send what the program's loggers say to standard error. Raises ValueError for an unknown form."""
    if form not in _FORMS:
        raise ValueError(form)
    logger = logging.getLogger(_OWN)
    for handler in [h for h in logger.handlers if isinstance(h.formatter, _Form)]:
        logger.removeHandler(handler)
    handler = _StandardError()
    handler.setFormatter(_Json() if form == "json" else _Text())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logging.getLogger("huey").addFilter(_told_by_us)


def _told_by_us(record: logging.LogRecord) -> bool:
    """The queue's own lines about failed work repeat ours, with texts of errors."""
    return record.exc_info is None


def tell(event: str, *, level: int = logging.INFO, error: BaseException | None = None, **facts: Any) -> None:
    """Write one line: what happened and its facts, which must be numbers, names of ours or flags."""
    logging.getLogger(f"{_OWN}.events").log(level, event, extra={"facts": facts, "error": error})


class _StandardError(logging.StreamHandler[TextIO]):
    """Whatever standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _Form(logging.Formatter):
    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        error = getattr(record, "error", None) or (record.exc_info[1] if record.exc_info else None)
        known = getattr(record, "facts", None)
        found: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            # A line of a library may carry an address or a value: its bare pattern does not.
            "event": record.msg if known is not None else str(record.msg).split("%")[0].strip(),
        }
        if number := request_id.get():
            found["request"] = number
        found |= known or {}
        if error is not None:
            found |= {"error": described(error), "where": where(error)}
        return found


class _Json(_Form):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.facts(record), ensure_ascii=False, default=str)


class _Text(_Form):
    def format(self, record: logging.LogRecord) -> str:
        facts = self.facts(record)
        at, level, event, places = facts.pop("at"), facts.pop("level"), facts.pop("event"), facts.pop("where", ())
        line = " ".join([at, level, event, *(f"{name}={value}" for name, value in facts.items())])
        return "\n".join([line, *(f"    {place}" for place in places)])


def described(error: BaseException) -> str:
    """The kind of error; of the database also its code, never its text, which quotes what was stored."""
    kind = type(error).__name__
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
        return f"{kind} {type(error.orig).__name__} {state or ''}".strip()
    return kind


def where(error: BaseException) -> list[str]:
    """The lines of code it came through, the innermost last; an error's causes are its business."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
