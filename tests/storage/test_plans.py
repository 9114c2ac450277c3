"""PostgreSQL's plan of a statement does not outlive the size of the tables it was made for."""

import pytest
from sqlalchemy import text

from contest.storage import db

_PLAN = "EXPLAIN EXECUTE find(1)"


@pytest.fixture
def grown(postgres_app, monkeypatch):
    """A connection whose plan was made for an empty table that has 20,000 rows now."""
    monkeypatch.setattr(db, "PLANS_SECONDS", 0.0)
    with postgres_app.app_context(), db.engine().connect() as link:
        link = link.execution_options(isolation_level="AUTOCOMMIT")
        link.execute(text("CREATE TABLE papers (id int PRIMARY KEY)"))
        link.execute(text("ANALYZE papers"))
        link.execute(text("SET plan_cache_mode = force_generic_plan"))
        link.execute(text("SET enable_bitmapscan = off"))
        link.execute(text("PREPARE find(int) AS SELECT * FROM papers WHERE id = $1"))
        assert "Seq Scan" in plan(link)
        link.execute(text("INSERT INTO papers SELECT generate_series(1, 20000)"))
        assert "Seq Scan" in plan(link)
        yield link


def plan(link):
    return "\n".join(row[0] for row in link.execute(text(_PLAN)))


def test_a_connection_that_is_taken_out_again_plans_anew(grown):
    raw = grown.connection.driver_connection
    grown.close()
    with db.engine().connect() as again:
        assert again.connection.driver_connection is raw
        assert "Index" in plan(again)


def test_a_connection_that_somebody_keeps_plans_anew(grown):
    db.renew_plans(grown)
    assert "Index" in plan(grown)


def test_plans_are_kept_while_they_are_young(grown, monkeypatch):
    monkeypatch.setattr(db, "PLANS_SECONDS", 3600.0)
    db.renew_plans(grown)
    assert "Seq Scan" in plan(grown)
