"""Statements that tell how the installation is doing."""

from functools import lru_cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from contest.storage.attempts import Attempt
from contest.storage.db import connection, rollback, session

_MIGRATIONS = Path(__file__).parent / "migrations"


def revision() -> str | None:
    """The migration the database stands at; None where it has none. Raises SQLAlchemyError where it does
    not answer."""
    connection().execute(text("SELECT 1"))
    try:
        found = connection().execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        return None if found is None else str(found)
    except (OperationalError, ProgrammingError):  # no such table
        return None
    finally:
        rollback()


@lru_cache(maxsize=1)
def newest_revision() -> str | None:
    """The migration this program was written for."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def open_attempts() -> int:
    return session().scalar(select(func.count()).where(Attempt.submitted_ms.is_(None))) or 0


def longest_overdue_ms(now_ms: int) -> int:
    """For how long the attempt that waits longest to be closed could have been closed."""
    due = select(func.min(Attempt.deadline_ms + Attempt.grace_ms)).where(
        Attempt.submitted_ms.is_(None), Attempt.deadline_ms <= now_ms
    )
    first = session().scalar(due)
    return max(0, now_ms - first) if first is not None else 0
