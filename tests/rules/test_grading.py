"""Marking, type by type and paper by paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.grading import answered_count, grade, response_to
from contest.rules.items import Item

SINGLE = Item(type="single_choice", stem="?", options=("a", "b", "c", "d"), key=(2,))
MULTIPLE = Item(type="multiple_choice", stem="?", options=("a", "b", "c", "d"), key=(0, 3))
CLUSTER = Item(type="true_false_cluster", stem="?", options=("a", "b", "c", "d"), key=(1, 2))
SHORT = Item(type="short_answer", stem="?", accepted=("Bộ phận Một cửa", "một cửa"))
ALL_FALSE = Item(type="true_false_cluster", stem="?", options=("a", "b"))


@pytest.mark.parametrize(
    ("item", "response", "score"),
    [
        (SINGLE, 2, 100),
        (SINGLE, 1, 0),
        (SINGLE, None, 0),
        (SINGLE, True, 0),
        (SINGLE, 2.0, 0),
        (SINGLE, "2", 0),
        (SINGLE, 9, 0),
        (SINGLE, -2, 0),
        (MULTIPLE, [0, 3], 100),
        (MULTIPLE, [3, 0], 100),
        (MULTIPLE, [0], 0),
        (MULTIPLE, [0, 3, 1], 0),
        (MULTIPLE, [0, 3, 3], 0),
        (MULTIPLE, [], 0),
        (MULTIPLE, [[0], 3], 0),
        (MULTIPLE, {"0": 3}, 0),
        (CLUSTER, [False, True, True, False], 100),
        (CLUSTER, [False, True, True, True], 75),
        (CLUSTER, [None, True, None, None], 25),
        (CLUSTER, [None, None, None, None], 0),
        (CLUSTER, [False, True, True], 0),
        (CLUSTER, [0, 1, 1, 0], 0),
        (ALL_FALSE, [False, False], 100),
        (SHORT, "  MỘT   cửa. ", 100),
        (SHORT, "bộ phận một cửa", 100),
        (SHORT, "mot cua", 0),
        (SHORT, "", 0),
        (SHORT, "x" * 201, 0),
        (SHORT, 7, 0),
    ],
)
def test_one_item_is_marked_by_its_type(item, response, score):
    assert grade([item], {"0": response}, 100).score == score


def test_one_third_of_a_point_is_rounded_to_whole_hundredths():
    three = Item(type="true_false_cluster", stem="?", options=("a", "b", "c"), key=(0,))
    assert grade([three], {"0": [True, None, None]}, 100).score == 33
    assert grade([three], {"0": [True, False, None]}, 100).score == 67


def test_a_paper_sums_its_items_and_tells_a_perfect_one():
    items = [SINGLE, MULTIPLE, CLUSTER, SHORT]
    perfect = {"0": 2, "1": [0, 3], "2": [False, True, True, False], "3": "một cửa"}
    assert grade(items, perfect, 250) == grade(items, {**perfect, "9": 1}, 250)
    assert (grade(items, perfect, 250).score, grade(items, perfect, 250).all_correct) == (1000, True)
    nearly = grade(items, {**perfect, "2": [True, True, True, False]}, 100)
    assert (nearly.score, nearly.correct, nearly.all_correct) == (375, 3, False)


def test_an_empty_paper_is_not_perfect():
    assert grade([], {}, 100).all_correct is False


def test_answered_counts_whole_answers_only():
    items = [SINGLE, MULTIPLE, CLUSTER, SHORT]
    assert answered_count(items, {"0": 0, "1": [], "2": [True, None, None, None], "3": "  "}) == 1
    assert answered_count(items, {"0": 0, "1": [1], "2": [True, False, True, False], "3": "x"}) == 4


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("0123x"), anything))
def test_no_stored_state_breaks_grading_or_earns_more_than_everything(responses):
    items = [SINGLE, MULTIPLE, CLUSTER, SHORT]
    found = grade(items, responses, 100)
    assert 0 <= found.score <= 400
    assert found.all_correct is (found.correct == 4) is (found.score == 400)
    assert 0 <= answered_count(items, responses) <= 4


def test_a_response_our_page_could_not_send_is_none():
    assert response_to(SINGLE, 0, {"0": 9}) is None
    assert response_to(SINGLE, 0, {"0": 3}) == 3
