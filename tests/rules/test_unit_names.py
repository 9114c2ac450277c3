"""Names that probably mean the same unit."""

import pytest

from contest.rules.unit_names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND P. Phú La", "UBND phường Phú La"),
        ("UBND phường Phú La", "Phường Phú La"),
        ("Ủy ban nhân dân xã Minh Tiến", "UBND X. Minh Tiến"),
        ("Trường THCS An Hòa", "Trường Trung học cơ sở An Hoà"),
        ("TT PVHCC tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"),
    ],
)
def test_spellings_of_one_unit_are_alike(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Phường Phú La", "Xã Phú La"), ("Sở Nội vụ", "Phòng Nội vụ"), ("Trường Tiểu học số 1", "Trường Tiểu học số 2")],
)
def test_different_units_are_not_alike(one, other):
    assert name_key(one) != name_key(other)
