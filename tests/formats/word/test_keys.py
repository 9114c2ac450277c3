"""How the right option is told, and what is never guessed."""

import pytest
from docx.shared import RGBColor

from tests.formats.word.paper import RED, codes, items, options, paper, reading, table

BOLD, ALL = {"bold": True}, [("A. Huế", {}), ("B. Hà Nội", {}), ("C. Vinh", {}), ("D. Đà Lạt", {})]
QUESTION = "Câu 1. Thủ đô ở đâu?"


def key(*lines):
    [item] = items(paper(QUESTION, *lines))
    return item.key


@pytest.mark.parametrize(
    "line",
    [
        "Đáp án: B",
        "ĐA: b",
        "Đ/a đúng là B",
        "Chọn B",
        "Chọn đáp án B.",
        "=> B",
        "→ Chọn B",
        "Answer: B",
        "ANSWER: B",
        "Đáp án đúng: B. Hà Nội",
        "Đáp án: Hà Nội",
        "Đáp án B",
        "Ðáp án: B",
        "đáp án : (B)",
        "Phương án đúng là: B",
        "*Đáp án: B*",
        "Đáp án đúng là В",
        "Key: B",
        "Đ.A: B",
        "Phương án đúng là phương án B",
    ],
)
def test_every_wording_of_an_answer_line(line):
    assert key(*ALL, line) == (1,)


@pytest.mark.parametrize("last", ["A", "A - C - B", "a = 2"])
def test_an_option_d_that_begins_with_a_is_no_answer_line(last):
    [item] = items(paper(QUESTION, "A. O", "B. AB", "C. Rh", f"D. {last}", "Đáp án: B"))
    assert (item.options, item.key) == (("O", "AB", "Rh", last), (1,))


@pytest.mark.parametrize(
    "line", ["Đáp án: A, C", "Đáp án: A và C", "Đáp án: AC", "ĐA: A;C", "Chọn A & C", "Đáp án: A C"]
)
def test_several_letters_make_a_multiple_choice(line):
    [item] = items(paper(QUESTION, *ALL, line))
    assert (item.type, item.key) == ("multiple_choice", (0, 2))


@pytest.mark.parametrize(
    "mark",
    [
        {"bold": True},
        {"underline": True},
        {"italic": True},
        {"highlight": True},
        {"colour": RED},
        {"colour": RGBColor(0xFF, 0, 0)},
        {"colour": RGBColor(0xEE, 0x10, 0x10)},
        {"colour": RGBColor(0, 0x70, 0xC0)},
    ],
)
def test_every_mark_that_sets_one_option_apart(mark):
    assert key(*options(2, mark=mark)) == (2,)


def test_a_mark_on_the_letter_alone():
    lines = [
        [(letter, {"bold": True, "underline": letter == "C"}), (f". {text}", BOLD)]
        for letter, text in zip("ABCD", "wxyz", strict=True)
    ]
    assert key(*lines) == (2,)


def test_underlined_words_inside_options_are_no_key():
    lines = [
        [("A. ", {}), ("notic", {}), ("ed", {"underline": True})],
        [("B. ", {"colour": RED}), ("want", {}), ("ed", {"underline": True})],
    ]
    assert key(*lines) == (1,)


def test_everything_bold_is_no_mark():
    assert codes(paper((QUESTION, BOLD), *options(0, 1, 2, 3, mark=BOLD))) == [["missing_key"]]


def test_bold_spaces_are_no_mark():
    lines = [[("A. Huế", {}), ("   ", BOLD)], [("B. Hà Nội", {"underline": True})]]
    assert key(*lines) == (1,)


def test_the_colour_of_links_and_grey_text_are_no_marks():
    grey = {"colour": RGBColor(0x22, 0x22, 0x22)}
    assert codes(paper(QUESTION, *options(1, mark=grey))) == [["missing_key"]]


def test_marks_that_disagree_are_an_error_that_names_both():
    document = paper(QUESTION, ALL[0], ("B. Hà Nội", BOLD), ("C. Vinh", {"colour": RED}), ALL[3])
    [entry] = reading(document).entries
    assert not entry.usable
    assert entry.problems[0].details == {"first": "in đậm: B", "second": "chữ đỏ: C"}


def test_a_mark_and_an_answer_line_that_disagree_are_an_error():
    assert codes(paper(QUESTION, *options(1, mark=BOLD), "Đáp án: C")) == [["keys_contradict"]]


def test_the_letter_of_one_option_with_the_text_of_another_is_an_error():
    assert codes(paper(QUESTION, *ALL, "Đáp án: A. Hà Nội")) == [["key_letter_and_text"]]


def test_two_marked_options_are_kept_as_multiple_choice_and_said():
    document = paper(QUESTION, *options(0, 2, mark=BOLD))
    assert [i.type for i in items(document)] == ["multiple_choice"]
    assert codes(document) == [["several_keys"]]


def test_crossing_out_all_but_one_tells_the_key_and_crossing_out_one_is_doubted():
    struck = {"strike": True}
    assert key(*options(0, 2, 3, mark=struck)) == (1,)
    document = paper(QUESTION, ("A. Huế", BOLD), ("B. Hà Nội", struck), *ALL[2:])
    assert codes(document) == [["struck_option"]]


@pytest.mark.parametrize(
    "line",
    ["*B. Hà Nội", "B. *Hà Nội", "B. Hà Nội (đúng)", "B. Hà Nội ✓", "✅ B. Hà Nội", "B. Hà Nội [x]", "B. Hà Nội *"],
)
def test_signs_that_mark_an_option(line):
    [item] = items(paper(QUESTION, "A. Huế", line, "C. Vinh"))
    assert (item.options, item.key) == (("Huế", "Hà Nội", "Vinh"), (1,))


def test_signs_that_are_the_option_itself_stay():
    [item] = items(paper("Câu 1. Toán tử nào nhân hai số?", "A. +", "B. *", "C. while (true)", "Đáp án: B"))
    assert item.options == ("+", "*", "while (true)")


def test_stem_words_that_look_like_an_answer_line():
    [item] = items(paper("Câu 1. Đáp án nào đúng?", "Chọn câu trả lời đúng nhất:", *options(3, mark=BOLD)))
    assert (item.stem, item.key) == ("Đáp án nào đúng?\nChọn câu trả lời đúng nhất:", (3,))


def test_reasons_and_fields_behind_the_answer():
    [item] = items(
        paper(
            "Câu 1 [TH]. Ở đâu?",
            *ALL,
            "Đáp án: B",
            "Căn cứ: khoản 5 Điều 13 Hiến pháp năm 2013",
            "Lĩnh vực: Chung",
            "Giải thích: Vì Hiến pháp quy định.",
            "Xem thêm bài giảng.",
        )
    )
    assert (item.level, item.topic) == ("medium", "Chung")
    assert item.explanation == "Vì Hiến pháp quy định.\nXem thêm bài giảng."
    basis = item.legal_basis[0]
    assert (basis.document, basis.article, basis.clause) == ("Hiến pháp năm 2013", "13", "5")


TWO = ["Câu 1. Một?", "A. x", "B. y", "Câu 2. Hai?", "A. z", "B. t"]
GRIDS = {
    "across": [["Câu", "1", "2"], ["Đáp án", "B", "A"]],
    "across without heads": [["1", "2"], ["B", "A"]],
    "down": [["Câu", "Đáp án"], ["1", "B"], ["2", "A"]],
    "down in two columns": [["Câu", "ĐA", "Câu", "ĐA"], ["1", "B", "2", "A"]],
    "grid": [["1.B", "2-A"]],
    "grid in words": [["Câu 1: B"], ["Câu 2: A"]],
}


@pytest.mark.parametrize("rows", GRIDS.values(), ids=GRIDS)
def test_keys_in_a_table_at_the_end(rows):
    document = paper(*TWO, "BẢNG ĐÁP ÁN")
    table(document, rows)
    assert [i.key for i in items(document)] == [(1,), (0,)]


@pytest.mark.parametrize("line", ["1.B 2.A", "1-B; 2-A", "1b 2a", "Câu 1: B, Câu 2: A", "1B\t2A", "1. B | 2. A"])
def test_keys_in_a_line_at_the_end(line):
    assert [i.key for i in items(paper(*TWO, "ĐÁP ÁN", line))] == [(1,), (0,)]


def test_a_list_of_keys_restarts_with_the_parts():
    document = paper(
        "PHẦN I. Chung",
        *TWO,
        "PHẦN II. Riêng",
        *[t.replace("?", " khác?") for t in TWO],
        "ĐÁP ÁN",
        "PHẦN I",
        "1.A 2.A",
        "PHẦN II",
        "1.B 2.B",
    )
    assert [i.key for i in items(document)] == [(0,), (0,), (1,), (1,)]


def test_a_list_of_keys_of_another_length_is_named():
    found = reading(paper(*TWO, "ĐÁP ÁN", "1.B 2.A 3.C"))
    assert [(p.code, p.details["unknown"]) for p in found.problems] == [("key_list_mismatch", "3")]
    found = reading(paper(*TWO, "ĐÁP ÁN", "Câu 1: B"))
    assert found.problems[0].details["missing"] == "2"
    assert [[p.code for p in e.problems] for e in found.entries] == [[], ["missing_key"]]


def test_keys_by_exam_code_are_not_chosen_among():
    document = paper(*TWO, "ĐÁP ÁN")
    table(document, [["Câu", "101", "102"], ["1", "B", "A"], ["2", "A", "B"]])
    assert [p.code for p in reading(document).problems] == ["key_list_codes"]
    assert items(document) == []


def test_statements_called_true_or_false():
    document = paper("PHẦN II. Đúng/sai", "Câu 1. Xét:", "a) Một (Đ)", "b) Hai (S)", "c) Ba - Đúng", "d) Bốn - Sai")
    [item] = items(document)
    assert (item.options, item.key) == (("Một", "Hai", "Ba", "Bốn"), (0, 2))


def test_statements_that_nothing_calls_true_are_named():
    assert codes(paper("PHẦN II. Đúng sai", "Câu 1. Xét:", "a) Một", "b) Hai")) == [["statements_unjudged"]]


def test_a_key_above_the_options_is_no_part_of_the_question():
    [item] = items(paper("Câu 1. Thủ đô?", "Đáp án: B", *ALL))
    assert (item.stem, item.options[0], item.key) == ("Thủ đô?", "Huế", (1,))
    [item] = items(paper("Câu 1. Chọn đáp án đúng:", "Trả lời câu nào?", *ALL, "Đáp án: B"))
    assert item.stem == "Chọn đáp án đúng:\nTrả lời câu nào?"


def test_a_table_with_the_options_in_the_cell_of_the_question():
    document = paper()
    table(document, [["TT", "Câu hỏi và phương án trả lời", "Đáp án"], ["1", "Thủ đô?\nA. Huế\nB. Hà Nội", "B"]])
    [item] = items(document)
    assert (item.stem, item.options, item.key) == ("Thủ đô?", ("Huế", "Hà Nội"), (1,))
