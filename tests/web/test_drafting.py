"""The thể lệ beside the form of a new contest."""

import pytest

from contest.storage.contests import contests_of
from tests.support.contests import CITIZENS, OFFICIALS, make_banks

NEW = "/ban-to-chuc/cuoc-thi/moi"
PREVIEW = f"{NEW}/the-le"


def test_the_page_opens_with_the_regulation_of_the_default_preset(as_):
    page = as_("dung").get(NEW).text
    assert "Điều 12." in page
    assert page.count("<strong>Đợt ") == 4


def test_the_regulation_follows_what_was_chosen(as_, cast):
    make_banks(cast)
    said = {"preset": "one_day", "name": "Thi nhanh ở xã", "starts_ms": "2026-11-23T13:30", "officials": OFFICIALS}
    page = as_("dung").get(PREVIEW, query_string=said).text
    assert "Thi nhanh ở xã" in page
    assert "13:30 23/11/2026 – 00:00 24/11/2026" in page
    assert page.count("<strong>Đợt ") == 1
    assert "Ngân hàng đã chọn đủ câu" in page


def test_a_bank_that_lacks_items_is_told_before_anything_is_made(as_, cast):
    make_banks(cast, per_level=7)
    page = as_("dung").get(PREVIEW, query_string={"officials": OFFICIALS, "citizens": CITIZENS}).text
    lacking = "ngân hàng không đủ câu đã thẩm định cho {} ô"
    assert page.count(lacking.format(1)) == 2 or page.count(lacking.format(2)) == 2


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"preset": "mars_2100"},
        {"unit": "999"},
        {"unit": "x" * 500},
        {"starts_ms": "9999-12-31T23:59"},
        {"starts_ms": "0001-01-01T00:00"},
        {"officials": "khong-co"},
        {"name": "<script>"},
    ],
)
def test_what_is_missing_or_wrong_is_taken_as_the_form_offers_it(as_, said):
    answer = as_("dung").get(PREVIEW, query_string=said)
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_without_scripts_a_button_shows_the_regulation_and_makes_nothing(as_, cast):
    make_banks(cast)
    said = {"preset": "gtvt_2020", "name": "Cuộc thi ngành", "action": "preview"}
    page = as_("dung").post(NEW, data=said).text
    assert "Cuộc thi ngành" in page
    assert page.count("<strong>Đợt ") == 1
    assert contests_of(None) == []


def test_the_organisers_own_unit_is_chosen_already(as_, cast):
    page = as_("lan").get(NEW).text
    assert f'<option selected value="{cast.units["commune"]}">' in page


def test_a_bank_of_another_unit_is_not_looked_into(as_, cast):
    make_banks(cast)
    page = as_("lan").get(PREVIEW, query_string={"preset": "one_day", "officials": OFFICIALS}).text
    assert "chưa chọn ngân hàng" in page
