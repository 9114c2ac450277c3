"""A board is kept in this process and takes in what changed, person by person."""

import pytest

from contest.services import board_sources, boards
from contest.services.boards import Filters
from contest.services.snapshots import forget_snapshots
from contest.storage.db import commit, session
from contest.storage.standings import Standing
from tests.support.cast import NOW
from tests.support.standings import crowd, make_contest, make_person, make_round, stand
from tests.support.statements import keep_caches, recorded


@pytest.fixture
def row(any_app, cast):
    return make_round(make_contest(cast))


def _board(*, now=NOW):
    return boards.board_page(_standpoint(now), Filters("officials"), 1, now)


def _standpoint(now=NOW):
    return board_sources.of_round("hoi-thi", 1, now)


def test_a_snapshot_is_at_most_two_seconds_old(row, cast):
    stand(row, cast.people["an"])
    commit()
    assert _board().total == 1
    stand(row, cast.people["binh"])
    commit()
    kept = _board(now=NOW + 1000)
    assert (kept.total, kept.at_ms) == (1, NOW)
    fresh = _board(now=NOW + 2001)
    assert (fresh.total, fresh.at_ms) == (2, NOW + 2001)
    session().query(Standing).delete()
    commit()
    forget_snapshots()
    assert _board(now=NOW + 2002).total == 0


def test_what_changed_since_is_taken_in_person_by_person(row, cast, monkeypatch):
    keep_caches(monkeypatch)
    back = make_person("Trở Lại", cast.units["ward"])
    stand(row, back, elapsed_ms=1, disqualified=True)
    crowd(row, [cast.units["ward"]], 300)
    people = [p.entry.line.person_id for p in _board().places]
    session().get(Standing, (row.id, people[0])).disqualified = True
    second = session().get(Standing, (row.id, people[1]))
    second.score, second.attempts = 300, 2
    session().get(Standing, (row.id, back)).disqualified = False
    commit()
    with recorded() as statements:
        board = _board(now=NOW + 3000)
    assert board.places[0].entry.name == "Trở Lại"
    assert board.total == 300
    assert len([s for s in statements if "standing" in s]) <= 3
    mine = boards.my_place(_standpoint(), people[1], NOW + 3000)
    forget_snapshots()
    assert boards.my_place(_standpoint(), people[1], NOW + 3000) == mine
    assert _board(now=NOW + 3000).places == board.places


def test_who_asks_while_another_brings_the_board_up_to_date_need_not_wait(row, cast):
    stand(row, cast.people["an"])
    commit()
    assert _board().total == 1
    kept = board_sources.order_of(_standpoint(), NOW)
    with kept._renewing, kept.reading(NOW + 2000) as (order, at_ms):
        assert (len(order), at_ms) == (1, NOW)


def test_a_name_that_very_many_share_is_looked_for_from_the_top(row, cast, monkeypatch):
    crowd(row, [cast.units["ward"]], 300)
    whole = boards.find_people(_standpoint(), Filters("officials"), "nguyen", NOW)
    monkeypatch.setattr(boards, "_FEW", 3)
    monkeypatch.setattr(boards, "_STRETCH", 70)
    forget_snapshots()
    assert boards.find_people(_standpoint(), Filters("officials"), "nguyen", NOW) == whole
    assert len(whole) == boards.FOUND
