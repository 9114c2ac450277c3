"""The key sheet speaks of options as the paper shows them."""

import io

import docx as word

from contest.documents.exam_paper import Paper, Question, write_paper
from contest.rules.items import Item

CHOICE = Item(type="single_choice", stem="Ở đâu?", options=("Huế", "Hà Nội", "Vinh"), key=(1,))
CLUSTER = Item(type="true_false_cluster", stem="Xét:", options=("Một", "Hai", "Ba"), key=(0, 2))
SHORT = Item(type="short_answer", stem="Bao nhiêu?", accepted=("12,5", "12.5"))


def shown(*questions: Question) -> list[str]:
    content = write_paper("Đề thi", Paper("001", questions))
    return [p.text for p in word.Document(io.BytesIO(content)).paragraphs]


def test_the_letter_is_that_of_the_place_where_the_right_option_is_shown():
    question = Question(CHOICE, (2, 0, 1))
    assert question.key == "C"
    assert "A. Vinh\tB. Huế\tC. Hà Nội" in shown(question)


def test_statements_are_called_in_the_order_shown():
    question = Question(CLUSTER, (2, 1, 0))
    assert question.key == "Đ S Đ"
    assert [line for line in shown(question) if line[1:2] == ")"] == ["a) Ba", "b) Hai", "c) Một"]


def test_a_short_answer_has_a_line_to_write_on_and_no_key():
    lines = shown(Question(SHORT, ()))
    assert Question(SHORT, ()).key == "12,5 | 12.5"
    assert any(line.startswith("Trả lời:") for line in lines)
    assert not any("12,5" in line for line in lines)
