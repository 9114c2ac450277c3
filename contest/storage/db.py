"""The database session and engine: the one place that knows Flask-SQLAlchemy.

Services call `commit()` once, at their end; statements modules never commit.
"""

import sqlite3
import time
from typing import TYPE_CHECKING, Any, Literal, cast

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, URL, Connection, CursorResult, Table, Update, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry, Pool, PoolProxiedConnection


class _Declarative(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=_Declarative)
if TYPE_CHECKING:
    Base = _Declarative
else:
    Base = db.Model
IDLE_SECONDS = 1.0  # after which a connection is asked whether it still lives
PLANS_SECONDS = 10.0  # after which a connection makes its plans anew
_NEW_PLANS = "DISCARD PLANS"
migrate = Migrate(directory="contest/storage/migrations")

# A JSON value; JSONB on PostgreSQL (which does not keep the order of keys).
JsonValue = JSON().with_variant(JSONB(), "postgresql")


def session() -> Session:
    return db.session()


def connection() -> Connection:
    """The session's own connection, for Core statements on the hot path."""
    return db.session.connection()


def engine() -> Engine:
    """The engine of the running application, for what keeps a connection of its own."""
    return db.engine


def database() -> URL:
    """Which database this is: for values that a process keeps of several."""
    return db.engine.url


def insert_into(table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say ON CONFLICT, in the words of the engine in use."""
    return sqlite.insert(table) if connection().dialect.name == "sqlite" else postgresql.insert(table)


def changed_one(statement: Update, *, synchronize: Literal["fetch", False] = False) -> bool:
    """Run an UPDATE whose WHERE is the whole guard; whether it found its row. `synchronize`: "fetch" where
    objects of that table may already be loaded and must show the new values."""
    result = session().execute(statement, execution_options={"synchronize_session": synchronize})
    return cast("CursorResult[Any]", result).rowcount == 1


def autocommit() -> None:
    """From here each statement of the session stands for itself, until it commits or is rolled back: nothing is
    begun or ended around statements that need no company, which would cost as much as they do."""
    if not session().in_transaction():
        session().connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def commit() -> None:
    db.session.commit()


def rollback() -> None:
    db.session.rollback()


@event.listens_for(Pool, "checkin")
def _note_return(_raw: Any, record: ConnectionPoolEntry) -> None:
    record.info["returned"] = time.monotonic()


@event.listens_for(Pool, "checkout")
def _ask_if_alive(raw: Any, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    """A connection that lay idle may have been cut meanwhile; one that was at work just now is not asked
    first, which would cost as much as most statements. Whoever finds it cut clears the whole pool."""
    returned = record.info.get("returned")
    if returned is None or isinstance(raw, sqlite3.Connection):
        return
    outdated = _outdated(record.info)
    if not outdated and time.monotonic() - returned < IDLE_SECONDS:
        return
    try:
        raw.execute(_NEW_PLANS if outdated else "SELECT 1")
        raw.rollback()
    except Exception as gone:  # in the words of the driver
        raise InvalidatePoolError from gone


def renew_plans(link: Connection) -> None:
    """From time to time, on a connection that somebody keeps instead of giving it back: what the pool does for all
    others. PostgreSQL keeps the plan of a statement for as long as the connection lives: one made when a table
    had three rows still reads all of it when it has ten thousand a minute later (7 times slower, measured)."""
    if link.dialect.name == "postgresql" and _outdated(link.info):
        link.exec_driver_sql(_NEW_PLANS)


def _outdated(info: dict[Any, Any]) -> bool:
    """Are its plans older than PLANS_SECONDS? Counted from now on where it says so."""
    now = time.monotonic()
    outdated: bool = now - info.setdefault("planned", now) >= PLANS_SECONDS
    if outdated:
        info["planned"] = now
    return outdated


@event.listens_for(Engine, "connect")
def _prepare_sqlite(raw: Any, _record: Any) -> None:
    if isinstance(raw, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            raw.execute(f"PRAGMA {pragma}")
