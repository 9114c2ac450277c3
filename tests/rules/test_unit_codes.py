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


def read(*rows):
    lines = [read_row(n, {"name": name, "parent_code": above}, coded=False) for n, (name, above) in enumerate(rows, 2)]
    give_codes(lines, TREE, "TINH")
    plan(lines, TREE, {}, None, date(2026, 11, 22))
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
