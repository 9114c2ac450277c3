"""The overall board is the sum of counted rounds, then the tie-breaks that add up."""

import pytest

from contest.rules.refusals import Refused
from contest.rules.rulesets import TieBreak
from contest.services import board_sources, boards
from contest.services.boards import Filters
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage.db import commit
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.standings import make_contest, make_person, make_round, stand


@pytest.fixture
def contest(any_app, cast):
    return make_contest(cast)


def _standpoint(now=NOW):
    return board_sources.of_contest("hoi-thi", now)


def _places(now=NOW, **filters):
    page = boards.board_page(_standpoint(now), Filters("officials", **filters), 1, now)
    return [(p.place, p.entry.name, p.entry.line.score) for p in page.places]


def test_counted_rounds_are_added_and_rehearsals_never(contest, cast):
    rehearsal = make_round(contest, 1, rehearsal=True)
    one, two = make_round(contest, 2), make_round(contest, 3)
    make_round(contest, 4, opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    an, binh = cast.people["an"], cast.people["binh"]
    stand(rehearsal, binh, score=2000)
    stand(one, an, score=1500)
    stand(two, an, score=1500)
    stand(one, binh, score=1900)
    commit()
    assert [f.number for f in _standpoint().rounds] == [2, 3]
    assert _places() == [(1, "Nguyễn Văn An", 3000), (2, "Trần Thị Bình", 1900)]


def test_equal_sums_go_by_summed_time_and_true_equals_share_a_place(contest, cast):
    one, two = make_round(contest, 1), make_round(contest, 2)
    slow, quick, as_quick = (make_person(n, cast.units["ward"]) for n in ("Chậm", "Nhanh", "Cũng Nhanh"))
    for row in (one, two):
        stand(row, slow, elapsed_ms=5 * MINUTE)
    for person in (quick, as_quick):
        stand(one, person, elapsed_ms=6 * MINUTE, finished_ms=NOW - person)
        stand(two, person, elapsed_ms=3 * MINUTE)
    commit()
    assert _places() == [(1, "Nhanh", 4000), (1, "Cũng Nhanh", 4000), (3, "Chậm", 4000)]
    mine = boards.my_place(_standpoint(), slow, NOW)
    assert (mine.mine.place, mine.total) == (3, 3)
    assert [w.decision.by for w in mine.reasons] == ["", "elapsed"]
    assert mine.reasons[1].decision.unknown == (TieBreak.PREDICTION,)


def test_predictions_decide_once_every_round_is_closed(contest, cast):
    one, two = make_round(contest, 1), make_round(contest, 2)
    no_guess, near, far = (make_person(n, cast.units["ward"]) for n in ("Không Đoán", "Sát", "Xa"))
    for row, errors in ((one, {near: 5, far: 1, no_guess: 0}), (two, {near: 1, far: 9, no_guess: None})):
        for place, (person, error) in enumerate(errors.items(), start=1):
            stand(row, person, elapsed_ms=person * MINUTE, prediction_error=error, place=place)
    commit()
    assert [name for _, name, _ in _places()] == ["Không Đoán", "Sát", "Xa"]
    one.closed_ms = two.closed_ms = NOW
    commit()
    forget_rounds()
    assert _standpoint().closed
    assert [name for _, name, _ in _places()] == ["Sát", "Xa", "Không Đoán"]
    mine = boards.my_place(_standpoint(), far, NOW)
    assert [p.entry.line.prediction_error for p in mine.places] == [6, 10, None]


def test_a_frozen_round_adds_only_what_finished_before_its_freeze(contest, cast):
    one = make_round(contest, 1)
    two = make_round(contest, 2, closes_ms=NOW + 10 * MINUTE, freeze_minutes=30)
    stand(one, cast.people["an"], score=1000)
    stand(two, cast.people["an"], score=1000, finished_ms=NOW - 20 * MINUTE)
    stand(two, cast.people["binh"], score=2000, finished_ms=NOW - 21 * MINUTE)
    commit()
    assert _places() == [(1, "Trần Thị Bình", 2000), (2, "Nguyễn Văn An", 1000)]


def test_the_disqualified_bring_nothing_from_that_round(contest, cast):
    one, two = make_round(contest, 1), make_round(contest, 2)
    stand(one, cast.people["an"], score=1000)
    stand(two, cast.people["an"], score=2000, disqualified=True)
    commit()
    assert _places() == [(1, "Nguyễn Văn An", 1000)]


def test_search_and_filters_work_as_on_a_round(contest, cast):
    row = make_round(contest, 1)
    stand(row, cast.people["an"], elapsed_ms=2)
    stand(row, cast.people["binh"], elapsed_ms=1)
    commit()
    assert _places(unit="P-ANHOA") == [(1, "Nguyễn Văn An", 2000)]
    found = boards.find_people(_standpoint(), Filters("officials"), "van an", NOW)
    assert [(p.place, p.entry.name) for p in found] == [(2, "Nguyễn Văn An")]


def test_before_the_first_round_opens_there_is_no_board(contest, cast):
    make_round(contest, 1, opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    assert _standpoint() is None
    forget_snapshots()
    with pytest.raises(Refused, match="not_found"):
        board_sources.of_contest("khong-co", NOW)
