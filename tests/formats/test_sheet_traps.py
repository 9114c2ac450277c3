"""Question sheets as people and other programs head them: what would be misread in silence."""

import pytest

from contest.formats import read_bank
from contest.formats.option_cells import listed_options
from contest.rules.refusals import Refused


def read(*lines: str):
    reading = read_bank("a.csv", "\n".join(lines).encode())
    return reading, [entry.item for entry in reading.entries if entry.usable]


@pytest.mark.parametrize(
    "cell",
    [
        "A. một\nB. hai\nC. ba",
        "A. một B. hai C. ba",
        "a) một; b) hai; c) ba",
        "một\nhai\nba",
        "một|hai|ba",
        "1. một 2. hai 3. ba",
    ],
)
def test_options_in_one_cell_are_told_apart(cell):
    assert listed_options(cell) == ["một", "hai", "ba"]


@pytest.mark.parametrize("cell", ["", "chỉ một câu dài", "Theo A. một và B. hai"])
def test_a_cell_that_lists_nothing_gives_no_options(cell):
    assert listed_options(cell) == []


def test_a_column_of_all_options_belongs_to_the_question():
    _, (item,) = read("Nội dung,Phương án trả lời,Đáp án", '"Thủ đô?","A. Huế\nB. Hà Nội",B')
    assert (item.type, item.options, item.key) == ("single_choice", ("Huế", "Hà Nội"), (1,))


def test_letters_as_keys_without_options_are_no_short_answers():
    with pytest.raises(Refused, match="missing_column"):
        read("Câu hỏi,Lạ,Đáp án", "Một?,x,A", "Hai?,y,B")
    _, items = read("Câu hỏi,Đáp án", "Thủ đô?,Hà Nội", "Vitamin nào?,A")
    assert [item.type for item in items] == ["short_answer", "short_answer"]


def test_keys_that_count_from_zero_are_told_by_a_zero_or_by_the_heading():
    rows = ["S?,p,q,r,0", "T?,p,q,r,2"]
    reading, items = read("question,choice1,choice2,choice3,correct", *rows)
    assert [item.key for item in items] == [(0,), (2,)]
    assert "keys_from_zero" in [hint.code for hint in reading.hints]
    _, items = read("text,option_a,option_b,option_c,correctOptionIndex (0-2)", "S?,p,q,r,1")
    assert [item.key for item in items] == [(1,)]
    _, items = read("question,choice1,choice2,choice3,correct", "S?,p,q,r,1")
    assert [item.key for item in items] == [(0,)]


def test_english_type_names_are_understood_and_the_key_says_how_many_are_right():
    rows = ["multiple_choice,S?,p,q,A", "Multiple Choice,T?,p,q,AB", "essay,U?,,,", "short_answer,V?,,,x"]
    _, items = read("type,question,choice1,choice2,correct", *rows)
    assert [item.type for item in items] == ["single_choice", "multiple_choice", "essay", "short_answer"]


def test_options_that_differ_in_capitals_alone_are_doubted_not_refused():
    reading, items = read("Câu hỏi,A,B,C,Đáp án", "Hằng nào?,NULL,null,x,A", "Gì?,p,p,x,A")
    assert [item.key for item in items] == [(0,)]
    assert [(p.code, p.severity) for entry in reading.entries for p in entry.problems] == [
        ("repeated_option", "warning"),
        ("repeated_option", "error"),
    ]


def test_two_columns_of_keys_that_disagree_are_named():
    reading, items = read("Câu hỏi,A,B,Đáp án,Trả lời đúng", "Một?,x,y,A,B", "Hai?,x,y,A,x", "Ba?,x,y,,B")
    assert [problem.code for problem in reading.entries[0].problems] == ["keys_contradict"]
    assert [(item.stem, item.key) for item in items] == [("Hai?", (0,)), ("Ba?", (1,))]


@pytest.mark.parametrize("cell", ["Thủ đô?\nA. Huế\nB. Hà Nội", "Thủ đô? A. Huế B. Hà Nội C. Vinh"])
def test_options_may_stand_in_the_cell_of_the_question(cell):
    _, (item,) = read("TT,Câu hỏi,Đáp án", f'1,"{cell}",B')
    assert (item.type, item.stem, item.options[:2], item.key) == ("single_choice", "Thủ đô?", ("Huế", "Hà Nội"), (1,))


@pytest.mark.parametrize(
    ("stem", "between"),
    [("Ông A. nộp hồ sơ cho bà B. Hỏi ai trả lời?", "\n"), ("Hồ sơ của ông A. thiếu gì?", " ")],
)
def test_somebody_called_a_opens_no_options(stem, between):
    cell = between.join([stem, "A. Trả lại", "B. Tiếp nhận", "C. Báo cáo"])
    _, (item,) = read("TT,Câu hỏi,Đáp án", f'1,"{cell}",B')
    assert (item.stem, item.options, item.key) == (stem, ("Trả lại", "Tiếp nhận", "Báo cáo"), (1,))


def test_a_second_key_column_may_count_from_0():
    _, items = read("Question,A,B,Correct answer,Correct index", "One?,x,y,y,1", "Two?,x,y,x,0")
    assert [item.key for item in items] == [(1,), (0,)]


def test_a_name_in_a_question_is_no_option():
    _, (item,) = read("Câu hỏi,Đáp án,Loại", '"Ông A. và bà B. nộp gì?",hồ sơ,Trả lời ngắn')
    assert (item.type, item.stem) == ("short_answer", "Ông A. và bà B. nộp gì?")
