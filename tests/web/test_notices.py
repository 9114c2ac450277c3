"""Announcements, and questions that contestants ask and organisers answer."""

import pytest

from contest.services import inquiring
from contest.storage.announcements import Announcement
from contest.storage.db import session
from contest.storage.inquiries import Inquiry
from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds

QUESTION = "Tôi quên mật khẩu thì làm thế nào?"
ANSWER = "Bạn đề nghị cán bộ đầu mối của đơn vị cấp mã đặt lại."


@pytest.fixture
def contest(cast):
    make_banks(cast)
    return make_contest(cast, starts_ms=NOW - HOUR, announced=True)


@pytest.fixture
def asked(as_, contest):
    as_("an").post(f"/cuoc-thi/{contest.slug}/hoi-dap", data={"question": QUESTION})
    return session().query(Inquiry).one()


def public(as_, contest, who="giang"):
    return as_(who).get(f"/cuoc-thi/{contest.slug}/hoi-dap").text


def manage(as_, inquiry, who="dung", **data):
    session().expire_all()
    return as_(who).post(f"/ban-to-chuc/hoi-dap/{inquiry.id}", data=data)


def desk_of(contest):
    return f"/ban-to-chuc/cuoc-thi/{contest.id}/thong-bao"


def test_a_draft_is_seen_by_nobody_and_a_published_one_on_the_contests_page(as_, contest):
    as_("dung").post(desk_of(contest), data={"title": "Đổi giờ", "text": "Mở lúc 10 giờ", "action": "save"})
    assert "Đổi giờ" not in public(as_, contest)
    one = session().query(Announcement).one()
    edit = f"/ban-to-chuc/thong-bao/{one.id}"
    as_("dung").post(edit, data={"title": "Đổi giờ mở", "text": "Mở lúc 10 giờ", "action": "publish"})
    assert "Đổi giờ mở" in public(as_, contest)
    assert "Đổi giờ mở" in as_("giang").get(f"/cuoc-thi/{contest.slug}").text


def test_a_withdrawn_announcement_is_a_draft_again(as_, contest):
    as_("dung").post(desk_of(contest), data={"title": "Đổi giờ", "text": "Mở lúc 10 giờ", "action": "publish"})
    one = session().query(Announcement).one()
    as_("dung").post(f"/ban-to-chuc/thong-bao/{one.id}", data={"action": "withdraw"})
    assert "Đổi giờ" not in public(as_, contest)
    assert "Bản nháp" in as_("dung").get(desk_of(contest)).text


def test_announcements_reach_the_account_of_those_who_entered(as_, cast, contest):
    as_("dung").post(desk_of(contest), data={"title": "Đổi giờ", "text": "Mở lúc 10 giờ", "action": "publish"})
    assert "Đổi giờ" not in as_("an").get("/tai-khoan").text
    enter(cast, rounds(contest)[0], "an")
    assert "Đổi giờ" in as_("an").get("/tai-khoan").text


@pytest.mark.parametrize("data", [{"title": "", "text": "Nội dung"}, {"title": "x" * 201, "text": "Nội dung"}, {}])
def test_an_announcement_without_its_parts_is_not_kept(as_, contest, data):
    answer = as_("dung").post(desk_of(contest), data=data | {"action": "publish"})
    assert answer.status_code == 200
    assert "invalid-feedback" in answer.text
    assert session().query(Announcement).count() == 0


@pytest.mark.parametrize(("who", "status"), [("lan", 403), ("an", 403), ("giang", 302)])
def test_only_organisers_of_the_contest_announce(as_, contest, who, status):
    answer = as_(who).post(desk_of(contest), data={"title": "Đổi giờ", "text": "Mở lúc 10 giờ", "action": "publish"})
    assert answer.status_code == status
    assert session().query(Announcement).count() == 0


def test_a_stranger_is_told_to_log_in_before_asking(as_, contest):
    assert "Đăng nhập để gửi câu hỏi" in public(as_, contest)
    assert as_("giang").post(f"/cuoc-thi/{contest.slug}/hoi-dap", data={"question": QUESTION}).status_code == 302
    assert session().query(Inquiry).count() == 0


def test_a_question_is_seen_by_its_asker_and_the_organisers_only(as_, contest, asked):
    assert QUESTION in public(as_, contest, "an")
    assert "Đã nhận" in public(as_, contest, "an")
    for who in ("giang", "binh", "lan"):
        assert QUESTION not in public(as_, contest, who)
    assert QUESTION in as_("dung").get("/ban-to-chuc/hoi-dap").text
    assert QUESTION not in as_("lan").get("/ban-to-chuc/hoi-dap").text
    assert as_("lan").get(f"/ban-to-chuc/hoi-dap/{asked.id}").status_code == 404


def test_a_question_is_assigned_answered_and_published_without_its_askers_name(as_, cast, contest, asked):
    manage(as_, asked, action="assign", to=cast.people["dung"])
    assert "Đã phân công" in public(as_, contest, "an")
    manage(as_, asked, action="answer", text=ANSWER)
    assert ANSWER in public(as_, contest, "an")
    assert ANSWER not in public(as_, contest)
    manage(as_, asked, action="publish", text="Quên mật khẩu thì làm gì?")
    page = public(as_, contest)
    assert "Quên mật khẩu thì làm gì?" in page
    assert ANSWER in page
    assert "Nguyễn Văn An" not in page
    manage(as_, asked, action="unpublish")
    assert ANSWER not in public(as_, contest)


def test_questions_are_listed_by_state_and_by_whom_they_are_given_to(as_, cast, contest, asked):
    def listed(**chosen):
        return QUESTION in as_("dung").get("/ban-to-chuc/hoi-dap", query_string=chosen).text

    assert listed(trang_thai="received")
    assert not listed(trang_thai="assigned")
    assert not listed(cua_toi="1")
    manage(as_, asked, action="assign", to=cast.people["dung"])
    assert listed(trang_thai="assigned", cua_toi="1")
    manage(as_, asked, action="answer", text=ANSWER)
    assert listed(trang_thai="answered")
    assert listed(trang_thai="mars")


def test_the_desk_counts_what_waits_for_an_answer(as_, asked):
    assert "Có 1 câu hỏi của người dự thi chưa trả lời." in as_("dung").get("/ban-to-chuc").text
    manage(as_, asked, action="answer", text=ANSWER)
    assert "chưa trả lời." not in as_("dung").get("/ban-to-chuc").text


@pytest.mark.parametrize("text", ["", "   ngắn   ", "x" * 2001])
def test_a_question_too_short_or_too_long_is_told_at_its_field(as_, contest, text):
    answer = as_("an").post(f"/cuoc-thi/{contest.slug}/hoi-dap", data={"question": text})
    assert answer.status_code == 422
    assert "Vui lòng viết từ 10 đến 2000 ký tự." in answer.text
    assert session().query(Inquiry).count() == 0


def test_nobody_has_more_than_five_questions_waiting(as_, cast, contest):
    for n in range(5):
        inquiring.ask(contest.id, f"{QUESTION} {n}", person_id=cast.people["an"], now_ms=NOW)
    assert as_("an").post(f"/cuoc-thi/{contest.slug}/hoi-dap", data={"question": QUESTION}).status_code == 422
    assert as_("binh").post(f"/cuoc-thi/{contest.slug}/hoi-dap", data={"question": QUESTION}).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {"action": "publish", "text": QUESTION},  # not answered yet
        {"action": "answer", "text": "ngắn"},
        {"action": "assign", "to": "2147483647"},
        {"action": "vanish"},
        {},
    ],
)
def test_what_cannot_be_done_to_a_question_is_refused(as_, asked, data):
    assert manage(as_, asked, **data).status_code == 422
    session().expire_all()
    assert session().query(Inquiry).one().state == "received"


def test_a_question_is_not_given_to_someone_who_does_not_organise(as_, cast, asked):
    for name in ("an", "lan", "chi"):
        assert manage(as_, asked, action="assign", to=cast.people[name]).status_code == 422


@pytest.mark.parametrize(
    ("action", "text", "said"),
    [
        ("answer", ANSWER, "người hỏi thấy câu trả lời"),
        ("publish", QUESTION, "Đã công khai ở trang hỏi đáp"),
        ("unpublish", "", "Người hỏi vẫn thấy câu trả lời"),
    ],
)
def test_after_each_step_one_is_told_who_now_reads_what(as_, asked, action, text, said):
    manage(as_, asked, action="answer", text=ANSWER)
    page = as_("dung").post(
        f"/ban-to-chuc/hoi-dap/{asked.id}", data={"action": action, "text": text}, follow_redirects=True
    )
    assert said in page.text


def test_whoever_answers_sees_who_asks_and_the_way_to_what_is_public(as_, contest, asked):
    page = as_("dung").get(f"/ban-to-chuc/hoi-dap/{asked.id}").text
    assert "Nguyễn Văn An, Phường An Hòa" in page
    link = f'href="/cuoc-thi/{contest.slug}/hoi-dap"'
    assert link not in page
    manage(as_, asked, action="answer", text=ANSWER)
    manage(as_, asked, action="publish", text=QUESTION)
    assert link in as_("dung").get(f"/ban-to-chuc/hoi-dap/{asked.id}").text
