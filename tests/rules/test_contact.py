"""Phones, e-mails and staff codes are known in one form each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.contact import check_password, person_name, plain_email, plain_login, plain_phone, plain_staff_code
from contest.rules.refusals import Refused


@pytest.mark.parametrize(
    "typed",
    [
        "0901234567",
        "+84901234567",
        "84901234567",
        "0084901234567",
        "090 123 4567",
        "090.123.4567",
        "(090) 123-4567",
        "901234567",
        "+84 0901234567",
        " 0901234567\u200b",
    ],
)
def test_every_way_of_writing_a_phone_is_the_same_phone(typed):
    assert plain_phone(typed) == "0901234567"


@pytest.mark.parametrize(
    "typed", ["12345", "0901234567890", "không có", "00000000000", "090123456x", "+1 555 010 9999"]
)
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(Refused, match="bad_phone"):
        plain_phone(typed)


@given(st.integers(100_000_000, 999_999_999))
def test_a_plain_phone_stays_as_it_is(number):
    plain = plain_phone(f"0{number}")
    assert plain_phone(plain) == plain == plain_phone(f"+84{number}")


def test_emails_are_compared_in_lower_case():
    assert plain_email(" An.Nguyen@TayNinh.GOV.vn ") == "an.nguyen@tayninh.gov.vn"


@pytest.mark.parametrize("typed", ["an", "an@", "@gov.vn", "an@gov", "a n@gov.vn", "an@gov.vn,binh@gov.vn"])
def test_what_is_no_email_is_refused(typed):
    with pytest.raises(Refused, match="bad_email"):
        plain_email(typed)


def test_staff_codes_are_upper_case_without_spaces():
    assert plain_staff_code(" cb-001 / snv ") == "CB-001/SNV"


@pytest.mark.parametrize("typed", ["0901234567", "901234567", "a@b.vn", "mã số", "x" * 61])
def test_a_staff_code_is_never_mistaken_for_a_phone_or_an_email(typed):
    with pytest.raises(Refused, match="bad_staff_code"):
        plain_staff_code(typed)


@given(st.text(max_size=300))
def test_any_login_text_is_understood_as_something(typed):
    field, value = plain_login(typed)
    assert field in {"phone", "email", "staff_code"}
    assert len(value) <= 200


def test_a_login_tells_phone_email_and_staff_code_apart():
    assert plain_login("+84 90 123 4567") == ("phone", "0901234567")
    assert plain_login("An@gov.vn") == ("email", "an@gov.vn")
    assert plain_login("cb 12") == ("staff_code", "CB12")


def test_a_password_need_only_be_long_enough():
    check_password("mậtkhẩu ")
    with pytest.raises(Refused, match="short_password"):
        check_password("1234567")
    with pytest.raises(Refused, match="long_password"):
        check_password("x" * 201)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing_name"),
        (" ", "missing_name"),
        ("A", "bad_name"),
        ("123", "bad_name"),
        ("<b>An</b>", "bad_name"),
        ("x" * 121, "bad_name"),
    ],
)
def test_names_that_are_none_are_refused(typed, code):
    with pytest.raises(Refused, match=code):
        person_name(typed)


def test_a_name_is_tidied_not_changed():
    assert person_name("  Nguyễn   Thị  Ánh ") == "Nguyễn Thị Ánh"
