"""A round's board: top places, one's own place and why, filters, search, freeze, close."""

from itertools import pairwise

import pytest

from contest.rules.refusals import Refused
from contest.rules.rulesets import TieBreak
from contest.rules.tie_breaks import compare
from contest.services import board_sources, boards
from contest.services.boards import Filters
from contest.services.rounds import forget_rounds
from contest.services.unit_boards import UnitFilters, unit_board
from contest.storage.db import commit, session
from contest.storage.standings import Standing
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.standings import PERFECT, crowd, make_contest, make_person, make_round, stand


@pytest.fixture
def row(any_app, cast):
    return make_round(make_contest(cast))


def _board(filters=None, number=1, *, now=NOW):
    return boards.board_page(_standpoint(now), filters or Filters("officials"), number, now)


def _standpoint(now=NOW):
    return board_sources.of_round("hoi-thi", 1, now)


def _names(places):
    return [(p.place, p.entry.name) for p in places]


def test_better_scores_and_shorter_times_come_first_and_equals_share_a_place(row, cast):
    ward = cast.units["ward"]
    for name, score, elapsed in (
        ("Ba", 1900, 10),
        ("Hai", PERFECT, 20),
        ("Một", PERFECT, 10),
        ("Bằng Hai", PERFECT, 20),
    ):
        stand(row, make_person(name, ward), score=score, elapsed_ms=elapsed * MINUTE)
    commit()
    assert _names(_board().places) == [(1, "Một"), (2, "Hai"), (2, "Bằng Hai"), (4, "Ba")]


def test_divisions_have_boards_of_their_own(row, cast):
    stand(row, cast.people["an"])
    stand(row, make_person("Người Dân", cast.units["citizens"], "citizen"), score=1000)
    commit()
    assert _names(_board().places) == [(1, "Nguyễn Văn An")]
    assert _names(_board(Filters("citizens")).places) == [(1, "Người Dân")]
    with pytest.raises(Refused, match="not_found"):
        boards.division_of(_standpoint().rules, "khong-co")


def test_the_disqualified_are_on_no_board_but_learn_why(row, cast):
    stand(row, cast.people["an"], disqualified=True, disqualified_reason="Thi hộ")
    stand(row, cast.people["binh"], score=1000)
    commit()
    assert _names(_board().places) == [(1, "Trần Thị Bình")]
    assert boards.my_place(_standpoint(), cast.people["an"], NOW) is None
    assert boards.struck_out(_standpoint(), cast.people["an"]) == "Thi hộ"
    assert boards.struck_out(_standpoint(), cast.people["binh"]) is None


def test_with_most_people_tied_pages_and_own_places_agree_with_a_full_sort(row, cast):
    crowd(row, [cast.units["ward"], cast.units["commune"]], 3000)
    rules = row.ruleset
    pages = [_board(number=n) for n in range(1, 61)]
    listed = [p for page in pages for p in page.places]
    assert len(listed) == 3000 == pages[0].total
    assert len({p.entry.line.person_id for p in listed}) == 3000
    assert pages[0].more
    assert not pages[-1].more
    for a, b in pairwise(listed):
        decision = compare(rules, a.entry.line, b.entry.line, closed=False)
        assert decision.order <= 0
        assert (a.place == b.place) == (decision.order == 0)
    for at in (0, 1, 49, 50, 1500, 2999):
        mine = boards.my_place(_standpoint(), listed[at].entry.line.person_id, NOW)
        assert mine.mine.place == listed[at].place
        assert list(mine.places) == listed[max(0, at - 2) : at + 3]
        assert mine.total == 3000


def test_places_are_exact_where_everyone_is_equal(any_app, cast):
    """Rules without a criterion known before close: one long tie that starts above the page."""
    row = make_round(make_contest(cast), tie_breaks=(TieBreak.PREDICTION, TieBreak.LOT))
    crowd(row, [cast.units["ward"]], 200)
    perfect = [p for n in (1, 2, 3) for p in _board(number=n).places if p.entry.line.score == PERFECT]
    assert {p.place for p in perfect} == {1}
    last = perfect[-1].entry.line.person_id
    mine = boards.my_place(_standpoint(), last, NOW)
    assert [p.place for p in mine.places] == [1, 1, 1, len(perfect) + 1, mine.places[-1].place]
    assert [w.decision.unknown for w in mine.reasons][:2] == [(TieBreak.PREDICTION, TieBreak.LOT)] * 2


def test_each_neighbour_is_named_with_the_rule_that_decided(row, cast):
    ward = cast.units["ward"]
    stand(row, make_person("Nhanh", ward), elapsed_ms=1 * MINUTE)
    stand(row, cast.people["an"], elapsed_ms=2 * MINUTE)
    stand(row, make_person("Sau", ward), elapsed_ms=2 * MINUTE, finished_ms=NOW + 1)
    stand(row, make_person("Kém", ward), score=1000)
    commit()
    mine = boards.my_place(_standpoint(), cast.people["an"], NOW)
    assert _names(mine.places) == [(1, "Nhanh"), (2, "Nguyễn Văn An"), (3, "Sau"), (4, "Kém")]
    assert [(w.decision.by, w.decision.unknown) for w in mine.reasons] == [
        ("elapsed", (TieBreak.PREDICTION,)),
        ("finished", (TieBreak.PREDICTION,)),
        ("score", ()),
    ]


def test_unit_filter_takes_the_subtree_and_units_merged_into_it(row, cast):
    from datetime import date

    from contest.services.actors import forget_unit_tree
    from contest.storage.units import Succession, Unit

    old = Unit(code="P-CU", name="Phường Cũ", folded="phuong cu", parent_id=cast.units["province"])
    old.valid_to = date(2026, 6, 30)
    session().add(old)
    session().flush()
    session().add(Succession(predecessor_id=old.id, successor_id=cast.units["ward"]))
    forget_unit_tree()
    for name, unit in (("Ở Phường", cast.units["ward"]), ("Ở Trường", cast.units["school"]), ("Ở Phường Cũ", old.id)):
        stand(row, make_person(name, unit))
    stand(row, make_person("Ở Xã", cast.units["commune"]))
    commit()
    found = _board(Filters("officials", unit="P-ANHOA")).places
    assert sorted(p.entry.name for p in found) == ["Ở Phường", "Ở Phường Cũ", "Ở Trường"]
    with pytest.raises(Refused, match="not_found"):
        _board(Filters("officials", unit="KHONG-CO"))


def test_group_filter_counts_places_within_the_group(row, cast):
    stand(row, make_person("Đầu", cast.units["justice"]), elapsed_ms=1)
    stand(row, make_person("Phường", cast.units["ward"]), elapsed_ms=2)
    stand(row, make_person("Trường", cast.units["school"]), elapsed_ms=3)
    commit()
    assert _names(_board(Filters("officials", group="Khối xã, phường, đặc khu")).places) == [(1, "Phường")]
    assert board_sources.groups() == ["Khối sở, ban, ngành", "Khối trường học", "Khối xã, phường, đặc khu"]


def test_a_unit_without_a_group_belongs_to_that_of_the_unit_above(row, cast):
    from contest.services.actors import forget_unit_tree
    from contest.storage.units import Unit

    session().add(Unit(code="TO-1", name="Tổ 1", folded="to 1", parent_id=cast.units["ward"]))
    commit()
    forget_unit_tree()
    (unit,) = board_sources.units_named("TO-1")
    assert board_sources.group_of(unit.id) == "Khối xã, phường, đặc khu"


def test_units_are_found_by_code_or_name_without_diacritics(row, cast):
    assert [u.code for u in board_sources.units_named("X-PHULOC")] == ["X-PHULOC"]
    assert [u.code for u in board_sources.units_named("phuong an hoa")] == ["P-ANHOA"]
    assert {u.code for u in board_sources.units_named("an hòa")} == {"P-ANHOA", "TH-ANHOA"}
    assert board_sources.units_named("sao hỏa") == []


def test_people_are_found_by_name_without_diacritics_with_their_place(row, cast):
    stand(row, make_person("Đặng Thị Ánh", cast.units["ward"]), elapsed_ms=5)
    stand(row, make_person("Người Trước", cast.units["ward"]), elapsed_ms=1)
    commit()
    assert _names(boards.find_people(_standpoint(), Filters("officials"), "dang thi anh", NOW)) == [(2, "Đặng Thị Ánh")]
    assert boards.find_people(_standpoint(), Filters("officials"), "100%", NOW) == ()
    with pytest.raises(Refused, match="search_too_short"):
        boards.find_people(_standpoint(), Filters("officials"), " a ", NOW)


def test_a_frozen_board_shows_only_what_finished_before_the_freeze(any_app, cast):
    row = make_round(make_contest(cast), closes_ms=NOW + 60 * MINUTE, freeze_minutes=30)
    freeze = NOW + 30 * MINUTE
    stand(row, cast.people["an"], score=1000, finished_ms=freeze - 1)
    stand(row, cast.people["binh"], finished_ms=freeze)
    commit()
    assert len(_board(now=freeze - 1).places) == 2
    frozen = _board(now=freeze)
    assert frozen.standpoint.frozen_ms == freeze
    assert _names(frozen.places) == [(1, "Nguyễn Văn An")]
    assert boards.my_place(_standpoint(freeze), cast.people["an"], freeze).mine.place == 1
    assert boards.my_place(_standpoint(freeze), cast.people["binh"], freeze) is None
    # It stays frozen after the window, until the round is closed.
    assert _board(now=freeze + 3 * HOUR).standpoint.frozen_ms == freeze


@pytest.mark.parametrize("counting", ["best", "first", "last"])
def test_a_further_attempt_during_the_freeze_moves_nobody(any_app, cast, counting):
    row = make_round(
        make_contest(cast), closes_ms=NOW + 60 * MINUTE, freeze_minutes=30, attempts_allowed=3, counting=counting
    )
    freeze = NOW + 30 * MINUTE
    ward = cast.units["ward"]
    people = [make_person(f"Người {n}", ward) for n in range(6)]
    for n, person in enumerate(people):
        stand(row, person, score=1000 + 100 * (n % 3), elapsed_ms=n * MINUTE, finished_ms=freeze - 5 * MINUTE - n)
    commit()
    before = _board(now=freeze - 1)
    units_before = _entrants(freeze - 1)
    for person in people[:3]:
        session().delete(session().get(Standing, (row.id, person)))
        session().flush()
        stand(row, person, score=PERFECT, attempts=2, finished_ms=freeze + MINUTE)
    stand(row, cast.people["an"], finished_ms=freeze + MINUTE)
    commit()
    frozen = _board(now=freeze + 2 * MINUTE)
    assert [(p.place, p.entry.line) for p in frozen.places] == [(p.place, p.entry.line) for p in before.places]
    assert boards.my_place(_standpoint(freeze), people[0], freeze).mine.entry.line.score == 1000
    assert _entrants(freeze + 2 * MINUTE) == units_before == 6


def _entrants(now):
    return sum(r.place.line.entrants for r in unit_board(_standpoint(now), UnitFilters(), now).rows)


def test_the_replayed_board_chooses_the_attempt_that_counted(any_app, cast):
    row = make_round(make_contest(cast), closes_ms=NOW + 10 * MINUTE, freeze_minutes=30, attempts_allowed=3)
    tries = {1: (1500, 5 * MINUTE), 2: (1800, 9 * MINUTE), 3: (1800, 8 * MINUTE), 4: (2000, MINUTE)}
    for number, (score, elapsed) in tries.items():
        if number > 1:
            session().delete(session().get(Standing, (row.id, cast.people["an"])))
            session().flush()
        late = number == 4
        stand(
            row,
            cast.people["an"],
            score=score,
            elapsed_ms=elapsed,
            attempts=number,
            finished_ms=NOW - MINUTE if late else NOW - 40 * MINUTE + number * MINUTE,
        )
    commit()
    (mine,) = _board().places
    assert (mine.entry.line.score, mine.entry.line.elapsed_ms, mine.entry.line.attempts) == (1800, 8 * MINUTE, 3)


def test_a_closed_board_goes_by_place_and_all_rules(row, cast):
    stand(row, cast.people["an"], elapsed_ms=9 * MINUTE, place=1, prediction_error=2)
    stand(row, cast.people["binh"], elapsed_ms=1 * MINUTE, place=2, prediction_error=7)
    row.closed_ms = NOW
    commit()
    forget_rounds()
    board = _board()
    assert _names(board.places) == [(1, "Nguyễn Văn An"), (2, "Trần Thị Bình")]
    mine = boards.my_place(_standpoint(), cast.people["binh"], NOW)
    assert [(w.decision.by, w.decision.unknown) for w in mine.reasons] == [("prediction", ())]
