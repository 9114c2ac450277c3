"""Migrations and models say the same, on both engines."""

import uuid

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from contest import create_app
from contest.storage.db import db
from tests.conftest import Clock, settings_for


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request, tmp_path):
    """An application on a database without any table."""
    url = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        name = f"m{uuid.uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
        url = f"{server.rpartition('/')[0]}/{name}"
    app = create_app(settings_for(tmp_path, Clock(), url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def differences():
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata)


def test_upgrading_an_empty_database_gives_the_models(empty_app):
    upgrade()
    assert differences() == []


def test_downgrading_leaves_no_table_behind(empty_app):
    upgrade()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        left = set(db.inspect(connection).get_table_names())
    assert left <= {"alembic_version"}
