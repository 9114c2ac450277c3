"""Vietnamese text is searched without diacritics and sorted by the Vietnamese alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.vietnamese import fold, name_key, text_key, tidy


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đặng Thị Hồng Nhung", "dang thi hong nhung"),
        ("  ỦY BAN\u00a0nhân dân ", "uy ban nhan dan"),
        ("Câu\u200bhỏi\ufeff", "cauhoi"),
        ("Trưởng phòng (Ư, Ơ)", "truong phong (u, o)"),
    ],
)
def test_folding_drops_diacritics_case_and_invisible_characters(written, folded):
    assert fold(written) == folded


def test_lists_go_by_given_name_then_family_name():
    names = ["Trần Văn Ánh", "Đặng Thị An", "Lê Ơn", "Phạm Ông", "Vũ Oanh", "Bùi Đào", "Lý Dung", "Hồ Ân", "Lê Thị An"]
    assert sorted(names, key=name_key) == [
        "Đặng Thị An", "Lê Thị An", "Trần Văn Ánh", "Hồ Ân", "Lý Dung", "Bùi Đào", "Vũ Oanh", "Phạm Ông", "Lê Ơn"
    ]  # fmt: skip


def test_tones_decide_only_between_words_of_the_same_letters():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mâ", "mă", "mb"], key=text_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ", "mb"
    ]  # fmt: skip


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", max_size=30))
def test_the_form_of_writing_makes_no_difference(text):
    apart = unicodedata.normalize("NFD", text)
    assert fold(apart) == fold(text)
    assert tidy(apart) == tidy(text)
    assert name_key(apart) == name_key(text)
