"""Rows of a roster meet the people already known."""

import pytest

from contest.rules.refusals import Refused
from contest.rules.rosters import Known, UnitFinder, match, read_row
from contest.rules.sheet_lines import Fate
from contest.rules.units import UnitNode, UnitTree

TREE = UnitTree.of(
    [
        UnitNode(1, "TINH", "Tỉnh"),
        UnitNode(2, "X1", "Xã Một", parent_id=1),
        UnitNode(3, "X2", "Xã Hai", parent_id=1),
        UnitNode(4, "T1", "Trường Mầm non", parent_id=2),
        UnitNode(5, "T2", "Trường mầm non", parent_id=2),
    ]
)
SCOPE = frozenset({2, 4, 5})


def known(id, name, **more):
    facts = {"position": "", "phone": "", "email": "", "staff_code": "", "unit_id": 2, "category": "official"}
    return Known(id, name, **{**facts, "on_roster": True, **more})


def matched(*rows, people=(), scope=SCOPE):
    finder = UnitFinder(TREE, scope)
    lines = [read_row(n, {"unit_code": "X1", **row}, finder, {"dân": "citizen"}.get) for n, row in enumerate(rows, 2)]
    match(lines, people, scope)
    return lines


def codes(line):
    return [p.code for p in line.problems]


def test_a_person_nobody_knows_is_new():
    (line,) = matched({"name": "An Văn", "phone": "0901 234 567"})
    assert line.fate is Fate.NEW
    assert line.content.phone == "0901234567"


@pytest.mark.parametrize("contact", [{"phone": "+84901234567"}, {"email": "AN@x.vn"}, {"staff_code": "cb1"}])
def test_any_contact_finds_the_person(contact):
    an = known(7, "An Văn", phone="0901234567", email="an@x.vn", staff_code="CB1")
    (line,) = matched({"name": "An Văn", **contact}, people=[an])
    assert (line.known_id, line.fate) == (7, Fate.SAME)


def test_a_self_registered_account_joins_the_roster_instead_of_being_doubled():
    an = known(7, "Văn An", phone="0901234567", on_roster=False, unit_id=3)
    (line,) = matched({"name": "An Văn", "phone": "0901234567"}, people=[an])
    assert line.known_id == 7
    assert line.changes["on_roster"] == (False, True)
    assert line.changes["unit_id"] == (3, 2)
    assert codes(line) == ["self_registered_joins", "name_differs"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"unit_id": 3}, "person_of_other_unit"),
        ({"unit_id": 3, "on_roster": False, "has_role": True}, "person_of_other_unit"),
        ({"reachable": False}, "outranked"),
    ],
)
def test_nobody_is_taken_from_another_unit_or_from_above(facts, code):
    (line,) = matched({"name": "An", "phone": "0901234567"}, people=[known(7, "An", phone="0901234567", **facts)])
    assert codes(line) == [code]


def test_contacts_of_two_people_in_one_row_are_refused():
    people = [known(7, "An", phone="0901234567"), known(8, "Bình", email="b@x.vn")]
    (line,) = matched({"name": "An", "phone": "0901234567", "email": "b@x.vn"}, people=people)
    assert codes(line) == ["several_accounts"]


def test_a_row_without_contact_finds_its_person_again_by_name_and_unit():
    (line,) = matched({"name": "an van"}, people=[known(7, "An Văn", staff_code="TS000007")])
    assert line.known_id == 7


def test_a_namesake_who_registered_alone_is_flagged_for_a_person_to_judge():
    (line,) = matched({"name": "An Văn"}, people=[known(7, "An Văn", phone="0901234567", on_roster=False)])
    assert line.fate is Fate.NEW
    assert codes(line) == ["namesake_in_unit"]


def test_two_namesakes_cannot_be_told_apart_without_contact():
    (line,) = matched({"name": "An"}, people=[known(7, "An"), known(8, "An")])
    assert codes(line) == ["several_namesakes"]


def test_the_same_person_twice_in_the_file_is_refused_the_second_time():
    first, second = matched({"name": "An", "phone": "0901234567"}, {"name": "Ân", "phone": "84901234567"})
    assert first.fate is Fate.NEW
    assert (codes(second), second.problems[0].details["row"]) == (["repeated_contact"], 2)
    assert second.problems[0].details["value"] == "0901234567"


def test_one_name_twice_without_contact_is_refused_the_second_time():
    _, second = matched({"name": "An"}, {"name": "an"})
    assert (codes(second), second.problems[0].details["row"]) == (["repeated_person"], 2)


@pytest.mark.parametrize(
    ("name", "code", "fate"),
    [("Tổng cộng: 42 người", "row_of_nobody", Fate.INVALID), ("Lý Văn Bảy", "row_without_contact", Fate.NEW)],
)
def test_in_a_list_without_units_a_row_without_contact_is_looked_at_twice(name, code, fate):
    line = read_row(9, {"name": name}, UnitFinder(TREE, SCOPE, own=2), str)
    match([line], (), SCOPE)
    assert (codes(line), line.fate, line.content.unit_id) == ([code], fate, 2)


def test_empty_cells_change_nothing():
    an = known(7, "An", phone="0901234567", position="Chuyên viên", category="citizen")
    (line,) = matched({"name": "An", "phone": "0901234567"}, people=[an])
    assert line.changes == {}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"name": ""}, "missing_name"),
        ({"name": "An", "phone": "12"}, "bad_phone"),
        ({"name": "An", "email": "an"}, "bad_email"),
        ({"name": "An", "staff_code": "0901234567"}, "bad_staff_code"),
        ({"name": "An", "category": "khách"}, "unknown_category_text"),
        ({"name": "An", "unit_code": "X9"}, "unknown_unit_code"),
        ({"name": "An", "unit_code": "X2"}, "unit_out_of_scope"),
        ({"name": "An", "unit_code": ""}, "row_without_unit"),
        ({"name": "An", "unit_code": "", "unit_name": "Xã Hai"}, "unknown_unit_name"),
        ({"name": "An", "unit_code": "", "unit_name": "Trường Mầm non"}, "ambiguous_unit"),
    ],
)
def test_a_bad_row_says_what_is_wrong(row, code):
    (line,) = matched(row)
    assert codes(line) == [code]


def test_a_unit_is_found_by_its_name_without_diacritics():
    assert UnitFinder(TREE, None).find("", "xa hai") == 3
    with pytest.raises(Refused, match="row_without_unit"):
        UnitFinder(TREE, None).find("", "")
