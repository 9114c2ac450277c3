"""Organisers' pages about units."""

import io

import pytest

from contest.formats.tables import read_sheets
from contest.services.actors import unit_tree

DESK = "/ban-to-chuc/don-vi"
CSV = "Mã đơn vị,Tên đơn vị,Mã đơn vị cấp trên\nSYT,Sở Y tế,TINH\nXAU,,TINH\n".encode()


def addresses(cast):
    ward = cast.units["ward"]
    return [
        ("get", DESK), ("get", f"{DESK}/moi"), ("post", f"{DESK}/moi"),
        ("get", f"{DESK}/nhap"), ("post", f"{DESK}/nhap"), ("get", f"{DESK}/nhap/mau.xlsx"),
        ("get", f"{DESK}/nhap/1"), ("post", f"{DESK}/nhap/1"),
        ("get", f"{DESK}/nhap/1/loi.xlsx"), ("get", f"{DESK}/{ward}"), ("get", f"{DESK}/{ward}/sua"),
        ("post", f"{DESK}/{ward}/sua"), ("post", f"{DESK}/{ward}/bien-che"), ("post", f"{DESK}/{ward}/bien-che/xoa"),
        ("get", f"{DESK}/{ward}/ke-thua"), ("post", f"{DESK}/{ward}/ke-thua"),
    ]  # fmt: skip


@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 404), ("chi", 404)])
def test_units_are_not_for_strangers_contestants_or_authors(as_, cast, who, status):
    browser = as_(who)
    assert [a for a in addresses(cast) if getattr(browser, a[0])(a[1]).status_code != status] == []


def test_an_organiser_sees_and_changes_only_their_own_part(as_, cast):
    lan = as_("lan")
    for method, address in addresses(cast)[9:]:
        assert getattr(lan, method)(address).status_code == 404
    assert lan.get(f"{DESK}/{cast.units['commune']}").status_code == 200
    listed = lan.get(DESK).text
    assert "Xã Phú Lộc" in listed
    assert "Phường An Hòa" not in listed
    assert "Phường An Hòa" not in lan.get(f"{DESK}?q=an hoa").text


def test_the_whole_tree_and_a_search_without_diacritics(as_):
    dung = as_("dung")
    assert "Trường Tiểu học An Hòa" in dung.get(DESK).text
    found = dung.get(f"{DESK}?q=so noi vu").text
    assert "Sở Nội vụ" in found
    assert "Sở Tư pháp" not in found


@pytest.mark.parametrize("query", ["trang=0", "trang=99999999999999999999", "trang=x", "q=" + "x" * 5000, "q=%25_"])
def test_odd_addresses_do_no_harm(as_, query):
    assert as_("dung").get(f"{DESK}?{query}").status_code == 200


@pytest.mark.parametrize("unit_id", ["999999", "99999999999999999999"])
def test_a_unit_that_is_not_there_is_not_found_even_by_an_admin(as_, unit_id):
    for tail in ("", "/sua", "/ke-thua"):
        assert as_("quan").get(f"{DESK}/{unit_id}{tail}").status_code == 404
    assert (
        as_("quan").post(f"{DESK}/{unit_id}/bien-che", data={"counted_on": "2026-01-01", "people": "3"}).status_code
        == 404
    )


def test_a_unit_is_made_and_changed(as_, cast):
    dung = as_("dung")
    form = {"code": "syt", "name": "Sở Y tế", "unit_q": "Tỉnh Bình Minh", "unit_id": str(cast.units["province"])}
    made = dung.post(f"{DESK}/moi", data=form)
    assert made.status_code == 302
    assert "Sở Y tế" in dung.get(made.location).text
    assert dung.post(f"{made.location}/sua", data=form | {"name": "Sở Y tế tỉnh", "note": "ghi"}).status_code == 302
    assert 'value="ghi"' in dung.get(f"{made.location}/sua").text


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"code": ""}, "Thiếu mã đơn vị."),
        ({"name": ""}, "Thiếu tên đơn vị."),
        ({"code": "SNV"}, "Mã đơn vị này đã được dùng."),
        ({"valid_from": "ngày mai"}, "Ngày không hợp lệ."),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "sớm hơn"),
        ({"unit_q": "hoa"}, "Có nhiều đơn vị khớp"),
        ({"unit_q": ""}, "Cần chọn đơn vị cấp trên"),
        ({"name": "Sở Tư Pháp"}, "có thể là một"),
    ],
)
def test_a_bad_unit_is_refused_at_its_field(as_, more, message):
    answer = as_("dung").post(f"{DESK}/moi", data={"code": "MOI", "name": "Mới", "unit_q": "tinh binh minh", **more})
    assert answer.status_code == 422
    assert message in answer.text


def test_saving_a_probable_double_again_insists(as_, cast):
    dung = as_("dung")
    form = {"code": "STP2", "name": "Sở Tư pháp", "unit_q": "tinh binh minh"}
    first = dung.post(f"{DESK}/moi", data=form)
    assert 'name="seen_likeness" value="Sở Tư pháp"' in first.text
    assert dung.post(f"{DESK}/moi", data=form | {"seen_likeness": "Sở Tư pháp"}).status_code == 302


def test_headcounts_are_added_and_removed(as_, cast):
    dung, page = as_("dung"), f"{DESK}/{cast.units['ward']}"
    assert dung.post(f"{page}/bien-che", data={"counted_on": "2026-07-01", "people": "64"}).status_code == 302
    assert "01/07/2026" in dung.get(page).text
    dung.post(f"{page}/bien-che/xoa", data={"counted_on": "2026-07-01"})
    assert "01/07/2026" not in dung.get(page).text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"people": "5"}, "Vui lòng chọn ngày."),
        ({"counted_on": "2026-07-01", "people": "-5"}, "Vui lòng nhập số nguyên."),
        ({"counted_on": "2026-07-01", "people": "9999999"}, "Biên chế phải là số nguyên"),
        ({"counted_on": "2026-07-01", "people": ""}, "Biên chế phải là số nguyên"),
        ({"counted_on": "0001-01-01", "people": "5"}, "Ngày không hợp lệ."),
    ],
)
def test_a_bad_headcount_is_refused(as_, cast, form, message):
    answer = as_("dung").post(f"{DESK}/{cast.units['ward']}/bien-che", data=form)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_unit_is_renamed_and_merged(as_, cast):
    dung = as_("dung")
    renamed = dung.post(
        f"{DESK}/{cast.units['ward']}/ke-thua",
        data={"code": "P-MOI", "name": "Phường An Hòa Mới", "from_day": "2026-11-22"},
    )
    assert renamed.status_code == 302
    assert "Trường Tiểu học An Hòa" in dung.get(renamed.location).text
    merged = dung.post(
        f"{DESK}/{cast.units['commune']}/ke-thua", data={"unit_q": "an hoa moi", "from_day": "2026-11-22", "move": "y"}
    )
    assert merged.location == renamed.location
    assert "Xã Phú Lộc" in dung.get(merged.location).text


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"from_day": "2026-11-22"}, "Chọn đơn vị kế thừa đã có, hoặc nhập mã và tên mới."),
        ({"unit_q": "phu loc"}, "Vui lòng chọn ngày."),
        ({"unit_q": "phu loc", "code": "A", "from_day": "2026-11-22"}, "Chọn đơn vị kế thừa đã có"),
        ({"unit_q": "Phường An Hòa", "from_day": "2026-11-22"}, "không thể kế thừa chính nó"),
        ({"code": "SNV", "name": "Mới", "from_day": "2026-11-22"}, "đã được dùng"),
    ],
)
def test_a_succession_that_is_not_clear_is_refused(as_, cast, form, message):
    answer = as_("dung").post(f"{DESK}/{cast.units['ward']}/ke-thua", data=form)
    assert answer.status_code == 422
    assert message in answer.text


def upload(browser, content=CSV, name="don-vi.csv", address=f"{DESK}/nhap"):
    return browser.post(address, data={"file": (io.BytesIO(content), name)})


def test_a_list_is_previewed_then_written_and_its_errors_come_back(as_, cast):
    dung = as_("dung")
    preview = upload(dung).location
    page = dung.get(preview).text
    assert "Sở Y tế" in page
    assert "Thiếu tên đơn vị." in page
    assert "SYT" not in unit_tree().by_code
    assert dung.post(preview).location == preview
    assert "Sở Y tế" in dung.get(DESK).text
    (sheet,) = read_sheets("loi.xlsx", dung.get(f"{preview}/loi.xlsx").data)
    assert [row.cells[0] for row in sheet.rows[1:]] == ["XAU"]


def test_a_preview_is_seen_by_its_owner_only(as_):
    preview = upload(as_("dung")).location
    assert as_("lan").get(preview).status_code == 404
    assert as_("quan").post(preview).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", "Tệp"),
        (b"PK\x03\x04rubbish", "a.xlsx", "ệp"),
        (b"%PDF-1.4", "a.pdf", "ệp"),
        (b"a,b\n1,2", "a.csv", "tiêu đề"),
        ("Mã đơn vị,Tên đơn vị\n".encode(), "a.csv", "không có dòng dữ liệu"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(as_, content, name, message):
    answer = upload(as_("dung"), content, name)
    assert answer.status_code == 422
    assert message in answer.text


def test_no_file_at_all_is_refused(as_):
    assert "Vui lòng chọn tệp" in as_("dung").post(f"{DESK}/nhap", data={}).text


def test_the_template_is_a_workbook(as_):
    (sheet,) = read_sheets("mau.xlsx", as_("dung").get(f"{DESK}/nhap/mau.xlsx").data)
    assert sheet.rows[0].cells[0] == "Mã đơn vị"


def test_everyone_may_search_units_while_registering(client, cast):
    found = client.get("/api/don-vi?q=truong an hoa").json["units"]
    assert [(u["code"], u["place"]) for u in found] == [("TH-ANHOA", "Phường An Hòa, Tỉnh Bình Minh")]
    assert client.get("/api/don-vi").json == {"units": []}
    assert client.get("/api/don-vi?q=" + "a" * 9000).status_code == 200
