"""The pages of those who have not entered a round."""

from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from contest.services.reminding import run_reminder
from contest.services.senders import ConsoleSender
from contest.storage.db import commit, session
from contest.storage.people import AuditEntry
from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds


@pytest.fixture
def running(cast):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=NOW - HOUR, announced=True))[0]
    enter(cast, row, "an")
    return row


def page_of(row):
    return f"/ban-to-chuc/dot-thi/{row.id}/chua-du-thi"


def test_units_are_listed_with_their_figures(as_, running):
    page = as_("dung").get(page_of(running)).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" in page


def test_units_are_found_without_diacritics(as_, running):
    page = as_("dung").get(page_of(running), query_string={"q": "phu loc"}).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" not in page


def test_units_that_have_entered_can_be_left_out(as_, running):
    page = as_("dung").get(page_of(running), query_string={"trong": "1"}).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" not in page


def test_an_organiser_sees_the_units_of_their_own_only(as_, running):
    page = as_("lan").get(page_of(running)).text
    assert "Xã Phú Lộc" in page
    assert "Phường An Hòa" not in page


@pytest.mark.parametrize("who", ["an", "chi"])
def test_it_is_no_page_of_those_who_organise_nothing(as_, running, who):
    assert as_(who).get(page_of(running)).status_code == 404


def test_a_round_that_is_not_announced_is_unknown_elsewhere(as_, cast):
    row = rounds(make_contest(cast))[0]
    assert as_("lan").get(page_of(row)).status_code == 404
    assert as_("dung").get(page_of(row)).status_code == 200


def test_the_printable_list_has_phone_numbers_of_the_ticked_units(as_, cast, running):
    page = as_("dung").get(f"{page_of(running)}/nguoi", query_string={"don_vi": cast.units["commune"]}).text
    assert "0900000002" in page  # Bình
    assert "0900000007" not in page  # Hoa, of another unit


def test_no_phone_number_of_others_is_given_out(as_, cast, running):
    page = as_("lan").get(f"{page_of(running)}/nguoi", query_string={"don_vi": cast.units["justice"]}).text
    assert "09000000" not in page


def test_the_list_is_given_as_a_workbook_and_that_is_recorded(as_, cast, running):
    answer = as_("lan").post(f"{page_of(running)}/tep")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0)
    values = [cell for row in sheet.to_python() for cell in row]
    assert "Trần Thị Bình" in values
    assert "Vũ Thanh Hoa" not in values
    assert session().query(AuditEntry).filter_by(action="absences.exported").count() == 1


def test_without_a_mail_server_reminding_is_refused_with_a_way_out(as_, running):
    answer = as_("dung").post(f"{page_of(running)}/nhac", follow_redirects=True)
    assert "Hãy in danh sách" in answer.text
    assert "Gửi thư nhắc" not in answer.text


@pytest.mark.parametrize("odd", ["-1", "9" * 40, "x", "²"])
def test_units_that_cannot_be_are_passed_over(as_, running, odd):
    assert as_("dung").get(f"{page_of(running)}/nguoi", query_string={"don_vi": odd}).status_code == 200


def test_a_press_of_the_button_writes_in_the_background_and_tells_how_far_it_is(app, as_, cast, running, monkeypatch):
    cast.person("binh").email = "binh@example.vn"
    commit()
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], smtp_url="console:"))
    asked = []
    monkeypatch.setitem(app.extensions, "enqueue_reminder", asked.append)
    page = as_("dung").post(f"{page_of(running)}/nhac", follow_redirects=True).text
    assert len(asked) == 1
    assert "Đang gửi 1 thư" in page
    assert as_("dung").get(f"{page_of(running)}/tien-do").json == {"progress": 0, "waiting": True}
    run_reminder(asked[0], ConsoleSender(), NOW)
    assert as_("dung").get(f"{page_of(running)}/tien-do").json == {"progress": 100, "waiting": False}
    assert "đã gửi 1 thư" in as_("dung").get(page_of(running)).text


def test_without_a_tick_the_list_to_print_is_of_the_units_shown_not_of_all(as_, running):
    page = as_("dung").get(f"{page_of(running)}/nguoi", query_string={"q": "phu loc"}).text
    assert "0900000002" in page  # Bình, of Phú Lộc
    assert "0900000007" not in page  # Hoa, of a unit that the filter left out


def test_without_a_tick_a_reminder_goes_to_the_units_shown_and_the_filter_stays(app, as_, cast, running, monkeypatch):
    for who in ("binh", "hoa"):
        cast.person(who).email = f"{who}@example.vn"
    commit()
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], smtp_url="console:"))
    monkeypatch.setitem(app.extensions, "enqueue_reminder", lambda _: None)
    page = as_("dung").post(f"{page_of(running)}/nhac", data={"q": "phu loc"}, follow_redirects=True).text
    assert "Đang gửi 1 thư" in page
    assert 'value="phu loc"' in page


def test_a_filter_that_finds_no_unit_reminds_nobody(as_, running):
    page = as_("dung").get(f"{page_of(running)}/nguoi", query_string={"q": "khong co"}).text
    assert "09000000" not in page


def test_the_printed_list_names_units_of_which_nobody_is_known(as_, cast, running):
    cast.person("hoa").unit_id = cast.units["commune"]
    commit()
    page = as_("dung").get(f"{page_of(running)}/nguoi").text
    _, _, unlisted = page.partition("Đơn vị chưa có ai trong danh sách thí sinh")
    assert "Sở Tư pháp" in unlisted
    assert "Xã Phú Lộc" not in unlisted
