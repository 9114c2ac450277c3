"""People count once along the tree; units that ended count under their successor."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.unit_rollup import (
    Tally,
    arena,
    line_below,
    line_of_itself,
    lines_each,
    lines_under,
    on_the_day,
    packed,
    unpacked,
)
from contest.rules.units import UnitNode, UnitTree

DAY = date(2026, 11, 22)
_COUNTED = date(2026, 1, 1)


def _node(unit_id, parent_id=None, people=None, **more) -> UnitNode:
    headcounts = ((_COUNTED, people),) if people is not None else ()
    return UnitNode(unit_id, f"U{unit_id}", f"Đơn vị {unit_id}", parent_id=parent_id, headcounts=headcounts, **more)


def _tally(entrants: int) -> Tally:
    return Tally(entrants, entrants * 1000, Fraction(entrants * 50), entrants, entrants)


# 1 province ─ 2 department (60), 3 ward (50) ─ 4 school (30), 5 ended in June, merged into 3
TREE = UnitTree.of(
    [
        _node(1),
        _node(2, 1, 60),
        _node(3, 1, 50),
        _node(4, 3, 30),
        _node(5, 1, 99, valid_to=date(2026, 6, 30), successors=(3,)),
    ]
)
TALLIES = on_the_day(TREE, {2: _tally(6), 3: _tally(5), 4: _tally(3), 5: _tally(1)}, DAY)


def test_a_unit_that_ended_is_shown_under_its_successor():
    assert TALLIES[3].entrants == 6
    assert 5 not in TALLIES


def test_of_itself_or_with_everything_below():
    own, whole = line_of_itself(TREE, TALLIES, 3, DAY), line_below(TREE, TALLIES, 3, DAY)
    assert (own.entrants, own.headcount) == (6, 50)
    assert (whole.entrants, whole.headcount, whole.score_sum) == (9, 80, 9000)


def test_the_whole_is_the_sum_of_its_parts():
    whole = line_below(TREE, TALLIES, 1, DAY)
    parts = lines_under(TREE, TALLIES, 1, DAY)
    assert (
        whole.entrants == sum(p.entrants for p in parts) == sum(p.entrants for p in lines_each(TREE, TALLIES, 1, DAY))
    )
    assert whole.headcount == sum(p.headcount or 0 for p in parts) == 140


def test_a_parent_with_people_of_its_own_stands_beside_its_children():
    assert [line.unit_id for line in lines_under(TREE, TALLIES, 3, DAY)] == [3, 4]
    assert [line.unit_id for line in lines_under(TREE, TALLIES, 1, DAY)] == [2, 3]


def test_headcount_is_that_of_the_closing_day():
    grown = UnitNode(9, "U9", "Đơn vị 9", headcounts=((date(2026, 1, 1), 10), (date(2026, 12, 1), 20)))
    tree = UnitTree.of([grown])
    assert line_of_itself(tree, {}, 9, DAY).headcount == 10
    assert line_of_itself(tree, {}, 9, date(2026, 12, 1)).headcount == 20


def test_a_unit_without_any_headcount_below_has_none():
    assert line_below(UnitTree.of([_node(1), _node(2, 1)]), {}, 1, DAY).headcount is None


@pytest.mark.parametrize(
    ("organiser", "entered", "start"),
    [
        (1, {2, 3}, 1),
        (3, {3, 4}, 3),  # a ward's own contest
        (3, {3, 4, 2}, 1),  # others came too
        (2, {2, 3}, 1),  # a department organises for the province
        (2, {2}, 1),  # has no units below it
        (3, set(), 3),
    ],
)
def test_the_board_begins_at_the_lowest_unit_that_holds_everyone(organiser, entered, start):
    assert arena(TREE, organiser, entered) == start


_COUNT = st.integers(0, 10**9)


@given(st.dictionaries(_COUNT, st.builds(Tally, _COUNT, _COUNT, st.fractions(), _COUNT, _COUNT)))
def test_what_another_process_reads_is_what_was_counted(tallies):
    assert unpacked(packed(tallies)) == tallies
