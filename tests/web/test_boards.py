"""Boards as pages: who sees them, what they say, what polling gets."""

import pytest

from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage.db import commit
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.standings import crowd, make_contest, make_person, make_round, stand

ROUND = "/cuoc-thi/hoi-thi/dot/1"
PAGES = (
    f"{ROUND}/bang-xep-hang",
    f"{ROUND}/bang-xep-hang.json",
    f"{ROUND}/don-vi",
    f"{ROUND}/don-vi.json",
    f"{ROUND}/man-hinh",
    f"{ROUND}/man-hinh.json",
    "/cuoc-thi/hoi-thi/bang-tong",
    "/cuoc-thi/hoi-thi/bang-tong.json",
)
OWN = (f"{ROUND}/bang-xep-hang/cua-toi.json", "/cuoc-thi/hoi-thi/bang-tong/cua-toi.json")


@pytest.mark.parametrize("page", PAGES)
def test_boards_of_an_announced_contest_are_for_everyone(as_, cast, page):
    make_round(make_contest(cast))
    for name in ("giang", "an", "lan", "dung", "quan"):
        assert as_(name).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES + OWN)
def test_boards_of_an_unannounced_contest_are_for_its_organisers(as_, cast, page):
    make_round(make_contest(cast, published=False))
    answers = {name: as_(name).get(page).status_code for name in ("giang", "an", "lan", "dung", "quan")}
    assert answers == {"giang": 302, "an": 404, "lan": 404, "dung": 200, "quan": 200}


@pytest.mark.parametrize("page", PAGES + OWN[:1])
def test_what_only_organisers_may_see_is_kept_by_no_cache(as_, cast, page):
    contest = make_contest(cast, published=False)
    crowd(make_round(contest), [cast.units["ward"]], 3)
    headers = as_("dung").get(page).headers
    assert headers["Cache-Control"] == "private, no-store"
    contest.published = True
    commit()
    forget_rounds()
    forget_snapshots()
    assert "private, no-store" not in as_("dung").get(page).headers["Cache-Control"]


@pytest.mark.parametrize("page", OWN)
def test_ones_own_place_asks_for_a_login(as_, cast, page):
    make_round(make_contest(cast))
    answers = {name: as_(name).get(page).status_code for name in ("giang", "an", "lan", "dung")}
    assert answers == {"giang": 302, "an": 200, "lan": 200, "dung": 200}


@pytest.mark.parametrize(
    "page",
    [
        "/cuoc-thi/khong-co/bang-tong",
        "/cuoc-thi/khong-co/dot/1/don-vi",
        "/cuoc-thi/hoi-thi/dot/9/bang-xep-hang",
        f"{ROUND}/bang-xep-hang?bang=khong-co",
        f"{ROUND}/don-vi?duoi=khong-co",
    ],
)
def test_what_does_not_exist_is_not_found(client, cast, page):
    make_round(make_contest(cast))
    assert client.get(page).status_code == 404


def test_a_board_shows_name_unit_score_and_time_but_no_phone(client, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"], score=1950, elapsed_ms=8 * MINUTE + 3250)
    commit()
    page = client.get(f"{ROUND}/bang-xep-hang").text
    for shown in ("Nguyễn Văn An", "Phường An Hòa", "19,5", "8 phút 03,250 giây", "10:00:00 22/11/2026"):
        assert shown in page
    assert "0900000001" not in page


def test_my_place_says_which_rule_decided_and_what_is_not_known_yet(as_, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"], elapsed_ms=2 * MINUTE)
    stand(row, cast.people["binh"], elapsed_ms=3 * MINUTE)
    commit()
    page = as_("binh").get(f"{ROUND}/bang-xep-hang").text
    assert "thời gian làm bài ngắn hơn (2 phút 00,000 giây so với 3 phút 00,000 giây)" in page
    assert "Chưa xét: dự đoán sát hơn" in page


def test_after_close_the_prediction_is_told(as_, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"], place=1, prediction_error=2)
    stand(row, cast.people["binh"], place=2, prediction_error=None)
    row.closed_ms = NOW
    commit()
    forget_rounds()
    page = as_("an").get(f"{ROUND}/bang-xep-hang").text
    assert "dự đoán sát hơn (lệch 2 so với không dự đoán)" in page
    assert "Chưa xét" not in page
    assert "data-poll" not in page


def test_a_struck_out_person_reads_the_reason(as_, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"], disqualified=True, disqualified_reason="Thi hộ")
    commit()
    assert "Lý do: Thi hộ" in as_("an").get(f"{ROUND}/bang-xep-hang").text
    assert "Thi hộ" not in as_("binh").get(f"{ROUND}/bang-xep-hang").text


def test_frozen_and_rehearsal_boards_say_so(client, cast):
    make_round(make_contest(cast), closes_ms=NOW + 10 * MINUTE, freeze_minutes=30, rehearsal=True)
    for page in ("bang-xep-hang", "don-vi", "man-hinh"):
        text = client.get(f"{ROUND}/{page}").text
        assert "Bảng đang đóng băng" in text
        assert "09:40" in text
        assert "Thử hệ thống" in text


def test_pages_follow_one_another(client, cast):
    crowd(make_round(make_contest(cast)), [cast.units["ward"]], 120)
    first = client.get(f"{ROUND}/bang-xep-hang").text
    assert "Xem thêm" in first
    assert "trang=2" in first
    last = client.get(f"{ROUND}/bang-xep-hang?trang=3").text
    assert "Xem thêm" not in last
    assert client.get(f"{ROUND}/bang-xep-hang?trang=abc").status_code == 200


def test_search_and_unit_filter_answer_at_the_field(client, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"])
    commit()
    assert "1 người có tên khớp" in client.get(f"{ROUND}/bang-xep-hang?tim=nguyen van an").text
    assert "Nhập ít nhất 2 chữ cái" in client.get(f"{ROUND}/bang-xep-hang?tim=a").text
    assert "Không có đơn vị nào khớp" in client.get(f"{ROUND}/bang-xep-hang?don-vi=sao hỏa").text
    assert "Chọn một đơn vị" in client.get(f"{ROUND}/bang-xep-hang?don-vi=an hoa").text


@pytest.mark.parametrize("page", [p for p in PAGES if p.endswith(".json")])
def test_an_unchanged_board_is_a_304_with_the_time_of_the_snapshot(client, cast, clock, page):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"])
    commit()
    answer = client.get(page)
    assert "html" in answer.json
    assert answer.headers["X-Snapshot"] == "10:00:00 22/11/2026"
    clock.ms += 20_000
    again = client.get(page, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["X-Snapshot"] == "10:00:20 22/11/2026"
    stand(row, cast.people["binh"])
    commit()
    clock.ms += 20_000
    changed = client.get(page, headers={"If-None-Match": answer.headers["ETag"]})
    assert changed.status_code == 200


def test_my_place_is_private_and_mine_alone(as_, cast):
    row = make_round(make_contest(cast))
    stand(row, cast.people["an"], elapsed_ms=1)
    stand(row, cast.people["binh"], elapsed_ms=2)
    commit()
    an, binh = (as_(name).get(OWN[0]) for name in ("an", "binh"))
    assert "Hạng của bạn: <strong>1" in an.json["html"]
    assert "Hạng của bạn: <strong>2" in binh.json["html"]
    assert "private" in an.headers["Cache-Control"]
    assert "chưa có bài thi" in as_("lan").get(OWN[0]).json["html"]


def test_the_overall_board_names_its_rounds(client, cast):
    contest = make_contest(cast)
    make_round(contest, 1, rehearsal=True)
    make_round(contest, 2)
    page = client.get("/cuoc-thi/hoi-thi/bang-tong").text
    assert "Đợt 2</a> (chưa chốt)" in page
    assert "Đợt 1" not in page


def test_the_overall_board_waits_for_the_first_round(client, cast):
    make_round(make_contest(cast), opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    assert "Chưa có đợt thi nào được tính" in client.get("/cuoc-thi/hoi-thi/bang-tong").text
    assert client.get("/cuoc-thi/hoi-thi/bang-tong.json").status_code == 404


def test_the_unit_board_says_why_a_unit_is_not_ranked(client, cast):
    from contest.rules.rulesets import UnitRules

    row = make_round(make_contest(cast), units=UnitRules(threshold_percent=50))
    stand(row, cast.people["binh"])
    for n in range(51):
        stand(row, make_person(f"Người {n}", cast.units["justice"]))
    commit()
    page = client.get(f"{ROUND}/don-vi").text
    assert "Dưới ngưỡng tham gia nên không xếp hạng (cần 50%)" in page
    assert "127,5%" in page
    assert "Vượt 100% biên chế" in page
    assert "Chưa có người dự thi" in page


def test_the_big_screen_has_no_site_header(client, cast):
    crowd(make_round(make_contest(cast)), [cast.units["ward"]], 30)
    page = client.get(f"{ROUND}/man-hinh").text
    assert "site-header" not in page
    assert "Đơn vị dẫn đầu" in page
    assert page.count('class="screen-place"') == 10 + 1
