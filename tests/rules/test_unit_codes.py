"""A list of units without codes: known units keep theirs, new ones get one, parents go by name."""

from datetime import date

import pytest

from contest.rules.sheet_lines import Fate
from contest.rules.unit_codes import give_codes
from contest.rules.unit_import import plan
from contest.rules.unit_rows import read_row
from contest.rules.units import UnitNode, UnitTree

TREE = UnitTree.of(
    [
        UnitNode(1, "TINH", "Tỉnh Bình Minh"),
        UnitNode(2, "SNV", "Sở Nội vụ", parent_id=1),
        UnitNode(3, "P-AN", "Phường An Hòa", parent_id=1),
        UnitNode(4, "TH-AN", "Trường Tiểu học", parent_id=3),
    ]
)


def read(*rows, tree=TREE, top="TINH", scope=None):
    lines = [read_row(n, {"name": name, "parent_code": above}, coded=False) for n, (name, above) in enumerate(rows, 2)]
    give_codes(lines, tree, top, scope)
    plan(lines, tree, {}, scope, date(2026, 11, 22))
    return lines


def placed(*rows):
    return [(li.content.code, li.content.parent_code) for li in read(*rows)]


def test_new_units_get_their_initials_and_hang_below_the_top():
    assert placed(("Sở Tư pháp", ""), ("Phòng 12", "Sở Tư pháp")) == [("STP", "TINH"), ("P12", "STP")]


def test_a_parent_may_come_later_in_the_file_or_be_known_by_name_or_code():
    rows = ("Tổ B", "Phòng A"), ("Phòng A", "sở nội vụ"), ("Phòng C", "SNV")
    assert placed(*rows) == [("TB", "PA"), ("PA", "SNV"), ("PC", "SNV")]


def test_a_known_unit_keeps_its_code_and_its_place():
    (school,) = read(("trường tiểu học", ""))
    assert (school.content.code, school.content.parent_code, school.known_id) == ("TH-AN", "", 4)
    assert "parent_code" not in school.changes


def test_one_name_below_two_parents_is_two_units():
    (known, new) = read(("Trường Tiểu học", "Phường An Hòa"), ("Trường Tiểu học", "Sở Nội vụ"))
    assert (known.content.code, known.fate) == ("TH-AN", Fate.SAME)
    assert (new.content.code, new.fate) == ("TTH", Fate.NEW)


OFFICES = UnitTree.of(
    [
        *TREE.nodes.values(),
        UnitNode(5, "P-BINH", "Phường Bình Tây", parent_id=1),
        UnitNode(6, "VP", "Văn phòng", parent_id=3),
        UnitNode(7, "VP-2", "Văn phòng", parent_id=5),
        UnitNode(8, "P-CU", "Phường Cũ", parent_id=1, valid_to=date(2025, 6, 30)),
    ]
)


def test_a_part_of_the_province_knows_its_own_units_alone():
    (office,) = read(("Văn phòng", ""), tree=OFFICES, top="P-BINH", scope=frozenset({5, 7}))
    assert (office.content.code, office.fate) == ("VP-2", Fate.SAME)
    (new,) = read(("Văn phòng", ""), tree=OFFICES, top="TH-AN", scope=frozenset({4}))
    assert (new.content.code, new.content.parent_code, new.fate) == ("VP-3", "TH-AN", Fate.NEW)


def test_of_several_namesakes_the_one_below_the_top_is_meant():
    assert [li.content.code for li in read(("Văn phòng", ""), tree=OFFICES, top="P-AN")] == ["VP"]


def test_a_unit_that_was_dissolved_is_not_the_new_one_of_its_name():
    (new,) = read(("Phường Cũ", ""), tree=OFFICES)
    assert (new.content.code, new.fate) == ("PC", Fate.NEW)


def test_codes_taken_already_are_numbered():
    assert [code for code, _ in placed(("Sở Nông vụ", ""), ("Sở Ngoại vụ", ""))] == ["SNV-2", "SNV-3"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("Phòng A", ""), ("phòng a", "")], "repeated_unit_code"),
        ([("Tổ B", "Phòng X")], "unknown_parent"),
        ([("Văn phòng", "SNV"), ("Văn phòng", "P-AN"), ("Tổ B", "Văn phòng")], "unknown_parent"),
        ([("", "")], "unit_without_name"),
    ],
)
def test_what_cannot_be_told_is_refused(rows, code):
    assert code in [p.code for p in read(*rows)[-1].problems]
