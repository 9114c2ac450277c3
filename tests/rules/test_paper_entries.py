"""Answers on paper: letters read by the order on the sheet, two keyings compared, times within the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Item
from contest.rules.paper_entries import (
    Keying,
    SheetState,
    check_times,
    differences,
    response_of,
    shown,
    state,
)
from contest.rules.refusals import Refused

SINGLE = Item(type="single_choice", stem="?", options=("a", "b", "c", "d"), key=(0,))
SEVERAL = Item(type="multiple_choice", stem="?", options=("a", "b", "c", "d"), key=(0, 2))
CLUSTER = Item(type="true_false_cluster", stem="?", options=("a", "b", "c", "d"), key=(0, 2))
WORDS = Item(type="short_answer", stem="?", accepted=("PAR INDEX",))
TURNED = (2, 0, 3, 1)
KEYING = Keying("001", ("A", "", "SIPAS"), 40, 10_000_000, 12)


@pytest.mark.parametrize(
    ("item", "typed", "response"),
    [
        (SINGLE, "a", 2),
        (SINGLE, " D ", 1),
        (SINGLE, "", None),
        (SEVERAL, "ab", [0, 2]),
        (SEVERAL, "B, a", [0, 2]),
        (CLUSTER, "ĐSSĐ", [False, True, True, False]),
        (CLUSTER, "đ d s -", [True, None, True, False]),
        (CLUSTER, "----", None),
        (WORDS, "  par   index ", "par index"),
        (WORDS, "   ", None),
    ],
)
def test_what_is_typed_is_read_by_the_order_on_paper(item, typed, response):
    assert response_of(typed, item, () if item is WORDS else TURNED) == response


@pytest.mark.parametrize(
    ("item", "typed", "code"),
    [
        (SINGLE, "E", "unread_letter"),
        (SINGLE, "?", "unread_letter"),
        (SINGLE, ",", "unread_letter"),
        (SINGLE, "AB", "one_letter_only"),
        (SEVERAL, "AX", "unread_letter"),
        (CLUSTER, "ĐSĐ", "unread_statements"),
        (CLUSTER, "ĐSĐX", "unread_statements"),
        (WORDS, "x" * 201, "unread_words"),
        (WORDS, "a\x00b", "unread_words"),
    ],
)
def test_what_cannot_be_read_is_refused_not_guessed(item, typed, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        response_of(typed, item, () if item is WORDS else TURNED)


@given(st.sampled_from([SINGLE, SEVERAL, CLUSTER]), st.permutations(range(4)), st.data())
def test_writing_a_response_down_and_reading_it_gives_it_back(item, order, data):
    responses = {
        SINGLE: st.integers(0, 3),
        SEVERAL: st.lists(st.integers(0, 3), unique=True, min_size=1).map(sorted),
        CLUSTER: st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4).filter(any),
    }
    response = data.draw(responses[item])
    assert response_of(shown(response, item, order), item, order) == response


@given(st.text(max_size=30), st.sampled_from([SINGLE, SEVERAL, CLUSTER, WORDS]))
def test_whatever_is_typed_is_refused_or_becomes_a_response_our_page_could_send(typed, item):
    order = range(len(item.options))
    try:
        response = response_of(typed, item, order)
    except Refused:
        return
    assert response is None or ITEM_TYPES[item.type].wellformed(response, item)
    text = shown(response, item, order)
    assert response_of(text, item, order) == response


def test_equal_keyings_do_not_differ_whatever_the_case():
    other = Keying("001", ("a", "", "sipas"), 40, 10_000_000, 12)
    assert differences(KEYING, other) == []
    assert state(KEYING, other, agreed=False, counted=False) is SheetState.AGREED


def test_every_difference_is_named_with_both_readings():
    other = Keying("002", ("A", "B", "SIPAS", "C"), None, 10_060_000, 13)
    found = [(d.key, d.first, d.second) for d in differences(KEYING, other)]
    assert found == [
        ("code", "001", "002"),
        ("finished_ms", 10_000_000, 10_060_000),
        ("minutes", 12, 13),
        ("prediction", 40, None),
        ("answer-1", "", "B"),
        ("answer-3", "", "C"),
    ]


def test_the_state_follows_from_what_is_there():
    other = Keying("001", ("B", "", "SIPAS"), 40, 10_000_000, 12)
    assert state(KEYING, None, agreed=False, counted=False) is SheetState.KEYED_ONCE
    assert state(KEYING, other, agreed=False, counted=False) is SheetState.DIFFERENT
    assert state(KEYING, other, agreed=True, counted=False) is SheetState.AGREED
    assert state(KEYING, other, agreed=True, counted=True) is SheetState.COUNTED


@given(
    st.builds(
        Keying, st.text(max_size=5), st.tuples(st.text(max_size=5)), st.none() | st.integers(), st.just(1), st.just(2)
    )
)
def test_a_keying_comes_back_from_its_json(keying):
    assert Keying.from_json(keying.to_json()) == keying


@pytest.mark.parametrize(
    ("finished_minute", "minutes", "refused"),
    [
        (20, 20, ""),
        (60, 1, ""),
        (19, 20, "paper_outside_window"),  # began before the opening
        (61, 20, "paper_outside_window"),
        (71, 20, "paper_in_future"),
        (50, 0, "paper_minutes"),
        (50, 31, "paper_minutes"),
    ],
)
def test_times_lie_within_the_window_the_minutes_and_the_past(finished_minute, minutes, refused):
    known = {"opens_ms": 0, "closes_ms": 60 * 60_000, "most_minutes": 30, "now_ms": 70 * 60_000}
    if not refused:
        return check_times(finished_minute * 60_000, minutes, **known)
    with pytest.raises(Refused, match=f"^{refused}$"):
        check_times(finished_minute * 60_000, minutes, **known)
