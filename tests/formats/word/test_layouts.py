"""Layouts that organisers use, and traps in them."""

import pytest

from tests.formats.word.paper import RED, codes, items, options, paper, reading, table

BOLD = {"bold": True}


@pytest.mark.parametrize(
    "label",
    [
        "Câu 1.",
        "Câu 1:",
        "CÂU 1 -",
        "Câu hỏi 01:",
        "Câu số 1 –",
        "Cau 1)",
        "Câu 1 (1 điểm):",
        "Bài 1.",
        "1.",
        "1/",
        "1)",
        "Question 1:",
        "Câu 1",
        "Câu\u00a01\u00a0:",
        "Câu １．",
        "Câu 1/",
        "(Câu 1)",
    ],
)
def test_every_wording_of_a_question_label(label):
    [item] = items(paper(f"{label} Thủ đô ở đâu?", *options(1, mark=BOLD)))
    assert (item.stem, item.key) == ("Thủ đô ở đâu?", (1,))


@pytest.mark.parametrize(
    "style", ["A. ", "A) ", "a) ", "a. ", "(A) ", "[A] ", "A/ ", "A: ", "A.", "А. ", "Ａ．", "A - ", "A․ "]
)
def test_every_wording_of_an_option_label(style):
    letters = "abcd" if "a" in style else "АВСD" if "А" in style else "ＡＢＣＤ" if "Ａ" in style else "ABCD"
    lines = [
        style.replace(style.strip("(［[").strip()[0], letter, 1) + text
        for letter, text in zip(letters, "wxyz", strict=True)
    ]
    [item] = items(paper("Câu 1. Chữ nào?", *lines, "Đáp án: C"))
    assert (item.options, item.key) == (("w", "x", "y", "z"), (2,))


def test_a_fourth_option_written_with_d_with_stroke():
    [item] = items(paper("Câu 1. Chọn gì?", "A. một", "B. hai", "C. ba", "Đ. bốn", "Đáp án: D"))
    assert item.options == ("một", "hai", "ba", "bốn")


@pytest.mark.parametrize("separator", ["\t", "     ", "\u00a0\u00a0\u00a0", " "])
def test_options_on_one_line(separator):
    line = separator.join(["A. 6", "B. 7", "C. 8", "D. 10"])
    [item] = items(paper("Câu 1. 2 + 5 = ?", line, "Đáp án: B"))
    assert (item.options, item.key) == (("6", "7", "8", "10"), (1,))


def test_two_options_a_line_with_single_spaces():
    [item] = items(paper("Câu 1. 2 + 5 = ?", "A. 6 B. 7", "C. 8 D. 10", "Đáp án: B"))
    assert item.options == ("6", "7", "8", "10")


def test_options_behind_the_stem_on_its_line():
    [item] = items(paper("Câu 1. Hai cộng hai bằng mấy? A. 1 B. 3 C. 4 D. 5", "Chọn C"))
    assert (item.stem, item.options, item.key) == ("Hai cộng hai bằng mấy?", ("1", "3", "4", "5"), (2,))


def test_initials_in_a_sentence_are_no_options():
    lines = ["A. Ông Nguyễn Văn A. Trú tại B. và C.", "B. Bà B. D. Nam", "C. Vitamin D. Có trong cá", "D. Không ai"]
    [item] = items(paper("Câu 1. Ông A. nói gì với bà B. ở thành phố C.?", *lines, "Đáp án: D"))
    assert len(item.options) == 4
    assert item.stem == "Ông A. nói gì với bà B. ở thành phố C.?"


def test_a_numbered_list_inside_a_stem_belongs_to_it():
    document = paper(
        "1. Sắp xếp các bước:",
        "1. Tiếp nhận",
        "2. Thẩm định",
        "3. Trả kết quả",
        "A. 1-2-3",
        "B. 3-2-1",
        "Đáp án: A",
        "2. Bước đầu tiên là gì?",
        "A. Tiếp nhận",
        "B. Trả kết quả",
        "Đáp án: A",
    )
    assert [len(item.stem.split("\n")) for item in items(document)] == [4, 1]


def test_a_lettered_list_in_small_letters_stays_in_the_stem():
    document = paper("Câu 1. Cho các ý:", "a. một", "b. hai", "Ý nào đúng?", *options(2, mark=BOLD))
    assert items(document)[0].stem == "Cho các ý:\na. một\nb. hai\nÝ nào đúng?"


def test_a_small_table_for_each_question():
    document = paper("NGÂN HÀNG CÂU HỎI")
    table(document, [["Câu 1", "Thủ đô ở đâu?"], ["A", "Huế"], ["B", "Hà Nội"], ["C", "Vinh"], ["Đáp án", "B"]])
    table(
        document, [["Câu 2", "Sông nào dài?"], ["A", "Hồng"], ["B", "Mê Công"], ["Đáp án", "B"], ["Căn cứ", "Địa lý"]]
    )
    found = items(document)
    assert [(item.stem, item.key) for item in found] == [("Thủ đô ở đâu?", (1,)), ("Sông nào dài?", (1,))]
    assert found[1].legal_basis[0].document == "Địa lý"


def test_a_table_with_one_row_for_each_question_and_merged_topics():
    document = paper("Danh sách câu hỏi")
    head = ["TT", "Lĩnh vực", "Nội dung câu hỏi", "A", "B", "Đáp án"]
    rows = [head, ["1", "PAPI", "Câu thứ nhất?", "x", "y", "B"], ["2", "", "Câu thứ hai?", "x", "y", "A"]]
    table(document, rows)
    made = document.tables[0]
    made.cell(1, 1).merge(made.cell(2, 1))
    assert [(i.topic, i.key) for i in items(document)] == [("PAPI", (1,)), ("PAPI", (0,))]


def test_a_row_whose_bold_cell_and_key_cell_disagree_is_an_error_that_names_both():
    document = paper("")
    table(document, [["Câu hỏi", "A", "B", "C", "Đáp án"], ["Ở đâu?", ("Huế", BOLD), "Vinh", "Hà Nội", "C"]])
    [entry] = reading(document).entries
    assert not entry.usable
    assert [p.code for p in entry.problems] == ["keys_contradict"]


def test_a_table_of_data_belongs_to_its_stem():
    document = paper("Câu 1. Cho bảng số liệu:")
    table(document, [["Năm", "2024", "2025"], ["Số hồ sơ", "120", "150"]])
    for line in ["Năm nào nhiều hơn?", "A. 2024", "B. 2025", "Đáp án: B"]:
        document.add_paragraph(line)
    assert items(document)[0].stem == "Cho bảng số liệu:\nNăm | 2024 | 2025\nSố hồ sơ | 120 | 150\nNăm nào nhiều hơn?"


def test_three_parts_with_a_list_of_keys_for_each():
    document = paper(
        "PHẦN I. Câu trắc nghiệm nhiều phương án lựa chọn.",
        "Câu 1. Một?",
        "A. x",
        "B. y",
        "Câu 2. Hai?",
        "A. z",
        "B. t",
        "PHẦN II. Câu trắc nghiệm đúng sai.",
        "Câu 1. Xét:",
        "a) Ý một",
        "b) Ý hai",
        "c) Ý ba",
        "d) Ý bốn",
        "PHẦN III. Câu trắc nghiệm trả lời ngắn.",
        "Câu 1. Bao nhiêu?",
        "ĐÁP ÁN",
        "PHẦN I",
        "1.A  2.B",
        "PHẦN II",
        "Câu 1: Đ S Đ S",
        "PHẦN III",
        "Câu 1: 12,5",
    )
    found = items(document)
    assert [i.type for i in found] == ["single_choice", "single_choice", "true_false_cluster", "short_answer"]
    assert [i.key for i in found] == [(0,), (1,), (0, 2), ()]
    assert found[3].accepted == ("12,5",)


def test_parts_and_names_of_a_paper_never_enter_an_item():
    document = paper(
        "ỦY BAN NHÂN DÂN",
        "ĐỀ THI TÌM HIỂU",
        "Họ và tên: ……",
        "A. PHẦN TRẮC NGHIỆM",
        "Câu 1. Một?",
        *options(0, mark=BOLD),
        "B. PHẦN NÂNG CAO",
        "Câu 2. Hai?",
        *options(1, mark=BOLD),
        "---HẾT---",
        "Cán bộ coi thi không giải thích gì thêm.",
    )
    found = items(document)
    assert [i.stem for i in found] == ["Một?", "Hai?"]
    assert {len(i.options) for i in found} == {4}


def test_a_question_without_label_between_others_is_kept_and_said():
    document = paper(
        "Câu 1. Một?",
        *options(0, mark=BOLD),
        "Không có nhãn?",
        *options(1, mark=BOLD),
        "Câu 3. Ba?",
        *options(2, mark=BOLD),
    )
    assert [i.stem for i in items(document)] == ["Một?", "Không có nhãn?", "Ba?"]
    assert codes(document) == [[], ["question_unlabelled"], []]


def test_a_bank_without_any_labels_of_questions():
    document = paper("Thủ đô ở đâu?", *options(1, mark=BOLD), "", "Cố đô ở đâu?", *options(0, mark=BOLD))
    assert [(i.stem, i.key) for i in items(document)] == [("Thủ đô ở đâu?", (1,)), ("Cố đô ở đâu?", (0,))]


def test_a_passage_goes_to_the_questions_it_names():
    document = paper(
        "Đọc đoạn sau và trả lời câu 1 và câu 2:",
        "Bà Lan nộp hồ sơ.",
        "Câu 1. Ai?",
        *options(0, mark=BOLD),
        "Câu 2. Gì?",
        *options(0, mark=BOLD),
        "Câu 3. Khác?",
        *options(0, mark=BOLD),
    )
    assert ["Bà Lan" in i.stem for i in items(document)] == [True, True, False]


def test_a_question_whose_options_are_missing_is_named_at_its_paragraph():
    [entry] = [
        e for e in reading(paper("", "Câu 1. Một?", "Câu 2. Hai?", *options(0, mark=BOLD))).entries if not e.usable
    ]
    assert entry.where == {"paragraph": 2, "name": "Câu 1"}
    assert [p.code for p in entry.problems] == ["no_options"]


def test_letters_out_of_order_are_an_error():
    lines = [("A. một", {}), ("B. hai", {}), ("B. ba", {}), ("C. bốn", {"colour": RED})]
    assert codes(paper("Câu 1. Chọn?", *lines)) == [["option_labels"]]


def test_options_beyond_h_follow_in_their_order_and_a_roman_number_is_none():
    lines = [f"{letter}. lựa chọn {letter}" for letter in "ABCDEFGHIJ"]
    [item] = items(paper("Câu 1. Chọn gì?", *lines, "Đáp án: A, J"))
    assert (item.options[9], item.key) == ("lựa chọn J", (0, 9))
    [item] = items(paper("Câu 1. Chọn gì?", "I. một ý", "V. một ý khác", *lines[:4], "Đáp án: B"))
    assert (len(item.options), item.key) == (4, (1,))
