"""Practice in the browser, without scripts: login, one question as a form, its verdict; what organisers see."""

import re

import pytest

from contest.services.snapshots import forget_snapshots
from contest.storage.banks import Bank
from contest.storage.contests import Contest
from contest.storage.db import session
from contest.storage.people import AuditEntry
from contest.storage.practice import PracticeCard
from tests.support.cast import HOUR, NOW
from tests.support.pages import filled
from tests.support.practising import make_practice, question
from tests.support.rounds import make_round

CLUSTER = question(1, type="true_false_cluster", key=(0, 1))


@pytest.fixture
def bank(app, cast):
    forget_snapshots()
    return make_practice(cast, question(1)).id


def answer(browser, value, **changes):
    page = browser.get("/on-tap/cau").text
    return browser.post("/on-tap/cau", data=filled(page) | {"a-0": value} | changes)


@pytest.mark.parametrize("page", ["/on-tap", "/on-tap/cau", "/on-tap/cau/1"])
def test_a_stranger_is_told_to_log_in_and_comes_back(as_, page):
    giang = as_("giang")
    to_login = giang.get(page)
    assert to_login.status_code == 302
    assert "/dang-nhap?next=" in to_login.location
    assert "Hãy đăng nhập để ôn tập" in giang.get(to_login.location).text


def test_without_an_opened_bank_the_page_says_what_will_stand_there(as_):
    an = as_("an")
    assert "Chưa có câu hỏi nào để ôn" in an.get("/on-tap").text
    assert "Không còn câu nào để ôn" in an.get("/on-tap/cau", follow_redirects=True).text


def test_a_question_is_answered_and_explained_and_the_next_one_offered(as_, bank):
    an = as_("an")
    page = an.get("/on-tap/cau?linh-vuc=PAPI").text
    assert "Câu ôn số 1?" in page
    assert "Vì quy định như vậy" not in page
    told = an.post("/on-tap/cau?linh-vuc=PAPI", data=filled(page) | {"a-0": "1"})
    assert told.status_code == 302
    verdict = an.get(told.location).text
    for part in ("✗ Sai", "Đáp án đúng", "Vì quy định như vậy.", "Điều 5, Nghị định 118/2025/NĐ-CP", "23/11/2026"):
        assert part in verdict
    assert 'href="/on-tap/cau?linh-vuc=PAPI"' in verdict
    assert "Câu từng sai" in an.get("/on-tap/cau").text


def test_the_overview_shows_progress_by_topic(as_, bank):
    an = as_("an")
    answer(an, "0")
    forget_snapshots()
    page = an.get("/on-tap").text
    assert "Đã ôn 1 trên 1 câu" in page
    assert 'href="/on-tap/cau?linh-vuc=PAPI"' in page


def test_an_empty_answer_is_refused_at_the_question_and_keeps_what_was_said(as_, cast):
    make_practice(cast, CLUSTER)
    page = answer(as_("an"), "", **{"a-0-2": "1"})
    assert page.status_code == 422
    assert "Hãy trả lời đủ các ý" in page.text
    assert re.search(r'name="a-0-2" value="1"[^>]* checked', page.text)
    assert session().query(PracticeCard).count() == 0


@pytest.mark.parametrize("changes", [{"item": "x"}, {"seen": "-1"}, {"version": "9" * 20}])
def test_a_form_that_no_page_made_is_refused(as_, bank, changes):
    assert answer(as_("an"), "0", **changes).status_code == 404


@pytest.mark.parametrize("changes", [{"item": "999"}, {"version": "7"}, {"a-0": "x" * 9_999}])
def test_what_cannot_be_answered_now_leads_to_another_question(as_, cast, changes):
    make_practice(cast, question(1, type="short_answer", options=(), key=(), accepted=("một",)))
    assert answer(as_("an"), "một", **changes).headers["Location"] == "/on-tap/cau"
    assert session().query(PracticeCard).count() == 0


def test_a_question_never_answered_has_no_verdict(as_, bank):
    assert as_("an").get("/on-tap/cau/1").status_code == 404


def test_the_page_says_which_bank_rests_and_until_when(as_, cast):
    make_round(cast)
    bank = session().query(Bank).one()
    as_("dung").post(f"/ban-to-chuc/ngan-hang/{bank.id}/on-tap", data={"allowed": "1"})
    assert "tạm dừng vì Đợt 1 đang lấy đề" in as_("dung").get(f"/ban-to-chuc/ngan-hang/{bank.id}").text
    page = as_("an").get("/on-tap").text
    assert "Tạm dừng ôn tập “Ngân hàng thử” vì Hội thi thử, Đợt 1" in page
    assert "Chưa có câu hỏi nào để ôn" not in page


def test_an_organiser_opens_and_closes_a_bank_and_it_is_on_record(as_, cast, bank):
    dung, address = as_("dung"), f"/ban-to-chuc/ngan-hang/{bank}/on-tap"
    assert "Đã ngừng cho ôn tập." in dung.post(address, follow_redirects=True).text
    assert session().get_one(Bank, bank).practice is False
    assert "Cho mọi người ôn tập ngân hàng này" in dung.get(f"/ban-to-chuc/ngan-hang/{bank}").text
    dung.post(address, data={"allowed": "1"})
    session().expire_all()
    assert session().get_one(Bank, bank).practice is True
    assert session().query(AuditEntry).filter_by(action="bank.practice", subject_id=bank).count() == 3


@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 404), ("lan", 404), ("chi", 403), ("yen", 403)])
def test_nobody_else_opens_a_bank(as_, bank, who, status):
    assert as_(who).post(f"/ban-to-chuc/ngan-hang/{bank}/on-tap").status_code == status
    assert session().get_one(Bank, bank).practice is True


def test_before_a_round_that_will_draw_from_the_bank_its_organiser_is_warned(as_, cast):
    make_round(cast, opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    address = f"/ban-to-chuc/ngan-hang/{session().query(Bank.id).scalar()}"
    assert "thấy trước câu hỏi và đáp án" in as_("dung").get(address).text
    assert "thấy trước câu hỏi và đáp án" not in as_("chi").get(address).text


def test_organisers_see_the_progress_of_their_own_units(as_, bank):
    answer(as_("an"), "0")
    forget_snapshots()
    dung, lan = as_("dung").get("/ban-to-chuc/on-tap").text, as_("lan").get("/ban-to-chuc/on-tap").text
    assert "Phường An Hòa" in dung
    assert "Phường An Hòa" not in lan
    assert "Xã Phú Lộc" in lan
    assert "Xã Phú Lộc" not in as_("dung").get("/ban-to-chuc/on-tap?q=an hoa").text
    assert [as_(who).get("/ban-to-chuc/on-tap").status_code for who in ("giang", "an", "chi")] == [302, 404, 404]


def test_study_material_stands_beside_its_topic(as_, cast, bank):
    make_round(cast)
    contest = session().query(Contest).one()
    video = {"title": "Phim ngắn", "topic": "PAPI", "url": "https://phim.vn/1", "text": ""}
    contest.materials = [video, {"title": "Lời dặn", "topic": "Khác", "url": "", "text": "Đọc kỹ."}]
    session().commit()
    page = as_("an").get("/on-tap").text
    assert '<a href="https://phim.vn/1" rel="noopener">Phim ngắn</a>' in page
    assert page.index("Phim ngắn") < page.index("Tài liệu ôn tập khác") < page.index("Đọc kỹ.")
