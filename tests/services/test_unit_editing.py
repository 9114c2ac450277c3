"""Single units: made, changed, counted, succeeded."""

from datetime import date

import pytest

from contest.rules.refusals import Refused
from contest.services import unit_editing
from contest.services.actors import actor_for, unit_tree
from contest.services.unit_editing import UnitData
from contest.services.unit_finding import find_units, picked_unit
from contest.services.unit_viewing import page_of_tree

TODAY = date(2026, 11, 22)


@pytest.fixture
def dung(any_app, cast):
    return actor_for(cast.person("dung"))


@pytest.fixture
def lan(any_app, cast):
    return actor_for(cast.person("lan"))


def test_a_unit_is_made_below_another(dung, cast, now):
    data = UnitData(" syt ", "Sở  Y tế", parent_id=cast.units["province"], open_entry=True)
    unit_id = unit_editing.create_unit(data, actor=dung, now_ms=now)
    node = unit_tree().nodes[unit_id]
    assert (node.code, node.name, node.parent_id, node.open_entry) == ("SYT", "Sở Y tế", cast.units["province"], True)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"code": ""}, "unit_without_code"),
        ({"code": "A B"}, "bad_unit_code"),
        ({"code": "snv"}, "unit_code_taken"),
        ({"name": " "}, "unit_without_name"),
        ({"parent_id": None}, "parent_needed"),
        ({"parent_id": 987654}, "unknown_unit"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "validity_reversed"),
        ({"name": "sở tư pháp"}, "similar_unit_exists"),
    ],
)
def test_a_unit_that_cannot_stand_is_refused(dung, cast, now, more, code):
    data = UnitData(**{"code": "MOI", "name": "Đơn vị mới", "parent_id": cast.units["province"], **more})
    with pytest.raises(Refused, match=code):
        unit_editing.create_unit(data, actor=dung, now_ms=now)
    assert "MOI" not in unit_tree().by_code


def test_a_probable_double_is_made_when_its_maker_insists(dung, cast, now):
    data = UnitData("STP2", "Sở Tư pháp", parent_id=cast.units["province"])
    assert unit_editing.create_unit(data, actor=dung, now_ms=now, despite_likeness=True)


def test_an_organiser_does_not_make_or_move_units_elsewhere(lan, cast, now):
    with pytest.raises(Refused, match="unit_out_of_scope"):
        unit_editing.create_unit(UnitData("A", "A", parent_id=cast.units["ward"]), actor=lan, now_ms=now)
    own = UnitData("X-PHULOC", "Xã Phú Lộc", parent_id=cast.units["ward"])
    with pytest.raises(Refused, match="unit_out_of_scope"):
        unit_editing.change_unit(cast.units["commune"], own, actor=lan, now_ms=now)


def test_an_organiser_may_change_their_own_top_unit_where_it_stands(lan, cast, now):
    own = UnitData("X-PHULOC", "Xã Phú Lộc mới", parent_id=cast.units["province"])
    unit_editing.change_unit(cast.units["commune"], own, actor=lan, now_ms=now)
    assert unit_tree().nodes[cast.units["commune"]].name == "Xã Phú Lộc mới"


def test_a_unit_cannot_stand_below_itself(dung, cast, now):
    data = UnitData("P-ANHOA", "Phường An Hòa", parent_id=cast.units["school"])
    with pytest.raises(Refused, match="unit_ring"):
        unit_editing.change_unit(cast.units["ward"], data, actor=dung, now_ms=now)


def test_headcounts_are_dated_and_a_day_counted_again_is_replaced(dung, cast, now):
    ward = cast.units["ward"]
    for people in (70, 71):
        unit_editing.count_heads(ward, date(2026, 7, 1), people, actor=dung, now_ms=now)
    node = unit_tree().nodes[ward]
    assert (node.headcount(date(2026, 6, 30)), node.headcount(TODAY)) == (50, 71)
    unit_editing.drop_headcount(ward, date(2026, 7, 1), actor=dung, now_ms=now)
    assert unit_tree().nodes[ward].headcount(TODAY) == 50
    with pytest.raises(Refused, match="bad_headcount"):
        unit_editing.count_heads(ward, TODAY, -1, actor=dung, now_ms=now)


def test_a_merged_unit_ends_and_hands_over_people_and_children(dung, cast, now):
    ward, commune = cast.units["ward"], cast.units["commune"]
    unit_editing.succeed(ward, commune, TODAY, move=True, actor=dung, now_ms=now)
    tree = unit_tree()
    assert tree.nodes[ward].valid_to == date(2026, 11, 21)
    assert tree.successor(ward, TODAY) == commune
    assert tree.nodes[cast.units["school"]].parent_id == commune
    assert cast.person("an").unit_id == commune


def test_a_renamed_unit_goes_on_under_its_new_name(lan, cast, now):
    commune = cast.units["commune"]
    new = unit_editing.rename(commune, "DK-PL", "Đặc khu Phú Lộc", TODAY, actor=lan, now_ms=now)
    tree = unit_tree()
    assert (tree.nodes[commune].name, tree.nodes[new].name) == ("Xã Phú Lộc", "Đặc khu Phú Lộc")
    assert tree.nodes[new].parent_id == cast.units["province"]
    assert tree.nodes[new].headcount(TODAY) == 20
    assert cast.person("binh").unit_id == new


@pytest.mark.parametrize(
    ("unit", "successor", "code"),
    [("ward", "ward", "unit_succeeds_itself"), ("ward", "school", "successor_below_unit")],
)
def test_a_succession_that_makes_no_sense_is_refused(dung, cast, now, unit, successor, code):
    with pytest.raises(Refused, match=code):
        unit_editing.succeed(cast.units[unit], cast.units[successor], TODAY, move=True, actor=dung, now_ms=now)


def test_successions_do_not_go_round(dung, cast, now):
    ward, commune = cast.units["ward"], cast.units["commune"]
    unit_editing.succeed(ward, commune, TODAY, move=False, actor=dung, now_ms=now)
    with pytest.raises(Refused, match="succession_ring"):
        unit_editing.succeed(commune, ward, TODAY, move=False, actor=dung, now_ms=now)


def test_units_are_found_without_diacritics_in_any_word_order(any_app, cast):
    assert [h.code for h in find_units("hoa an", living_on=TODAY)] == ["P-ANHOA", "TH-ANHOA"]
    assert find_units("truong an hoa", living_on=TODAY)[0].place == "Phường An Hòa, Tỉnh Bình Minh"
    assert find_units("  ", living_on=TODAY) == []
    assert find_units("100%_", living_on=TODAY) == []


def test_units_that_ended_are_not_offered(dung, cast, now):
    unit_editing.succeed(cast.units["ward"], cast.units["commune"], TODAY, move=False, actor=dung, now_ms=now)
    assert [h.code for h in find_units("an hoa", living_on=TODAY)] == ["TH-ANHOA"]


def test_what_was_typed_without_script_is_understood_or_asked_about(any_app, cast):
    ward = cast.units["ward"]
    assert picked_unit("", str(ward), living_on=TODAY) is None
    assert picked_unit("phuong an hoa", "", living_on=TODAY) == ward
    assert picked_unit("phu loc", "", living_on=TODAY) == cast.units["commune"]
    assert picked_unit("Phường An Hòa", str(ward), living_on=TODAY) == ward
    # The text was changed after the choice.
    assert picked_unit("xa phu loc", str(ward), living_on=TODAY) == cast.units["commune"]
    for text, code in (("hoa", "choose_unit"), ("khong co", "unknown_unit")):
        with pytest.raises(Refused, match=code):
            picked_unit(text, "", living_on=TODAY)


def test_the_tree_is_listed_in_order_and_in_pages(any_app, cast, dung):
    first = page_of_tree(None, "", 1, 3)
    assert [(depth, node.name) for depth, node, _, _ in first.lines] == [
        (0, "Tỉnh Bình Minh"),
        (1, "Người dân"),
        (1, "Phường An Hòa"),
    ]
    assert (first.pages, first.total) == (3, 7)
    assert first.lines[2][3] == 1  # An
    own = page_of_tree(frozenset({cast.units["ward"], cast.units["school"]}), "", 9, 3)
    assert [(depth, node.code) for depth, node, _, _ in own.lines] == [(0, "P-ANHOA"), (1, "TH-ANHOA")]
