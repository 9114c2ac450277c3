"""What the browser sends is read strictly; two people's changes to one paper are laid together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.answers import LARGEST_BYTES, Answers, overlay, parse, read_answers, read_save
from contest.rules.refusals import Refused


def save(**changes):
    return {"base": 0, "save_id": "save-0001", "answers": {}, **changes}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"a": {}, "f": [], "p": None},
        {"a": {"0": 3, "12": [0, 2], "3": [True, None, False], "4": "một cửa"}, "f": [0, 999], "p": 10**9},
    ],
)
def test_what_our_page_sends_is_read(answers):
    read = read_save(save(answers=answers))
    assert Answers.from_stored(read.answers.stored()) == read.answers


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "text",
        {"base": 0, "save_id": "save-0001"},
        save(extra=1),
        save(base=-1),
        save(base=2**31),
        save(base=True),
        save(base="0"),
        save(base=0.0),
        save(save_id="short"),
        save(save_id="x" * 41),
        save(save_id="có dấu nhé"),
        save(save_id=12345678),
        save(answers=None),
        save(answers=[]),
        save(answers={"x": 1}),
        save(answers={"a": []}),
        save(answers={"a": {"01": 1}}),
        save(answers={"a": {"-1": 1}}),
        save(answers={"a": {"1000": 1}}),
        save(answers={"a": {"²": 1}}),
        save(answers={"a": {"0": {}}}),
        save(answers={"a": {"0": [[1]]}}),
        save(answers={"a": {"0": 1.5}}),
        save(answers={"a": {"0": float("nan")}}),
        save(answers={"a": {"0": -1}}),
        save(answers={"a": {"0": 10**400}}),
        save(answers={"a": {"0": "x" * 501}}),
        save(answers={"a": {"0": "\ud800"}}),
        save(answers={"a": {"0": [0] * 65}}),
        save(answers={"f": {}}),
        save(answers={"f": [True]}),
        save(answers={"f": [1000]}),
        save(answers={"p": -1}),
        save(answers={"p": 10**9 + 1}),
        save(answers={"p": "14"}),
        save(answers={"p": True}),
    ],
)
def test_anything_else_is_malformed(value):
    with pytest.raises(Refused, match="malformed_answers"):
        read_save(value)


def test_a_body_is_bounded_in_size_and_depth():
    assert parse(b'"' + b"x" * (LARGEST_BYTES - 2) + b'"')
    with pytest.raises(Refused, match="answers_too_large"):
        parse(b'"' + b"x" * LARGEST_BYTES + b'"')
    with pytest.raises(Refused, match="malformed_answers"):
        parse(b"[" * LARGEST_BYTES)


def test_equal_states_are_stored_alike():
    one = read_answers({"a": {"1": 2, "0": 1}, "f": [3, 1, 3]})
    other = read_answers({"f": [1, 3], "a": {"0": 1, "1": 2, "5": None}, "p": None})
    assert one.stored() == other.stored()


states = st.builds(
    Answers,
    st.dictionaries(st.sampled_from(["0", "1", "2"]), st.integers(0, 2), max_size=3),
    st.sets(st.integers(0, 2)).map(lambda flags: tuple(sorted(flags))),
    st.none() | st.integers(0, 2),
)


@given(states, states)
def test_without_changes_of_ones_own_what_is_stored_stands(stored, before):
    assert overlay(stored, before, before) == stored


@given(states, states)
def test_if_nobody_else_saved_ones_own_state_stands(before, mine):
    assert overlay(before, before, mine) == mine


@given(states, states, states)
def test_question_by_question_mine_if_i_changed_it_else_theirs(stored, before, mine):
    merged = overlay(stored, before, mine)
    for n in ("0", "1", "2"):
        changed = mine.responses.get(n) != before.responses.get(n)
        assert merged.responses.get(n) == (mine if changed else stored).responses.get(n)
        flipped = (int(n) in mine.flagged) != (int(n) in before.flagged)
        assert (int(n) in merged.flagged) == (int(n) in (mine if flipped else stored).flagged)
    assert merged.prediction == (mine if mine.prediction != before.prediction else stored).prediction
