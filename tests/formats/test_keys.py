"""How the key of a question may be written."""

import pytest

from contest.formats.keys import read_key

OPTIONS = ["Huế", "Hà Nội", "Đà Nẵng", "Cần Thơ"]


@pytest.mark.parametrize(
    ("written", "positions"),
    [
        ("B", (1,)),
        ("b", (1,)),
        (" B. ", (1,)),
        ("2", (1,)),
        ("Đáp án B", (1,)),
        ("Đáp án đúng là B", (1,)),
        ("Hà Nội", (1,)),
        ("HÀ NỘI", (1,)),
        ("B. Hà Nội", (1,)),
        ("Ｂ", (1,)),
        ("В", (1,)),  # a Cyrillic letter
        ("A, C", (0, 2)),
        ("a; c", (0, 2)),
        ("AC", (0, 2)),
        ("A và C", (0, 2)),
        ("C,A", (0, 2)),
        ("1,3", (0, 2)),
        ("Huế\nĐà Nẵng", (0, 2)),
        ("Huế, Đà Nẵng", (0, 2)),
        ("B (Hà Nội)", (1,)),
    ],
)
def test_letters_numbers_and_texts_are_understood(written, positions):
    assert read_key(written, OPTIONS).positions == positions


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "missing_key"),
        ("F", "key_outside_options"),
        ("9", "key_outside_options"),
        ("Hải Phòng", "key_not_in_options"),
        ("Ha Noi", "key_not_in_options"),
        ("B. Huế", "key_not_in_options"),
        ("B (Huế)", "key_not_in_options"),
        ("Huế, Hải Phòng", "key_not_in_options"),
    ],
)
def test_what_names_no_option_is_refused(written, code):
    problem = read_key(written, OPTIONS).problem
    assert problem is not None
    assert problem.code == code


def test_a_number_that_is_both_a_place_and_another_options_text_is_ambiguous():
    problem = read_key("4", ["4", "1", "3", "2"]).problem
    assert problem is not None
    assert problem.code == "ambiguous_key"
    assert read_key("4", ["1", "2", "3", "4"]).positions == (3,)
    assert read_key("97", ["51", "57", "91", "97"]).positions == (3,)


def test_letters_do_not_shift_when_an_option_is_empty():
    assert read_key("D", ["Huế", "", "Đà Nẵng", "Cần Thơ"]).positions == (3,)
    assert read_key("B", ["Huế", "", "Đà Nẵng", "Cần Thơ"]).problem is not None


@pytest.mark.parametrize("written", ["Đ,S,S,Đ", "đ; s; s; đ", "Đúng, Sai, Sai, Đúng", "Đ S S Đ"])
def test_each_statement_may_be_judged(written):
    key = read_key(written, OPTIONS)
    assert (key.judged, key.positions) == (True, (0, 3))


@pytest.mark.parametrize(
    ("written", "positions"), [("J", (9,)), ("A, J", (0, 9)), ("10", (9,)), ("J. lựa chọn 10", (9,))]
)
def test_letters_go_as_far_as_the_options(written, positions):
    assert read_key(written, [f"lựa chọn {n}" for n in range(1, 11)]).positions == positions


@pytest.mark.parametrize(("written", "position"), [("Đ", 0), ("S", 1), ("đúng.", 0), ("FALSE", 1), ("B", 1)])
def test_one_word_for_true_or_false_is_the_key_where_that_is_asked(written, position):
    assert read_key(written, ["Đúng", "Sai", "", ""]).positions == (position,)
    if written == "S":
        assert read_key(written, ["Đúng", "Sai", "Không rõ"]).problem is not None
