"""What a stored item keeps, and which types of items can be played."""

from dataclasses import replace
from decimal import Decimal

import pytest

from contest.rules.item_json import item_from_json, item_to_json
from contest.rules.item_types import ITEM_TYPES, playable, short_answer
from contest.rules.items import Item, NumericAnswer, Picture
from contest.wording import LABELS

PICTURE = Picture("so-do.png", "image/png", "ab" * 32, b"\x89PNG")


def test_everything_but_the_bytes_of_pictures_comes_back():
    item = Item(
        type="single_choice",
        stem=f"Nhìn {PICTURE.mark}",
        options=("a", "b"),
        key=(0,),
        weights=(100.0, -33.33333),
        feedback=("đúng", ""),
        pairs=(("Lào Cai", "Bắc"), ("", "Trung")),
        numbers=(NumericAnswer(Decimal("3.5"), Decimal("0.10")),),
        pictures=(PICTURE,),
        tags=("Địa lí",),
    )
    stored = item_to_json(item)
    assert item_from_json(stored) == item
    assert "content" not in stored["pictures"][0]
    assert item_from_json(stored).pictures[0].content == b""


def test_items_stored_before_have_none_of_the_new_fields():
    item = item_from_json({"type": "single_choice", "stem": "?", "options": ["a", "b"], "key": [1]})
    assert item == Item(type="single_choice", stem="?", options=("a", "b"), key=(1,))


def test_a_picture_is_marked_by_the_beginning_of_its_digest():
    assert PICTURE.mark == "[[hình:abababababababab]]"


def test_every_type_says_whether_it_can_be_played_and_has_its_label():
    assert {name for name in ITEM_TYPES if not playable(name)} == {"essay", "matching", "numerical", "ordering"}
    assert {name for name in ITEM_TYPES if ("item_type", name) not in LABELS} == set()


@pytest.mark.parametrize(("given", "credit"), [("Nguyễn Du", 1.0), (" tố như.", 0.5), ("", 0.0), ("ai đó", 0.0)])
def test_a_weighted_short_answer_earns_its_weight(given, credit):
    item = Item(type="short_answer", stem="?", accepted=("Nguyễn Du", "Tố Như"), weights=(100.0, 50.0))
    assert short_answer.credit(given, item) == credit


def test_the_right_response_to_a_weighted_short_answer_earns_everything():
    item = Item(type="short_answer", stem="?", accepted=("Tố Như", "Nguyễn Du"), weights=(50.0, 100.0))
    assert short_answer.credit(short_answer.right_response(item), item) == 1.0
    assert short_answer.problems(item) == []
    assert [p.code for p in short_answer.problems(replace(item, weights=(50.0, 50.0)))] == ["no_full_mark"]
