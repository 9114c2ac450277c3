"""What each row of a unit list would do to the tree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.sheet_lines import Fate
from contest.rules.unit_import import on_ring, plan
from contest.rules.unit_rows import read_row
from contest.rules.units import UnitNode, UnitTree

TODAY = date(2026, 11, 22)
TREE = UnitTree.of(
    [
        UnitNode(1, "TINH", "Tỉnh Bình Minh", kind="Tỉnh"),
        UnitNode(2, "SNV", "Sở Nội vụ", kind="Sở", parent_id=1, headcounts=((date(2026, 1, 1), 60),)),
        UnitNode(3, "P-AN", "Phường An Hòa", parent_id=1),
        UnitNode(4, "TH-AN", "Trường Tiểu học An Hòa", parent_id=3),
    ]
)


def planned(*rows, scope=None, tree=TREE):
    lines = [read_row(number, dict(row)) for number, row in enumerate(rows, 2)]
    plan(lines, tree, {}, scope, TODAY)
    return lines


def codes(line):
    return [p.code for p in line.problems]


def test_rows_are_new_changed_or_same():
    new, changed, same = planned(
        {"code": "stp", "name": "Sở Tư pháp", "parent_code": "TINH"},
        {"code": "SNV", "name": "Sở Nội vụ", "headcount": "65", "counted_on": "01/7/2026"},
        {"code": "P-AN", "name": "Phường An Hòa", "parent_code": "TINH", "kind": ""},
    )
    assert [li.fate for li in (new, changed, same)] == [Fate.NEW, Fate.CHANGED, Fate.SAME]
    assert changed.changes == {"headcount": (None, 65)}
    assert new.content.code == "STP"


def test_a_headcount_without_date_is_compared_with_the_one_in_force():
    (same,) = planned({"code": "SNV", "name": "Sở Nội vụ", "headcount": "60"})
    assert same.fate is Fate.SAME


def test_a_parent_may_come_later_in_the_file():
    child, parent = planned(
        {"code": "B", "name": "Tổ B", "parent_code": "A"}, {"code": "A", "name": "Phòng A", "parent_code": "SNV"}
    )
    assert (child.fate, parent.fate) == (Fate.NEW, Fate.NEW)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"code": "", "name": "X"}, "unit_without_code"),
        ({"code": "A B", "name": "X"}, "bad_unit_code"),
        ({"code": "A", "name": ""}, "unit_without_name"),
        ({"code": "A", "name": "X", "headcount": "nhiều"}, "bad_headcount"),
        ({"code": "A", "name": "X", "headcount": "-3"}, "bad_headcount"),
        ({"code": "A", "name": "X", "valid_from": "30/02/2026"}, "bad_date"),
        ({"code": "A", "name": "X", "valid_from": "02/01/2026", "valid_to": "01/01/2026"}, "validity_reversed"),
        ({"code": "A", "name": "X", "parent_code": "KHONG-CO"}, "unknown_parent"),
        ({"code": "A", "name": "X", "parent_code": "A"}, "unit_below_itself"),
        ({"code": "A", "name": "X", "successors": "KHONG-CO"}, "unknown_successor"),
        ({"code": "A", "name": "X", "successors": "SNV; a"}, "unit_succeeds_itself"),
        ({"code": "A", "name": "x" * 251}, "unit_text_too_long"),
    ],
)
def test_a_bad_row_says_what_is_wrong(cells, code):
    (line,) = planned(cells)
    assert codes(line) == [code]
    assert line.fate is Fate.INVALID


def test_the_second_row_of_a_code_is_refused_and_names_the_first():
    first, second = planned({"code": "A", "name": "Một"}, {"code": "a", "name": "Hai"})
    assert first.fate is Fate.NEW
    assert codes(second) == ["repeated_unit_code"]
    assert second.problems[0].details["row"] == 2


def test_rings_within_the_file_are_refused_at_each_of_their_rows_and_what_hangs_below():
    lines = planned(
        {"code": "A", "name": "A", "parent_code": "B"},
        {"code": "B", "name": "B", "parent_code": "C"},
        {"code": "C", "name": "C", "parent_code": "A"},
        {"code": "D", "name": "D", "parent_code": "A"},
        {"code": "E", "name": "E", "parent_code": "SNV"},
    )
    assert [codes(li) for li in lines] == [["unit_ring"]] * 3 + [["parent_invalid"], []]


def test_a_ring_through_a_unit_already_there_is_refused():
    (line,) = planned({"code": "P-AN", "name": "Phường An Hòa", "parent_code": "TH-AN"})
    assert codes(line) == ["unit_ring"]


def test_a_ring_of_successors_is_refused():
    lines = planned({"code": "A", "name": "A", "successors": "B"}, {"code": "B", "name": "B", "successors": "A"})
    assert [codes(li) for li in lines] == [["succession_ring"]] * 2


def test_a_refused_parent_takes_its_new_children_along_but_not_known_units():
    bad, child, known = planned(
        {"code": "A", "name": "", "parent_code": "TINH"},
        {"code": "B", "name": "B", "parent_code": "A"},
        {"code": "TH-AN", "name": "Trường Tiểu học An Hòa mới", "parent_code": "P-AN"},
    )
    assert bad.invalid
    assert codes(child) == ["parent_invalid"]
    assert known.fate is Fate.CHANGED


def test_a_long_chain_below_a_refused_row_falls_in_one_pass():
    rows = [{"code": "N0", "name": ""}]
    rows += [{"code": f"N{n}", "name": f"Tổ {n}", "parent_code": f"N{n - 1}"} for n in range(1, 3000)]
    assert all(li.invalid for li in planned(*reversed(rows)))


def test_an_organiser_stays_in_their_part_of_the_tree():
    scope = frozenset({3, 4})
    own, root, elsewhere, orphan = planned(
        {"code": "MN-AN", "name": "Trường Mầm non An Hòa", "parent_code": "P-AN"},
        {"code": "P-AN", "name": "Phường An Hòa 1", "parent_code": "TINH"},
        {"code": "PHONG", "name": "Phòng mới", "parent_code": "SNV"},
        {"code": "GOC", "name": "Gốc mới"},
        scope=scope,
    )
    assert own.fate is Fate.NEW
    assert root.fate is Fate.CHANGED
    assert codes(elsewhere) == ["unit_out_of_scope"]
    assert codes(orphan) == ["parent_needed"]


def test_a_probable_double_is_warned_of_but_not_refused():
    tree = UnitTree.of([UnitNode(1, "HN", "Hà Nội"), UnitNode(2, "PL", "UBND phường Phú La", parent_id=1)])
    double, other = planned(
        {"code": "PL2", "name": "UBND P. Phú La", "parent_code": "HN"},
        {"code": "XL", "name": "UBND xã Phú La", "parent_code": "HN"},
        tree=tree,
    )
    assert codes(double) == ["similar_unit"]
    assert double.fate is Fate.NEW
    assert codes(other) == []


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF"), max_size=6))
def test_on_ring_finds_exactly_the_codes_that_lead_back_to_themselves(links):
    def returns(code):
        here, steps = links.get(code), 0
        while here is not None and here != code and steps < 10:
            here, steps = links.get(here), steps + 1
        return here == code

    nodes = {code: (target,) for code, target in links.items()}
    assert on_ring(nodes) == {code for code in links if returns(code)}
