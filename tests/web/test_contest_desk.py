"""The organisers' desk and their pages about contests."""

import pytest

from contest.services.contests import contest_of
from contest.services.rounds import forget_rounds
from contest.storage.contests import AttemptGrant, contests_of, has_attempts
from contest.storage.db import session
from tests.support.cast import HOUR
from tests.support.contests import CITIZENS, OFFICIALS, make_banks, make_contest, rounds

DESK = "/ban-to-chuc"


def test_the_desk_tells_what_waits(as_, cast, now):
    make_banks(cast)
    make_contest(cast, starts_ms=now - HOUR, announced=True)
    draft = make_contest(cast)
    ended = make_contest(cast, preset="gtvt_2020", starts_ms=now - 60 * 24 * HOUR)
    ended.published = True
    session().commit()
    page = as_("dung").get(DESK).text
    assert f'href="{DESK}/cuoc-thi/{draft.id}"' in page
    assert "đã kết thúc, chưa chốt kết quả" in page
    assert "Đang diễn ra" in page
    assert "đơn vị chưa có người dự thi" in page


def test_the_desk_of_a_commune_shows_nothing_of_the_province(as_, cast):
    made = make_contest(cast)
    own = make_contest(cast, unit="commune")
    for path in (DESK, f"{DESK}/cuoc-thi"):
        page = as_("lan").get(path).text
        assert f'href="{DESK}/cuoc-thi/{own.id}"' in page
        assert f'href="{DESK}/cuoc-thi/{made.id}"' not in page


def test_an_author_sees_banks_but_no_contests(as_):
    page = as_("chi").get(DESK).text
    assert "Ngân hàng câu hỏi" in page
    assert "Tạo cuộc thi" not in page


def test_the_first_contest_is_explained(as_):
    assert "Bắt đầu từ đâu" in as_("dung").get(DESK).text


def new_contest(cast, **changes):
    return {
        "name": "Cuộc thi mới",
        "unit": str(cast.units["province"]),
        "preset": "hai_duong_2024",
        "starts_ms": "2026-11-30T09:00",
        "officials": OFFICIALS,
        "citizens": CITIZENS,
    } | changes


def test_a_new_contest_is_made_from_a_preset(as_, cast):
    make_banks(cast)
    answer = as_("dung").post(f"{DESK}/cuoc-thi/moi", data=new_contest(cast))
    made = contests_of(None)[0]
    assert answer.status_code == 302
    assert answer.location == f"{DESK}/cuoc-thi/{made.id}"
    assert len(rounds(made)) == 4
    assert rounds(made)[0].ruleset.attempts_allowed == 3
    assert "09:00 30/11/2026" in as_("dung").get(answer.location).text


def test_a_new_contest_is_offered_next_monday_at_nine(as_):
    assert 'value="2026-11-23T09:00"' in as_("dung").get(f"{DESK}/cuoc-thi/moi").text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "  ", "Vui lòng nhập nội dung này."),
        ("name", "x" * 251, "Nội dung quá dài (tối đa 250 ký tự)."),
        ("starts_ms", "ngày mai", "Vui lòng nhập ngày và giờ"),
        ("starts_ms", "", "Vui lòng nhập"),
        ("preset", "mars_2100", "Giá trị không hợp lệ."),
        ("unit", "999", "Giá trị không hợp lệ."),
        ("officials", "khong-co", "Giá trị không hợp lệ."),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_is_made(as_, cast, field, value, message):
    make_banks(cast)
    answer = as_("dung").post(f"{DESK}/cuoc-thi/moi", data=new_contest(cast, **{field: value}))
    assert answer.status_code == 200
    assert message in answer.text
    assert f'id="{field}-error"' in answer.text
    assert contests_of(None) == []


def test_an_organiser_holds_contests_of_their_own_units_only(as_, cast):
    answer = as_("lan").post(f"{DESK}/cuoc-thi/moi", data=new_contest(cast, officials="", citizens=""))
    assert "Giá trị không hợp lệ." in answer.text
    own = new_contest(cast, unit=str(cast.units["commune"]), officials="", citizens="")
    assert as_("lan").post(f"{DESK}/cuoc-thi/moi", data=own).status_code == 302


def test_texts_are_edited_and_blank_materials_left_out(as_, cast):
    made = make_contest(cast)
    data = {
        "name": made.name,
        "slug": "dia-chi-moi",
        "introduction": "Mở đầu",
        "plan": "",
        "contact": "",
        "materials-0-title": "Nghị quyết",
        "materials-0-url": "https://example.vn",
        "materials-1-title": "",
        "action": "save",
    }
    assert as_("dung").post(f"{DESK}/cuoc-thi/{made.id}/sua", data=data).status_code == 302
    session().expire_all()
    found = contest_of(made.id)
    assert (found.slug, found.introduction, [m["title"] for m in found.materials]) == (
        "dia-chi-moi",
        "Mở đầu",
        ["Nghị quyết"],
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slug": "Có dấu"}, "Đường dẫn chỉ gồm"),
        ({"slug": ""}, "Vui lòng nhập nội dung này."),
        ({"materials-0-title": "X", "materials-0-url": "javascript:alert(1)"}, "phải bắt đầu bằng https://"),
        ({"materials-0-text": "Có nội dung"}, "thì phải có tên"),
    ],
)
def test_wrong_texts_are_told_and_nothing_is_saved(as_, cast, changes, message):
    made = make_contest(cast)
    data = {"name": "Tên khác", "slug": made.slug, "action": "save"} | changes
    answer = as_("dung").post(f"{DESK}/cuoc-thi/{made.id}/sua", data=data)
    assert answer.status_code == 200
    assert message in answer.text
    session().expire_all()
    assert contest_of(made.id).name == "Hội thi cải cách hành chính"


def test_announcing_with_an_empty_bank_is_refused_with_the_cell(as_, cast):
    made = make_contest(cast)
    page = as_("dung").post(f"{DESK}/cuoc-thi/{made.id}/cong-bo", follow_redirects=True).text
    assert "chưa chọn ngân hàng câu hỏi" in page
    session().expire_all()
    assert not contest_of(made.id).published


def test_announcing_and_taking_it_back(as_, cast):
    make_banks(cast)
    made = make_contest(cast)
    dung = as_("dung")
    assert "Đã công bố" in dung.post(f"{DESK}/cuoc-thi/{made.id}/cong-bo", follow_redirects=True).text
    assert made.name in as_("giang").get("/").text
    assert "Đã rút công bố" in dung.post(f"{DESK}/cuoc-thi/{made.id}/rut-cong-bo", follow_redirects=True).text
    assert made.name not in as_("giang").get("/").text


def test_cloning_adding_a_rehearsal_and_taking_it_away(as_, cast):
    made, dung = make_contest(cast), as_("dung")
    data = {"name": "Bản sao", "starts_ms": "2027-03-01T09:00"}
    assert dung.post(f"{DESK}/cuoc-thi/{made.id}/nhan-ban", data=data).status_code == 302
    assert contests_of(None)[0].name == "Bản sao"
    dung.post(f"{DESK}/cuoc-thi/{made.id}/them-dot", data={"rehearsal": "1"})
    rehearsal = rounds(made)[-1]
    assert rehearsal.rehearsal
    page = f"{DESK}/dot-thi/{rehearsal.id}/bo"
    assert "hãy đánh dấu" in dung.post(page, follow_redirects=True).text
    assert len(rounds(made)) == 5
    dung.post(page, data={"understood": "1"})
    assert [r.rehearsal for r in rounds(made)] == [False] * 4


def test_an_extension_and_a_grant_through_their_pages(as_, cast, now):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now - HOUR, announced=True)
    row, dung = rounds(made)[0], as_("dung")
    closes = row.closes_ms
    reason = "Mất điện toàn tỉnh"
    assert (
        "Vui lòng nêu lý do" in dung.post(f"{DESK}/dot-thi/{row.id}/gia-han", data={"minutes": "5", "reason": "x"}).text
    )
    assert dung.post(f"{DESK}/dot-thi/{row.id}/gia-han", data={"minutes": "5", "reason": reason}).status_code == 302
    assert rounds(made)[0].closes_ms == closes + 5 * 60_000
    grant = {"attempts": "1", "scope": "person", "login": "", "reason": reason}
    assert "Vui lòng nhập nội dung này." in dung.post(f"{DESK}/dot-thi/{row.id}/cap-them-luot", data=grant).text
    wrong = grant | {"login": "0999999999"}
    assert "Không tìm thấy người" in dung.post(f"{DESK}/dot-thi/{row.id}/cap-them-luot", data=wrong).text
    assert dung.post(f"{DESK}/dot-thi/{row.id}/cap-them-luot", data=grant | {"login": "0900000001"}).status_code == 302
    assert session().query(AttemptGrant).one().person_id == cast.people["an"]
    assert not has_attempts([row.id])


def test_a_draft_is_deleted_after_a_tick_and_an_announced_contest_offers_no_such_button(as_, cast):
    make_banks(cast)
    draft, announced, dung = make_contest(cast), make_contest(cast, announced=True), as_("dung")
    path = f"{DESK}/cuoc-thi/{draft.id}"
    assert "Xóa cuộc thi" in dung.get(path).text
    assert "Xóa cuộc thi" not in dung.get(f"{DESK}/cuoc-thi/{announced.id}").text
    assert "hãy đánh dấu" in dung.post(f"{path}/xoa", follow_redirects=True).text
    assert dung.post(f"{path}/xoa", data={"understood": "1"}).location == f"{DESK}/cuoc-thi"
    assert [c.id for c in contests_of(None)] == [announced.id]


def test_the_desk_of_a_commune_leads_to_a_kiosk_for_an_open_round_of_the_province(as_, cast, now):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=now - HOUR, announced=True))[0]
    assert f'href="{DESK}/dot-thi/{row.id}/quay"' in as_("lan").get(DESK).text


def test_there_is_no_way_to_a_kiosk_where_the_units_people_may_not_enter(as_, cast, now):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=now - HOUR, announced=True))[0]
    row.rules = row.rules | {"entry_units": ["STP"]}
    session().commit()
    forget_rounds()
    assert f"{DESK}/dot-thi/{row.id}/quay" not in as_("lan").get(DESK).text
