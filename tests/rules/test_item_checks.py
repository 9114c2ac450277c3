"""What makes an item contestable is told to its author, and sound items are left in peace."""

from dataclasses import replace
from datetime import date

import pytest

from contest.rules.item_checks import checks
from contest.rules.items import LegalBasis
from tests.support.questions import question

ON = date(2026, 11, 22)


def codes(**changes):
    return {p.code for p in checks(replace(question(1), **changes), ON)}


def test_a_sound_item_has_no_remark():
    assert codes(stem="Khi hồ sơ nộp thiếu giấy tờ, công chức tiếp nhận cần làm gì?") == set()


LONG = ("Hướng dẫn đầy đủ, cụ thể mọi nội dung cần bổ sung trong một lần", "Trả lại ngay", "Nhận tạm", "Chuyển đi")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (
            "number_gives_key",
            {"stem": "Luật năm 2025 có hiệu lực khi nào?", "options": ("01/7/2025", "01/7/2024", "2023")},
        ),
        ("stem_in_key", {"stem": "Ai hướng dẫn đầy đủ một phần hồ sơ?"}),
        ("distractors_say_only", {"options": ("Cả hai cơ quan", "Chỉ xã", "Chỉ tỉnh", "Bộ")}),
        ("document_without_origin", {"stem": "Nghị quyết 76/NQ-CP gồm mấy nội dung?"}),
        ("decision_without_place", {"stem": "Theo Quyết định 12/QĐ-UBND ngày 01/01/2025 của UBND thì sao?"}),
        ("basis_expired", {"legal_basis": (LegalBasis("Nghị định cũ", valid_to=date(2025, 6, 30)),)}),
        ("key_longer", {"options": LONG}),
        ("key_shorter", {"options": ("Có", *(o * 3 for o in LONG[1:]))}),
        ("all_of_the_above", {"options": ("A1", "B1", "C1", "Tất cả các đáp án trên")}),
        ("all_of_the_above", {"options": ("A1", "B1", "C1", "Cả A, B và C")}),
        ("quiet_negation", {"stem": "Nội dung nào không thuộc PAPI?"}),
        ("options_alike", {"options": ("Một cửa", "Một-cửa", "Hai cửa")}),
        ("two_questions", {"stem": "Ai tiếp nhận? Ai trả kết quả?"}),
        ("review_overdue", {"review_on": date(2026, 1, 1)}),
        ("no_topic", {"topic": ""}),
        ("no_level", {"level": ""}),
        ("no_legal_basis", {"legal_basis": ()}),
        ("no_explanation", {"explanation": ""}),
    ],
)
def test_each_fault_is_named(code, changes):
    assert code in codes(**changes)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("document_without_origin", {"stem": "Nghị quyết 76/NQ-CP ngày 15/7/2021 của Chính phủ gồm mấy nội dung?"}),
        ("decision_without_place", {"stem": "Quyết định 12/QĐ-UBND ngày 01/01/2025 của UBND tỉnh Huế nêu gì?"}),
        ("quiet_negation", {"stem": "Nội dung nào KHÔNG thuộc PAPI?"}),
        ("all_of_the_above", {"options": ("Tất cả công dân từ 18 tuổi", "Chủ hộ", "Cán bộ")}),
        ("basis_expired", {"legal_basis": (LegalBasis("Luật", valid_to=ON),)}),
        ("key_longer", {"options": ("Thành phố Huế", "Huế", "Vinh")}),
    ],
)
def test_what_only_resembles_a_fault_is_left_alone(code, changes):
    assert code not in codes(**changes)


def test_options_that_name_an_index_do_not_say_only():
    names = ("Chỉ số năng lực cạnh tranh", "Chỉ số cải cách hành chính", "Chỉ thị của Thủ tướng", "Báo cáo quý")
    assert "distractors_say_only" not in codes(options=names)
