"""Organisers' pages about people."""

import io
import re

import pytest
from sqlalchemy import select

from contest.formats.tables import read_sheets
from contest.services.actors import actor_for
from contest.services.rosters import create_person
from contest.storage.db import commit, session
from contest.storage.people import OneTimeCode, Person

DESK = "/ban-to-chuc/thi-sinh"
CSV = "Họ và tên,Số điện thoại,Mã đơn vị\nĐỗ Văn A,0912000001,X-PHULOC\nXấu,12,X-PHULOC\n".encode()
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{2}")


def of_person(person_id):
    page = f"{DESK}/{person_id}"
    return [
        ("get", page), ("get", f"{page}/sua"), ("post", f"{page}/sua"), ("post", f"{page}/vai-tro"),
        ("post", f"{page}/vai-tro/1/thu-hoi"), ("post", f"{page}/ma"), ("post", f"{page}/gop"),
    ]  # fmt: skip


LISTS = [
    ("get", DESK), ("get", f"{DESK}/moi"), ("post", f"{DESK}/moi"), ("get", f"{DESK}/nhap"), ("post", f"{DESK}/nhap"),
    ("get", f"{DESK}/nhap/1"), ("post", f"{DESK}/nhap/1"), ("get", f"{DESK}/nhap/1/loi.xlsx"),
    ("get", f"{DESK}/nhap/mau.xlsx"), ("get", f"{DESK}/phieu"), ("post", f"{DESK}/phieu"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 404), ("hoa", 404)])
def test_people_are_not_for_strangers_contestants_or_judges(as_, cast, who, status):
    browser = as_(who)
    tried = LISTS + of_person(cast.people["an"])
    assert [a for a in tried if getattr(browser, a[0])(a[1]).status_code != status] == []


def test_nobody_uses_the_organisers_page_of_themselves(as_, cast):
    own = [a for a in of_person(cast.people["hoa"]) if getattr(as_("hoa"), a[0])(a[1]).status_code != 404]
    assert own == []


def test_an_organiser_of_another_unit_sees_none_of_it(as_, cast):
    lan = as_("lan")
    assert [a for a in of_person(cast.people["an"]) if getattr(lan, a[0])(a[1]).status_code != 404] == []
    assert lan.get(f"{DESK}/{cast.people['binh']}").status_code == 200
    assert "Nguyễn Văn An" not in lan.get(DESK).text
    assert "Nguyễn Văn An" not in lan.get(f"{DESK}?don_vi={cast.units['ward']}").text


@pytest.mark.parametrize("person_id", ["999999", "99999999999999999999"])
def test_a_person_who_is_not_there_is_not_found_even_by_an_admin(as_, person_id):
    tried = of_person(person_id)
    assert [a for a in tried if getattr(as_("quan"), a[0])(a[1]).status_code != 404] == []


def test_people_without_unit_are_seen_by_admins(as_, cast, now):
    create_person("Tự Do", "citizen", None, now_ms=now, phone="0912000009")
    assert "Tự Do" in as_("quan").get(DESK).text
    assert "Tự Do" not in as_("dung").get(DESK).text


def listed(browser, query=""):
    return set(re.findall(rf'href="{DESK}/\d+">([^<]+)</a>', browser.get(f"{DESK}?{query}").text))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=tran", {"Trần Thị Bình", "Trần Hải Yến"}),
        ("q=%2B84900000001", {"Nguyễn Văn An"}),
        ("doi_tuong=citizen", set()),
        ("kich_hoat=chua", {"Chưa Vào"}),
        ("q=an+nguyen&kich_hoat=co", {"Nguyễn Văn An"}),
    ],
)
def test_the_list_is_searched_and_filtered(as_, cast, now, query, found):
    create_person("Chưa Vào", "official", cast.units["ward"], now_ms=now, phone="0912000009")
    assert listed(as_("dung"), query) == found


def test_the_list_of_a_unit_holds_its_subtree(as_, cast, now):
    create_person("Cô Giáo", "official", cast.units["school"], now_ms=now, phone="0912000009")
    assert listed(as_("dung"), f"don_vi={cast.units['ward']}") == {"Nguyễn Văn An", "Cô Giáo"}


@pytest.mark.parametrize(
    "query", ["trang=99999999999999999999", "don_vi=99999999999999999999", "q=%25_", "doi_tuong=x", "kich_hoat=x"]
)
def test_odd_addresses_do_no_harm(as_, query):
    assert as_("dung").get(f"{DESK}?{query}").status_code == 200


def test_a_person_is_added_by_hand(as_, cast):
    dung = as_("dung")
    form = {"name": "Lý Thị C", "category": "official", "unit_q": "so noi vu"}
    made = dung.post(f"{DESK}/moi", data=form)
    assert made.status_code == 302
    assert "TS0" in dung.get(made.location).text


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"name": ""}, "Vui lòng nhập họ và tên."),
        ({"phone": "x"}, "Số điện thoại không hợp lệ"),
        ({"phone": "0900000001"}, "đã có tài khoản"),
        ({"unit_q": ""}, "ngoài phạm vi"),
        ({"unit_q": "phuong an hoa"}, "ngoài phạm vi"),
        ({"category": "vua"}, "Vui lòng chọn đối tượng"),
    ],
)
def test_a_bad_person_is_refused_at_its_field(as_, cast, more, message):
    form = {"name": "Lý Thị C", "category": "official", "unit_q": "xa phu loc", **more}
    answer = as_("lan").post(f"{DESK}/moi", data=form)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_person_is_changed(as_, cast):
    dung, page = as_("dung"), f"{DESK}/{cast.people['an']}"
    form = {
        "name": "Nguyễn Văn An",
        "category": "official",
        "unit_q": "xa phu loc",
        "phone": "0900000001",
        "extra_minutes": "15",
    }
    assert dung.post(f"{page}/sua", data=form).status_code == 302
    shown = dung.get(page).text
    assert "15 phút" in shown
    assert "Xã Phú Lộc" in shown
    assert "Vui lòng nhập số nguyên." in dung.post(f"{page}/sua", data=form | {"extra_minutes": "nhiều"}).text
    assert "từ 0 đến 240" in dung.post(f"{page}/sua", data=form | {"extra_minutes": "241"}).text


def test_a_role_is_given_and_withdrawn(as_, cast):
    dung, page = as_("dung"), f"{DESK}/{cast.people['an']}"
    assert dung.post(f"{page}/vai-tro", data={"role": "judge", "unit_q": "phuong an hoa"}).status_code == 302
    withdraw = re.search(rf'action="({page}/vai-tro/\d+/thu-hoi)"', dung.get(page).text).group(1)
    dung.post(withdraw)
    assert 'value="Phường An Hòa"' in dung.get(page).text  # the next role is offered where they work
    assert "Chỉ là thí sinh." in dung.get(page).text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"role": "judge", "unit_q": ""}, 422),
        ({"role": "vua", "unit_q": "xa phu loc"}, 422),
        ({"role": "judge", "unit_q": "phuong an hoa"}, 403),
        ({"role": "admin"}, 403),
    ],
)
def test_a_role_beyond_reach_is_not_given(as_, cast, form, status):
    answer = as_("lan").post(f"{DESK}/{cast.people['binh']}/vai-tro", data=form)
    assert answer.status_code == status
    assert not actor_for(cast.person("binh")).is_staff


def test_a_reset_code_is_shown_once_and_works(as_, client, cast):
    answer = as_("lan").post(f"{DESK}/{cast.people['binh']}/ma")
    code = CODE.search(answer.text).group()
    assert answer.headers["Cache-Control"] == "no-store"
    form = {"code": code, "password": "mat-khau-moi", "again": "mat-khau-moi"}
    assert client.post("/kich-hoat", data=form).status_code == 302


def test_a_reset_code_for_someone_who_holds_more_is_refused(as_, cast):
    cast.person("dung").unit_id = cast.units["commune"]
    commit()
    answer = as_("lan").post(f"{DESK}/{cast.people['dung']}/ma")
    assert answer.status_code == 422
    assert "ngoài phạm vi quản lý" in answer.text
    assert session().scalars(select(OneTimeCode)).all() == []


def test_namesakes_of_a_unit_are_merged_by_hand(as_, cast, now):
    twin = Person(
        name="Nguyễn Văn An", folded="nguyen van an", category="official", unit_id=cast.units["ward"], registered_ms=now
    )
    session().add(twin)
    commit()
    dung, page = as_("dung"), f"{DESK}/{cast.people['an']}"
    assert "Có thể là cùng một người" in dung.get(page).text
    unsure = dung.post(f"{page}/gop", data={"khac": twin.id}, follow_redirects=True).text
    assert "hãy đánh dấu" in unsure
    assert "Có thể là cùng một người" in unsure
    dung.post(f"{page}/gop", data={"khac": twin.id, "understood": "1"})
    assert "Có thể là cùng một người" not in dung.get(page).text
    assert (
        "Không tìm thấy" in dung.post(f"{page}/gop", data={"khac": "x", "understood": "1"}, follow_redirects=True).text
    )


def upload(browser, content=CSV, name="ds.csv"):
    return browser.post(f"{DESK}/nhap", data={"file": (io.BytesIO(content), name)})


def test_a_roster_is_previewed_written_and_its_errors_come_back(as_, cast):
    lan = as_("lan")
    preview = upload(lan).location
    page = lan.get(preview).text
    assert "Đỗ Văn A" in page
    assert "Số điện thoại không hợp lệ" in page
    assert "Đỗ Văn A" not in listed(lan)
    assert lan.post(preview).location == preview
    assert "Đỗ Văn A" in listed(lan)
    (sheet,) = read_sheets("loi.xlsx", lan.get(f"{preview}/loi.xlsx").data)
    assert [row.cells[0] for row in sheet.rows[1:]] == ["Xấu"]
    assert as_("dung").get(preview).status_code == 404


def test_a_flagged_row_can_be_passed_over(as_, cast):
    dung = as_("dung")
    content = "Họ và tên,Mã đơn vị\nNguyễn Văn An,P-ANHOA\n".encode()
    preview = upload(dung, content).location
    assert 'name="bo_qua" value="2"' in dung.get(preview).text
    dung.post(preview, data={"bo_qua": ["2", "x", "99999999999999999999"]})
    assert len(session().scalars(select(Person).where(Person.folded == "nguyen van an")).all()) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "ệp"), (b"a,b\n1,2", "tiêu đề"), ("Họ và tên,Chức vụ\nA B,x\n".encode(), "Thiếu cột: Tên đơn vị.")],
)
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(as_, content, message):
    answer = upload(as_("dung"), content)
    assert answer.status_code == 422
    assert message in answer.text


def test_slips_carry_name_unit_address_login_and_code(as_, client, cast, now):
    create_person("Đỗ Văn A", "official", cast.units["commune"], now_ms=now, phone="0912000001")
    lan = as_("lan")
    assert "1 người đang chờ" in lan.get(f"{DESK}/phieu").text
    answer = lan.post(f"{DESK}/phieu", data={"unit_q": "xa phu loc", "below": "y"})
    for part in ("Đỗ Văn A", "Xã Phú Lộc", "http://localhost/kich-hoat", "0912000001"):
        assert part in answer.text
    form = {"code": CODE.search(answer.text).group(), "password": "mat-khau-moi", "again": "mat-khau-moi"}
    assert client.post("/kich-hoat", data=form).status_code == 302
    assert "Không còn ai chờ kích hoạt" in lan.post(f"{DESK}/phieu", data={"unit_q": "xa phu loc"}).text


def test_slips_of_another_unit_are_not_printed(as_, cast, now):
    create_person("Đỗ Văn A", "official", cast.units["ward"], now_ms=now, phone="0912000001")
    answer = as_("lan").post(f"{DESK}/phieu", data={"unit_q": "Phường An Hòa", "unit_id": str(cast.units["ward"])})
    assert answer.status_code == 404
    assert session().scalars(select(OneTimeCode)).all() == []


@pytest.mark.parametrize(
    ("form", "message"), [({}, "Vui lòng chọn đơn vị."), ({"unit_q": "khong co"}, "Không tìm thấy đơn vị")]
)
def test_slips_need_a_clear_unit(as_, form, message):
    answer = as_("dung").post(f"{DESK}/phieu", data=form)
    assert answer.status_code == 422
    assert message in answer.text
