"""The unit board: one grouped statement, ranked by the round's rules, along the tree."""

import pytest

from contest.rules.refusals import Refused
from contest.rules.rulesets import SizeGroup, UnitFormula, UnitRules
from contest.services import board_sources, snapshots, unit_boards
from contest.services.unit_boards import UnitFilters
from contest.storage import boards, shared_values
from contest.storage.db import commit, database
from tests.support import throwaway_redis
from tests.support.cast import MINUTE, NOW
from tests.support.standings import crowd, make_contest, make_person, make_round, stand


def _board(filters=None, now=NOW):
    return unit_boards.unit_board(board_sources.of_round("hoi-thi", 1, now), filters or UnitFilters(), now)


def _figures(board):
    return {r.unit.code: (r.place.line.entrants, r.place.line.headcount, r.rate, r.place.place) for r in board.rows}


def _enter(row, unit_id, people, **figures):
    for n in range(people):
        stand(row, make_person(f"Người {n}", unit_id), **figures)


@pytest.fixture
def row(any_app, cast):
    row = make_round(make_contest(cast), units=UnitRules(formula=UnitFormula.RATE))
    _enter(row, cast.units["ward"], 10)
    _enter(row, cast.units["school"], 6)
    _enter(row, cast.units["commune"], 5, score=1000)
    stand(row, make_person("Người Dân", cast.units["citizens"], "citizen"), score=1000)
    commit()
    return row


def test_units_below_are_rolled_up_into_the_board_of_the_province(row):
    assert _figures(_board()) == {
        "X-PHULOC": (5, 20, 2500, 1),
        "P-ANHOA": (16, 80, 2000, 2),
        "SNV": (0, 60, 0, None),
        "STP": (0, 40, 0, None),
        "NGUOI-DAN": (1, None, None, None),
    }


def test_looking_into_a_unit_shows_itself_and_what_is_below(row):
    board = _board(UnitFilters(under="P-ANHOA"))
    assert _figures(board) == {"P-ANHOA": (10, 50, 2000, 1), "TH-ANHOA": (6, 30, 2000, 1)}
    assert [r.itself for r in board.rows if r.unit.code == "P-ANHOA"] == [True]
    assert [u.code for u in board.path] == ["TINH", "P-ANHOA"]
    with pytest.raises(Refused, match="not_found"):
        _board(UnitFilters(under="KHONG-CO"))


def test_every_unit_by_itself(row):
    figures = _figures(_board(UnitFilters(each=True)))
    assert (figures["P-ANHOA"][:2], figures["TH-ANHOA"][:2]) == ((10, 50), (6, 30))


def test_the_mean_is_of_counted_scores_in_points(row):
    means = {r.unit.code: r.place.line.mean for r in _board().rows}
    assert (means["P-ANHOA"], means["X-PHULOC"], means["SNV"]) == (2000, 1000, None)


def test_people_of_divisions_with_unlike_papers_count_by_percent(any_app, cast):
    """A perfect 10-item paper weighs as much as a perfect 20-item one."""
    row = make_round(make_contest(cast), units=UnitRules(formula=UnitFormula.RATE_AND_MEAN))
    stand(row, make_person("Cán Bộ", cast.units["commune"]), score=2000)
    stand(row, make_person("Người Dân", cast.units["commune"], "citizen"), score=1000)
    commit()
    (commune,) = [r for r in _board().rows if r.unit.code == "X-PHULOC"]
    assert commune.place.points == (10 + 100) / 2
    assert commune.place.line.passed == 2


def test_people_at_the_pass_mark_have_passed(any_app, cast):
    row = make_round(make_contest(cast))
    for score in (1300, 1400, 1500):
        stand(row, make_person("Người", cast.units["commune"]), score=score)
    commit()
    (commune,) = [r for r in _board().rows if r.unit.code == "X-PHULOC"]
    assert commune.place.line.passed == 2


def test_filters_by_group_and_size(any_app, cast):
    sizes = (SizeGroup(name="Dưới 50", at_least=0), SizeGroup(name="Từ 50", at_least=50))
    make_round(make_contest(cast), units=UnitRules(size_groups=sizes))
    assert {r.unit.code for r in _board(UnitFilters(group="Khối sở, ban, ngành")).rows} == {"SNV", "STP"}
    assert {r.unit.code for r in _board(UnitFilters(size="Từ 50")).rows} == {"SNV", "P-ANHOA"}
    assert _board().sizes == ("Dưới 50", "Từ 50")


def test_the_disqualified_and_what_finished_during_the_freeze_are_left_out(any_app, cast):
    row = make_round(make_contest(cast), closes_ms=NOW + 10 * MINUTE, freeze_minutes=30)
    stand(row, cast.people["binh"], finished_ms=NOW - 21 * MINUTE)
    stand(row, cast.people["lan"], finished_ms=NOW - 19 * MINUTE)
    stand(row, make_person("Bị Hủy", cast.units["commune"]), finished_ms=NOW - 21 * MINUTE, disqualified=True)
    commit()
    assert _figures(_board())["X-PHULOC"][0] == 1


def test_a_contest_of_a_ward_begins_at_the_ward(any_app, cast):
    row = make_round(make_contest(cast, unit="ward"))
    _enter(row, cast.units["school"], 2)
    commit()
    assert set(_figures(_board())) == {"P-ANHOA", "TH-ANHOA"}


def test_a_thousand_people_lose_nobody(any_app, cast):
    row = make_round(make_contest(cast))
    crowd(row, [cast.units[u] for u in ("ward", "school", "commune", "justice")], 1000)
    assert sum(r.place.line.entrants for r in _board().rows) == 1000


def test_the_first_units_of_each_group_share_the_screen_evenly(any_app, cast):
    row = make_round(make_contest(cast))
    for unit in ("home_affairs", "justice", "ward", "commune"):
        _enter(row, cast.units[unit], 1)
    commit()
    tops = {most: unit_boards.top_units(_board(), most) for most in (1, 2, 9)}
    groups = ["Khối sở, ban, ngành", "Khối xã, phường, đặc khu"]
    assert {most: [len(top[g]) for g in groups] for most, top in tops.items()} == {1: [1, 1], 2: [1, 1], 9: [2, 2]}
    assert all(r.place.place for rows in tops[9].values() for r in rows)


def test_where_processes_share_a_redis_one_of_them_counts_for_all(row, tmp_path, monkeypatch):
    counted = []
    tallies = boards.tallies
    monkeypatch.setattr(boards, "tallies", lambda *asked: counted.append(1) or tallies(*asked))
    with throwaway_redis.server(tmp_path) as redis:
        shared_values.share(database(), redis.url)
        first = _figures(_board())
        snapshots._kept.clear()  # as another process that has not looked yet
        assert (_figures(_board()), len(counted)) == (first, 1)
        snapshots.forget_snapshots()
        assert (_figures(_board()), len(counted)) == (first, 2)
        shared_values.share(database(), "")
