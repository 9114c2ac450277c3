"""Public pages of a contest: plan, timetable, thể lệ, material, amendments."""

import pytest

from contest.services import amending, contests, round_editing
from tests.support.cast import HOUR
from tests.support.contests import make_banks, make_contest, rounds

SLUG = "hoi-thi-cai-cach-hanh-chinh"
PAGES = (f"/cuoc-thi/{SLUG}", f"/cuoc-thi/{SLUG}/the-le", f"/cuoc-thi/{SLUG}/dot/1")


@pytest.fixture
def running(app, cast, now):
    make_banks(cast)
    return make_contest(cast, starts_ms=now - HOUR, announced=True)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["giang", "an", "lan", "dung"])
def test_an_announced_contest_is_open_to_all(as_, running, page, who):
    assert as_(who).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 404), ("lan", 404), ("dung", 200), ("quan", 200)])
def test_a_draft_is_seen_by_its_organisers_only(as_, cast, page, who, status):
    make_contest(cast)
    assert as_(who).get(page).status_code == status


@pytest.mark.parametrize("page", ["/cuoc-thi/khong-co", f"/cuoc-thi/{SLUG}/dot/99", "/cuoc-thi/khong-co/the-le"])
def test_what_is_not_there_is_not_found(as_, running, page):
    assert as_("giang").get(page).status_code == 404


def test_the_page_tells_texts_material_by_topic_and_contact(as_, running, now):
    contests.edit_contest(
        running.id,
        name="Hội thi <b>đậm</b>",
        slug=SLUG,
        introduction="Vì nhân dân phục vụ",
        plan="Phát động tháng 11",
        contact="Sở Nội vụ 0900",
        materials=[
            {"title": "Nghị quyết", "topic": "Văn bản", "url": "https://example.vn/nq", "text": ""},
            {"title": "Một cửa", "topic": "Hỏi đáp", "url": "", "text": "Nộp hồ sơ ở đâu?"},
        ],
        actor_id=None,
        now_ms=now,
    )
    page = as_("giang").get(PAGES[0]).text
    for said in ("Vì nhân dân phục vụ", "Phát động tháng 11", "Sở Nội vụ 0900", "<h3>Văn bản</h3>", "Nộp hồ sơ ở đâu?"):
        assert said in page
    assert 'href="https://example.vn/nq"' in page
    assert "<b>đậm</b>" not in page


def test_the_timetable_tells_where_each_round_stands(as_, running, now):
    round_editing.add_round(running.id, rehearsal=True, actor_id=None, now_ms=now)
    page = as_("giang").get(PAGES[0]).text
    assert "Còn 6 ngày 12 giờ" in page
    assert "Mở sau 6 ngày 23 giờ" in page
    assert "Thử hệ thống: không tính kết quả" in page
    assert "Vào thi" in page


def test_the_regulation_is_printed_from_the_rules(as_, running):
    page = as_("giang").get(PAGES[1]).text
    assert page.count("Điều 1.") == 1
    assert "Điều 12." in page
    assert "Áp dụng cho: Đợt 1, Đợt 2, Đợt 3, Đợt 4" in page
    assert "Thời gian làm bài: 20 phút" in page
    assert "Ngân hàng thử" in page


def test_what_the_source_leaves_open_is_printed(as_, cast, now):
    make_banks(cast)
    make_contest(cast, preset="hue_2025", announced=True)
    page = as_("giang").get(PAGES[1]).text
    assert "Thể lệ gốc không nêu thời gian làm bài; áp dụng mặc định nêu tại Điều 5." in page


def test_rounds_of_other_rules_have_a_regulation_of_their_own(as_, running, now):
    row = rounds(running)[2]
    round_editing.edit_rules(
        row.id,
        name="Chung kết",
        rules=row.ruleset.model_copy(update={"minutes": 30}),
        seen_version=row.version,
        actor_id=None,
        now_ms=now,
    )
    page = as_("giang").get(PAGES[1]).text
    assert page.count("Điều 1.") == 2
    assert "Áp dụng cho: Chung kết" in page


def test_amendments_are_told_with_number_reason_and_date(as_, running, cast, now):
    row = rounds(running)[0]
    known = {"actor_id": None, "now_ms": now}
    amending.extend(row.id, minutes=45, reason="Mất điện toàn tỉnh", **known)
    amending.grant_attempts(row.id, attempts=1, unit_code="X-PHULOC", reason="Đứt cáp quang", **known)
    amending.grant_attempts(row.id, attempts=1, login="0900000001", reason="Máy chủ báo lỗi", **known)
    session_rules = rounds(running)[0]
    amending.amend_rules(
        row.id,
        rules=session_rules.ruleset.model_copy(update={"attempts_allowed": 2}),
        reason="Nhiều đơn vị đề nghị",
        seen_version=session_rules.version,
        **known,
    )
    for path in PAGES:
        page = as_("giang").get(path).text
        for said in (
            "sửa đổi số 1",
            "thêm 45 phút",
            "Mất điện toàn tỉnh",
            "Xã Phú Lộc",
            "Đứt cáp quang",
            "cho một người dự thi",
            "sửa đổi số 4",
            "Nội dung sửa: số lượt thi.",
            "10:00 22/11/2026",
        ):
            assert said in " ".join(page.split()), said
        assert "Nguyễn Văn An" not in page
        assert "0900000001" not in page


def test_the_round_page_tells_the_rules_in_short(as_, running):
    page = as_("giang").get(PAGES[2]).text
    assert "20 câu, mỗi câu 1 điểm" in page
    assert "dự đoán gần đáp số nhất" in page
    assert "Bảng xếp hạng đơn vị" in page
