"""Migrations and models say the same, on both engines."""

import uuid
from datetime import date

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON

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


def fill_every_table() -> dict[str, int]:
    """One row in each table as it now is, parents first; how many rows each holds."""
    found = db.MetaData()
    found.reflect(db.engine)
    with db.engine.begin() as connection:
        for table in found.sorted_tables:
            if table.name != "alembic_version":
                row = {column.name: a_value(column) for column in table.columns if not column.nullable}
                connection.execute(table.insert(), row)
        return {t.name: connection.scalar(db.select(db.func.count()).select_from(t)) for t in found.sorted_tables}


def a_value(column):
    """What a column without a choice of its own can hold; a key names the first row of the other table."""
    kind = column.type.python_type if not isinstance(column.type, JSON) else dict
    if column.foreign_keys or (column.primary_key and kind is int):
        return 1 if kind is int else "1"
    return {int: 1, str: "1", bool: True, dict: {}, bytes: b"1", float: 1.0, date: date(2026, 11, 22)}[kind]


def test_an_installation_that_holds_rows_of_everything_is_upgraded_without_losing_any(empty_app):
    upgrade(revision="0001")
    before = fill_every_table()
    upgrade()
    assert differences() == []
    with db.engine.connect() as connection:
        now = {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() for name in before}
    assert now == before


def test_downgrading_leaves_no_table_behind(empty_app):
    upgrade()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        left = set(db.inspect(connection).get_table_names())
    assert left <= {"alembic_version"}


@pytest.mark.parametrize("empty_app", ["postgresql"], indirect=True)
@pytest.mark.parametrize("made_by", [upgrade, db.create_all])
def test_attempts_have_room_for_their_next_versions_beside_them(empty_app, made_by):
    made_by()
    with db.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT reloptions FROM pg_class WHERE relname = 'attempt'").scalar()
    assert kept == ["fillfactor=40"]
