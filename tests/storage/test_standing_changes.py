"""What changed in standings since one last looked: nothing is ever missed."""

import pytest
from sqlalchemy import update

from contest.storage import standings
from contest.storage.db import commit, db, session
from contest.storage.standings import Standing, next_change
from tests.support.cast import NOW
from tests.support.standings import make_contest, make_person, make_round, stand


@pytest.fixture
def row(any_app, cast):
    return make_round(make_contest(cast))


def seen_since(horizon, row):
    return set(standings.changed_people([row.id], horizon, standings.horizon()))


def test_new_and_changed_standings_are_told(row, cast):
    stand(row, cast.people["binh"])
    commit()
    before = standings.horizon()
    assert seen_since(before, row) == set()
    stand(row, cast.people["an"])
    commit()
    assert seen_since(before, row) == {cast.people["an"]}
    session().get(Standing, (row.id, cast.people["an"])).disqualified = True
    later = standings.horizon()
    commit()
    assert seen_since(later, row) == {cast.people["an"]}


def test_of_other_rounds_nothing_is_told(row, cast):
    before = standings.horizon()
    stand(row, cast.people["an"])
    commit()
    assert standings.changed_people([row.id + 1], before, standings.horizon()) == []


@pytest.mark.parametrize("counts", [True, False])
def test_a_further_attempt_is_told_whether_it_counts_or_not(row, cast, counts):
    stand(row, cast.people["an"])
    commit()
    before = standings.horizon()
    kept = session().get(Standing, (row.id, cast.people["an"]))
    values = {c.name: getattr(kept, c.name) for c in Standing.__table__.c if c.name != "change"}
    standings.upsert(values | {"attempts": 2}, counts=counts)
    commit()
    assert seen_since(before, row) == {cast.people["an"]}


def test_one_who_commits_late_is_not_missed(postgres_app, cast):
    """On PostgreSQL a change may become visible after a later one did."""
    row = make_round(make_contest(cast))
    slow, quick = (make_person(n, cast.units["ward"]) for n in ("Chậm", "Nhanh"))
    stand(row, slow, finished_ms=NOW)
    stand(row, quick, finished_ms=NOW)
    commit()
    begun = standings.horizon()
    commit()
    with db.engine.connect() as other:
        other.execute(update(Standing).where(Standing.person_id == slow).values(score=1))
        session().execute(update(Standing).where(Standing.person_id == quick).values(score=2))
        commit()
        seen = standings.horizon()
        assert set(standings.changed_people([row.id], begun, seen)) == {quick}
        commit()
        other.commit()
    assert slow in seen_since(seen, row)


def test_a_database_moved_to_another_server_is_not_read_whole_each_time(postgres_app, cast):
    """There its numbers may lie far ahead of those that come."""
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"])
    session().execute(update(Standing).values(change=next_change() + 1_000_000))
    commit()
    assert seen_since(standings.horizon(), row) == set()
