"""The database session and engine: the one place that knows Flask-SQLAlchemy.

Services call `commit()` once, at their end; statements modules never commit.
"""

import sqlite3
from typing import TYPE_CHECKING, Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, URL, Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Session


class _Declarative(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=_Declarative)
if TYPE_CHECKING:
    Base = _Declarative
else:
    Base = db.Model
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


def commit() -> None:
    db.session.commit()


def rollback() -> None:
    db.session.rollback()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(raw: Any, _record: Any) -> None:
    if isinstance(raw, sqlite3.Connection):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            raw.execute(f"PRAGMA {pragma}")
