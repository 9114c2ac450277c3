"""Throw-away installations: a folder, a secret, a database of its own, and the application inside this
process for seeding and for what background jobs do."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask

from contest import create_app
from contest.services.actors import forget_unit_tree
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.settings import Settings
from contest.storage.db import db
from tests.support import throwaway_postgres

ENGINES = ("postgresql", "sqlite")
# Durable, as an installation would run it on a machine of this size.
_POSTGRES = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "shared_buffers=1GB",
    "effective_cache_size=8GB",
    "work_mem=32MB",
    "maintenance_work_mem=256MB",
    "max_wal_size=4GB",
    "checkpoint_timeout=15min",
    "shared_preload_libraries=pg_stat_statements",
)


@dataclass(frozen=True)
class Postgres:
    """A running server. `url` is its first database's."""

    url: str

    @property
    def pid(self) -> int:
        with psycopg.connect(self.url) as link:
            row = link.execute("SHOW data_directory").fetchone()
        assert row is not None
        return int((Path(row[0]) / "postmaster.pid").read_text().split()[0])

    def database(self, name: str) -> str:
        """The URL of a fresh, empty database."""
        with psycopg.connect(self.url, autocommit=True) as link:
            link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            link.execute(f"CREATE DATABASE {name}")
        url = f"{self.url.rpartition('/')[0]}/{name}"
        with psycopg.connect(url, autocommit=True) as link:
            link.execute("CREATE EXTENSION pg_stat_statements")
        return url


@contextmanager
def postgres() -> Iterator[Postgres]:
    with throwaway_postgres.server(*_POSTGRES) as url:
        yield Postgres(url)


@dataclass
class Instance:
    """One installation. `database_url` empty: SQLite in the folder."""

    folder: Path
    database_url: str = ""
    secret: str = field(default_factory=lambda: secrets.token_hex(32))

    @property
    def engine(self) -> str:
        return "postgresql" if self.database_url else "sqlite"

    @cached_property
    def settings(self) -> Settings:
        return Settings(secret_key=self.secret, instance_path=self.folder, database_url=self.database_url)

    @cached_property
    def app(self) -> Flask:
        return create_app(self.settings)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "CONTEST_SECRET": self.secret,
            "CONTEST_INSTANCE": str(self.folder),
            "CONTEST_DATABASE_URL": self.database_url,
        }

    @contextmanager
    def context(self) -> Iterator[Flask]:
        """The application's context; what this process remembers of another installation is gone."""
        with self.app.app_context():
            forget_unit_tree()
            forget_rounds()
            forget_snapshots()
            yield self.app
            db.session.remove()

    def close(self) -> None:
        """Let go of every connection of this process."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def instance(folder: Path, engine: str, server: Postgres | None) -> Iterator[Instance]:
    """A fresh installation with every table. `server` is needed for PostgreSQL alone."""
    folder.mkdir(parents=True, exist_ok=True)
    url = ""
    if engine == "postgresql":
        assert server is not None
        url = server.database(folder.name.replace("-", "_"))
    made = Instance(folder, url)
    with made.context():
        db.create_all()
    try:
        yield made
    finally:
        made.close()


def statements(database_url: str) -> dict[str, int]:
    """How often each kind of statement ran since the last `forget_statements`: first word → calls."""
    query = """SELECT upper(split_part(ltrim(query), ' ', 1)), sum(calls)::bigint FROM pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY 1"""
    with psycopg.connect(database_url) as link:
        return dict(link.execute(query).fetchall())


def forget_statements(database_url: str) -> None:
    with psycopg.connect(database_url) as link:
        link.execute("SELECT pg_stat_statements_reset()")


def rows(made: Instance, query: str) -> list[Any]:
    """Plain SQL that both engines understand."""
    with made.context():
        return list(db.session.execute(db.text(query)))


def execute(database_url: str, query: str) -> None:
    """One statement outside any transaction (PostgreSQL only)."""
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute(query)
