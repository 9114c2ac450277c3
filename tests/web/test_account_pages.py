"""Registering, logging in, activating and one's own account, in the browser."""

import pytest
from sqlalchemy import select

from contest.services import issuing
from contest.services.actors import actor_for
from contest.services.rosters import create_person
from contest.storage.db import commit, session
from contest.storage.people import Person
from contest.web.account import passwords
from tests.support.cast import PASSWORD, make_cast


@pytest.fixture
def members(app):
    """The cast, each with PASSWORD."""
    return make_cast(passwords().hash(PASSWORD))


def fill(**more):
    return {
        "name": "Đặng Thị Mai",
        "category": "citizen",
        "phone": "0911 222 333",
        "password": PASSWORD,
        "again": PASSWORD,
        **more,
    }


def log_in(client, login="0900000001", password=PASSWORD, **more):
    return client.post("/dang-nhap", data={"login": login, "password": password, **more})


def name_shown(client):
    return client.get("/tai-khoan").text


def test_registering_logs_in_and_shows_the_account(client, members):
    answer = client.post("/dang-ky", data=fill())
    assert (answer.status_code, answer.location) == (302, "/")
    assert "0911222333" in name_shown(client)


def test_the_consent_box_is_unticked_and_optional(client, members, now):
    page = client.get("/dang-ky").text
    assert 'id="consent"' in page
    assert "checked" not in page
    client.post("/dang-ky", data=fill(consent="y"))
    mai = session().scalars(select(Person).where(Person.phone == "0911222333")).one()
    assert (mai.consented_ms, mai.consent_version) == (now, "2026-11")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Vui lòng nhập họ và tên."),
        ({"category": ""}, "Vui lòng chọn đối tượng dự thi."),
        ({"phone": "", "email": ""}, "Cần ít nhất một thông tin"),
        ({"phone": "12"}, "Số điện thoại không hợp lệ"),
        ({"email": "mai"}, "Địa chỉ thư điện tử không hợp lệ"),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"again": "khác"}, "Hai lần nhập mật khẩu không giống nhau."),
        ({"password": ""}, "Vui lòng nhập mật khẩu."),
        ({"category": "official"}, "Vui lòng chọn đơn vị."),
        ({"unit_q": "khong co dau ca"}, "Không tìm thấy đơn vị này."),
        ({"phone": "0900000001"}, "đã có tài khoản"),
    ],
)
def test_bad_registrations_say_what_is_wrong_and_keep_what_was_typed(client, members, wrong, message):
    answer = client.post("/dang-ky", data=fill(**wrong))
    assert answer.status_code == 422
    assert message in answer.text
    assert ('value="Đặng Thị Mai"' in answer.text) is ("name" not in wrong)
    assert PASSWORD not in answer.text
    assert session().scalars(select(Person).where(Person.folded == "dang thi mai")).all() == []


def test_without_script_a_unit_that_fits_several_is_chosen_from_a_list(client, members):
    answer = client.post("/dang-ky", data=fill(unit_q="an hoa"))
    assert answer.status_code == 422
    assert 'type="radio" name="unit_id"' in answer.text
    ward = members.units["ward"]
    assert client.post("/dang-ky", data=fill(unit_q="an hoa", unit_id=str(ward))).status_code == 302
    assert session().scalars(select(Person.unit_id).where(Person.phone == "0911222333")).one() == ward


def test_the_form_carries_one_field_for_the_chosen_unit(client, members):
    assert client.get("/dang-ky").text.count('name="unit_id"') == 1


def test_the_search_button_lists_units_without_judging_the_form(client, members):
    answer = client.post("/dang-ky", data={"unit_q": "noi vu", "find": "1"})
    assert answer.status_code == 200
    assert "Sở Nội vụ" in answer.text
    assert "is-invalid" not in answer.text


def test_someone_on_the_roster_is_sent_to_activation(client, members, now):
    create_person("Đặng Thị Mai", "official", members.units["ward"], now_ms=now, phone="0911222333")
    assert "mã kích hoạt" in client.post("/dang-ky", data=fill()).text


@pytest.mark.parametrize("login", ["0900000001", "+84 900 000 001"])
def test_logging_in(client, members, login):
    assert log_in(client, login).status_code == 302
    assert "Nguyễn Văn An" in name_shown(client)


def test_a_wrong_password_is_refused_without_saying_which_part_was_wrong(client, members):
    known, unknown = log_in(client, password="sai mat khau"), log_in(client, "0999999999")
    for answer in (known, unknown):
        assert answer.status_code == 422
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text


def test_the_lockout_says_how_long(client, members):
    for _ in range(10):
        log_in(client, password="sai mat khau")
    assert "thử lại sau 15 phút" in log_in(client).text


@pytest.mark.parametrize("next_", ["/tai-khoan", "/cuoc-thi/a?x=1"])
def test_logging_in_leads_on_to_where_one_was_going(client, members, next_):
    assert log_in(client, next=next_).location == next_


@pytest.mark.parametrize(
    ("login", "landing"),
    [
        ("0900000001", "/"),
        ("0900000003", "/ban-to-chuc"),
        ("0900000005", "/ban-to-chuc"),
        ("0900000008", "/ban-to-chuc"),
    ],
)
def test_whoever_holds_a_role_lands_on_the_desk(client, members, login, landing):
    assert log_in(client, login).location == landing
    assert client.get("/dang-nhap").location == landing
    client.post("/dang-xuat")
    assert log_in(client, login, next="/tai-khoan").location == "/tai-khoan"


@pytest.mark.parametrize(
    "next_",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "",
    ],
)
def test_logging_in_never_leads_off_the_site(client, members, next_):
    assert log_in(client, next=next_).location == "/"


def test_a_page_that_needs_a_login_comes_back_after_it(client, members):
    sent = client.get("/tai-khoan")
    assert sent.status_code == 302
    assert sent.location.startswith("/dang-nhap?next=")


def test_logging_out_ends_the_session(client, members):
    log_in(client)
    client.post("/dang-xuat")
    assert client.get("/tai-khoan").status_code == 302


def test_a_changed_password_ends_other_sessions_but_not_this_one(app, members):
    here, there = app.test_client(), app.test_client()
    log_in(here)
    log_in(there)
    form = {"old": PASSWORD, "password": "mat-khau-moi", "again": "mat-khau-moi"}
    assert here.post("/tai-khoan/mat-khau", data=form).status_code == 302
    assert here.get("/tai-khoan").status_code == 200
    assert there.get("/tai-khoan").status_code == 302


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"old": "sai", "password": "mat-khau-moi", "again": "mat-khau-moi"}, "Mật khẩu hiện tại không đúng."),
        ({"old": PASSWORD, "password": "ngan", "again": "ngan"}, "ít nhất 8 ký tự"),
        ({"old": PASSWORD, "password": "mat-khau-moi", "again": "khac"}, "không giống nhau"),
        ({}, "Vui lòng nhập mật khẩu."),
    ],
)
def test_a_password_change_that_cannot_stand_says_why(client, members, form, message):
    log_in(client)
    answer = client.post("/tai-khoan/mat-khau", data=form)
    assert answer.status_code == 422
    assert message in answer.text


def issue(members, app, now, person_id):
    secret = app.config["SETTINGS"].secret_key
    return issuing.issue_code(person_id, actor=actor_for(members.person("dung")), secret=secret, now_ms=now)[0]


def test_a_code_and_a_new_password_let_in(client, app, members, now):
    code = issue(members, app, now, members.people["an"])
    form = {"code": code.lower(), "password": "mat-khau-moi", "again": "mat-khau-moi"}
    assert client.post("/kich-hoat", data=form).location == "/"
    assert "Nguyễn Văn An" in name_shown(client)
    again = app.test_client().post("/kich-hoat", data=form)
    assert again.status_code == 422
    assert "Mã này đã được dùng" in again.text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "Vui lòng nhập mã."),
        ({"code": "AAAA-BBBB-CC", "password": PASSWORD, "again": PASSWORD}, "Mã không đúng."),
        ({"code": "x" * 5000, "password": PASSWORD, "again": PASSWORD}, "Mã không đúng."),
        ({"code": "AAAA", "password": PASSWORD, "again": "khac"}, "không giống nhau"),
    ],
)
def test_bad_codes_are_refused_at_the_field(client, members, form, message):
    answer = client.post("/kich-hoat", data=form)
    assert answer.status_code == 422
    assert message in answer.text


def test_entering_the_roster_code_on_ones_own_page_joins_both_accounts(client, app, members, now):
    client.post("/dang-ky", data=fill(email="mai@thu.vn"))
    listed = create_person("Đặng Thị Mai", "official", members.units["ward"], now_ms=now, staff_code="CB-5")
    code = issue(members, app, now, listed.id)
    assert client.post("/tai-khoan/ma-kich-hoat", data={"code": code}).location == "/tai-khoan"
    page = name_shown(client)
    assert "CB-5" in page
    assert "0911222333" in page
    assert "Nhập mã kích hoạt" not in page


def test_a_wrong_roster_code_is_refused_on_ones_own_page(client, members):
    client.post("/dang-ky", data=fill())
    answer = client.post("/tai-khoan/ma-kich-hoat", data={"code": "AAAA-BBBB-CC"})
    assert answer.status_code == 422
    assert "Mã không đúng." in answer.text


def test_consent_is_given_and_withdrawn_on_ones_own_page(client, members):
    client.post("/dang-ky", data=fill())
    client.post("/tai-khoan/dong-y", data={"agree": "1"})
    assert "Rút lại sự đồng ý" in name_shown(client)
    client.post("/tai-khoan/dong-y", data={"agree": "0"})
    assert "Bạn chưa đồng ý." in name_shown(client)


@pytest.mark.parametrize("address", ["/tai-khoan/mat-khau", "/tai-khoan/ma-kich-hoat", "/tai-khoan/dong-y"])
def test_a_stranger_has_no_account_page(client, members, address):
    assert client.post(address).status_code == 302


def test_a_merged_account_is_logged_out(as_, cast):
    an = as_("an")
    assert an.get("/tai-khoan").status_code == 200
    cast.person("an").merged_into_id = cast.people["binh"]
    commit()
    assert an.get("/tai-khoan").status_code == 302
