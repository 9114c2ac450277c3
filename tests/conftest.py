"""One application on a fresh database per test: SQLite and, for storage and services, PostgreSQL too.

`app` is SQLite; a test that takes `any_app` runs on both engines. `now` is the suite's fixed time;
`clock.ms` moves what the application believes.
"""

import contextvars
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from contest import create_app, engine_options
from contest.services.actors import forget_unit_tree
from contest.services.rounds import forget_rounds
from contest.settings import Settings
from contest.storage.db import db
from tests.support import throwaway_postgres
from tests.support.cast import NOW, Cast, make_cast

# Nothing is timed in tests: a busy machine must not fail a property.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@dataclass
class Clock:
    ms: int = NOW

    def now_ms(self) -> int:
        return self.ms


@pytest.fixture
def now() -> int:
    return NOW


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with throwaway_postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with every table, copied for each test."""
    name = "template_contest"
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    app = create_app(settings_for(tmp_path_factory.mktemp("template"), Clock(), _database(postgres, name)))
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return name


def _database(server_url: str, name: str) -> str:
    return f"{server_url.rpartition('/')[0]}/{name}"


def settings_for(folder: Path, clock: Clock, database_url: str = "") -> Settings:
    return Settings(
        secret_key="chi-dung-khi-thu",
        instance_path=folder,
        database_url=database_url,
        argon2_time_cost=1,
        argon2_memory_kib=8,
        rate_limits=False,
        jobs_inline=True,
        now_ms=clock.now_ms,
    )


def _made(settings: Settings, request: pytest.FixtureRequest) -> Flask:
    """The whole application; services and storage need its database only, and are tested with no more
    (compiling every route takes longer than most of their tests)."""
    if {"services", "storage"}.isdisjoint(request.path.parts):
        return create_app(settings)
    app = Flask("contest")
    app.config.update(SETTINGS=settings, SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    return app


def _running(app: Flask) -> Iterator[Flask]:
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = FreshContextClient
    forget_unit_tree()
    forget_rounds()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table, copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(settings_for(folder, Clock()))
    with app.app_context():
        db.create_all()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.engine.dispose()
    return folder / "contest.sqlite3"


@pytest.fixture
def app(sqlite_template: Path, tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Flask]:
    shutil.copy(sqlite_template, tmp_path / "contest.sqlite3")
    yield from _running(_made(settings_for(tmp_path, clock), request))


@pytest.fixture
def postgres_app(
    postgres: str, postgres_template: str, tmp_path: Path, clock: Clock, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield from _running(_made(settings_for(tmp_path, clock, _database(postgres, name)), request))
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_app(request: pytest.FixtureRequest) -> Flask:
    return request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """The cast, written into whichever application the test asked for (SQLite by default)."""
    chosen = next((n for n in ("any_app", "postgres_app") if n in request.fixturenames), "app")
    request.getfixturevalue(chosen)
    return make_cast()


class FreshContextClient(FlaskClient):
    """Runs every request outside the test's own application context, as a server would: its own
    `g`, its own database session."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser with nobody logged in."""
    return app.test_client()


@pytest.fixture
def as_(app: Flask, cast: Cast) -> Callable[[str], FlaskClient]:
    """`as_("an")`: a browser in which An is logged in; `as_("giang")` a stranger's."""

    def browser(name: str) -> FlaskClient:
        client = app.test_client()
        if name in cast.people:
            with client.session_transaction() as kept:
                kept["_user_id"] = f"{cast.people[name]}.0"
                kept["_fresh"] = True
        return client

    return browser
