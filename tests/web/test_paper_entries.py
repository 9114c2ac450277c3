"""The pages of answers on paper: print, find the person, key by rows, compare, count; each for whom it is."""

import pytest

from contest.rules.paper_entries import SheetState
from contest.services import playing
from contest.storage.db import session
from contest.storage.paper_entries import PaperSheet, RoundPaper
from contest.storage.people import RoleGrant
from contest.storage.standings import Standing
from tests.support.cast import HOUR, NOW
from tests.support.paper import keying, make_papers, sheet_of
from tests.support.rounds import make_round


@pytest.fixture
def printed(app, cast):
    round_id = make_round(cast, prediction={"required": True})
    make_papers(cast, round_id)
    return round_id


def pages(round_id):
    return f"/ban-to-chuc/dot-thi/{round_id}"


def fields(round_id, right=6, **changes):
    sent = {f"answer-{n}": text.lower() for n, text in enumerate(keying(round_id, right).answers)}
    return {"ma": "1", "finished_ms": "2026-11-22T10:00", "minutes": "12", "prediction": "7", **sent, **changes}


def send(as_, cast, round_id, by, who="an", **changes):
    address = f"{pages(round_id)}/bai-giay/nhap/{cast.people[who]}"
    return as_(by).post(address, data=fields(round_id, **changes), follow_redirects=True)


def test_papers_are_made_for_a_division_and_their_file_waits_with_the_others(as_, printed, cast):
    page = as_("dung").get(f"{pages(printed)}/de-giay").text
    assert "001, 002" in page
    asked = {"division": "can-bo", "codes": "2"}
    page = as_("dung").post(f"{pages(printed)}/de-giay", data=asked, follow_redirects=True).text
    assert "Đề giấy của đợt và đáp án" in page
    assert session().query(RoundPaper).count() == 4
    again = as_("dung").post(f"{pages(printed)}/de-giay", data={"action": "again"}, follow_redirects=True)
    assert "Đã nhận yêu cầu tạo tệp." in again.text
    assert session().query(RoundPaper).count() == 4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"codes": "0"}, "từ 1 đến 24"),
        ({"codes": "25"}, "từ 1 đến 24"),
        ({"codes": "x"}, "số nguyên"),
        ({"division": "khac"}, "Giá trị không hợp lệ"),
    ],
)
def test_papers_that_cannot_be_made_are_refused_at_the_field(as_, printed, wrong, said):
    asked = {"division": "can-bo", "codes": "2", **wrong}
    page = as_("dung").post(f"{pages(printed)}/de-giay", data=asked).text
    assert "is-invalid" in page
    assert said in page
    assert session().query(RoundPaper).count() == 2


def test_from_the_name_to_a_counted_attempt(as_, printed, cast):
    found = as_("dung").get(f"{pages(printed)}/bai-giay", query_string={"tim": "nguyen van an"}).text
    assert f"/bai-giay/nhap/{cast.people['an']}" in found
    rows = as_("dung").get(f"{pages(printed)}/bai-giay/nhap/{cast.people['an']}?ma=1").text
    assert rows.count('name="answer-') == 6
    assert "Đã ghi lần nhập thứ nhất" in send(as_, cast, printed, "dung").text
    again = send(as_, cast, printed, "quan").text
    assert "khớp nhau" in again
    assert "Tính 1 bài khớp" in again
    counted = as_("dung").post(f"{pages(printed)}/bai-giay/tinh", follow_redirects=True).text
    assert "Đã tính 1 bài." in counted
    assert session().query(Standing).one().score == 600
    score = f"/ban-to-chuc/cuoc-thi/dot/{printed}/ket-qua/thi-sinh/{cast.people['an']}"
    for page in (counted, as_("dung").get(f"{pages(printed)}/bai-giay/{sheet_of(cast, printed).id}").text):
        assert score in page
    assert "6 điểm" in as_("dung").get(score).text
    assert "bang-xep-hang" in counted
    assert "Bài giấy do Ban Tổ chức nhập" in as_("an").get(receipt_address()).text
    again = as_("dung").post(f"{pages(printed)}/bai-giay/tinh", follow_redirects=True).text
    assert "Đã tính 0 bài." in again


def receipt_address():
    return f"/thi/luot/{session().query(Standing).one().attempt_id}/bien-nhan"


def test_a_conflict_is_said_by_name(as_, printed, cast):
    for name in ("dung", "quan"):
        send(as_, cast, printed, name)
    playing.start(cast.people["an"], printed, NOW, "bi-mat")
    page = as_("dung").post(f"{pages(printed)}/bai-giay/tinh", follow_redirects=True).text
    assert "Nguyễn Văn An: chưa tính được. Đang có lượt thi trực tuyến chưa nộp." in page


def test_the_same_person_is_refused_a_second_keying(as_, printed, cast):
    send(as_, cast, printed, "dung")
    answer = send(as_, cast, printed, "dung")
    assert answer.status_code == 422
    assert "phải do người khác làm" in answer.text


def test_the_first_keying_is_shown_to_nobody_before_the_second(as_, printed, cast):
    send(as_, cast, printed, "dung", minutes="17", prediction="4711")
    sheet = sheet_of(cast, printed)
    address = f"{pages(printed)}/bai-giay"
    for page in ("", f"/{sheet.id}", f"/nhap/{cast.people['an']}?ma=001"):
        text = as_("quan").get(address + page).text
        assert "4711" not in text
        assert 'value="17"' not in text
    assert "Nội dung lần một không hiện" in as_("quan").get(f"{address}/{sheet.id}").text


def test_what_differs_is_shown_and_settled_question_by_question(as_, printed, cast):
    send(as_, cast, printed, "dung")
    assert "Cần đối chiếu" in send(as_, cast, printed, "quan", right=5, minutes="13").text
    sheet = sheet_of(cast, printed)
    address = f"{pages(printed)}/bai-giay/{sheet.id}"
    page = as_("dung").get(address).text
    assert page.count('<fieldset class="resolving"') == 2
    answer = as_("dung").post(address, data={"pick-minutes": "first"})
    assert answer.status_code == 422
    assert "Vui lòng nhập nội dung này." in answer.text
    wrong = {"pick-minutes": "other", "other-minutes": "mười", "pick-answer-5": "first"}
    assert "số nguyên" in as_("dung").post(address, data=wrong).text
    settled = {"pick-minutes": "other", "other-minutes": "14", "pick-answer-5": "second"}
    assert "bài này khớp" in as_("dung").post(address, data=settled, follow_redirects=True).text
    sheet = sheet_of(cast, printed)
    assert (sheet.state, sheet.agreed.minutes, sheet.agreed.answers[5]) == (SheetState.AGREED, 14, "")
    assert as_("dung").get(address).status_code == 200


def test_a_finish_time_may_be_typed_anew(as_, printed, cast):
    send(as_, cast, printed, "dung", finished_ms="2026-11-22T09:58")
    send(as_, cast, printed, "quan", finished_ms="2026-11-22T09:59")
    address = f"{pages(printed)}/bai-giay/{sheet_of(cast, printed).id}"
    typed = {"pick-finished_ms": "other", "other-finished_ms": "hôm qua"}
    assert as_("dung").post(address, data=typed).status_code == 422
    as_("dung").post(address, data={**typed, "other-finished_ms": "2026-11-22T09:57"})
    assert sheet_of(cast, printed).agreed.finished_ms == NOW - 3 * 60_000


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answer-2": "X"}, "Chỉ gõ các chữ A–D"),
        ({"answer-2": "AB"}, "chỉ chọn một phương án"),
        ({"minutes": ""}, "Vui lòng nhập nội dung này."),
        ({"minutes": "9" * 5000}, "số nguyên"),
        ({"finished_ms": "2026-11-22T11:00"}, "không được sau lúc này"),
        ({"finished_ms": "hôm qua"}, "Vui lòng nhập ngày và giờ"),
        ({"prediction": "-1"}, "số nguyên"),
        ({"ma": "999"}, "không có mã đề này"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_row_and_nothing_is_kept(as_, printed, cast, wrong, said):
    answer = send(as_, cast, printed, "dung", **wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert session().query(PaperSheet).count() == 0


def test_a_sheet_of_the_wrong_person_is_taken_away_after_a_tick(as_, printed, cast):
    send(as_, cast, printed, "dung")
    address = f"{pages(printed)}/bai-giay/{sheet_of(cast, printed).id}/bo"
    as_("dung").post(address)
    assert session().query(PaperSheet).count() == 1
    as_("dung").post(address, data={"understood": "1"})
    assert session().query(PaperSheet).count() == 0


@pytest.mark.parametrize("name", ["giang", "an", "lan", "chi"])
def test_strangers_contestants_and_organisers_of_another_unit_stay_outside(as_, printed, cast, name):
    send(as_, cast, printed, "dung")
    sheet = sheet_of(cast, printed)
    base = pages(printed)
    key = f"{base}/bai-giay/nhap/{cast.people['binh']}?ma=001"
    for address in (f"{base}/de-giay", f"{base}/bai-giay", f"{base}/bai-giay/{sheet.id}", key):
        answer = as_(name).get(address)
        assert answer.status_code == 302 if name == "giang" else answer.status_code in {403, 404}, address
    for address in (f"{base}/de-giay", f"{base}/bai-giay/tinh", f"{base}/bai-giay/{sheet.id}/bo", key):
        sent = fields(printed) | {"understood": "1", "division": "can-bo", "codes": "1"}
        answer = as_(name).post(address, data=sent)
        assert answer.status_code == 302 if name == "giang" else answer.status_code in {403, 404}, address
    assert (session().query(PaperSheet).count(), session().query(RoundPaper).count()) == (1, 2)


def test_the_key_sheet_is_only_for_those_who_organise_now(as_, printed, cast):
    page = as_("dung").post(f"{pages(printed)}/de-giay", data={"action": "again"}, follow_redirects=True).text
    address = page.split('href="/ban-to-chuc/tep-xuat/')[1].split('"')[0]
    assert as_("dung").get(f"/ban-to-chuc/tep-xuat/{address}").status_code == 200
    session().query(RoleGrant).filter_by(person_id=cast.people["dung"]).delete()
    session().commit()
    assert as_("dung").get(f"/ban-to-chuc/tep-xuat/{address}").status_code in {403, 404}


def test_a_round_to_come_says_when_its_sheets_may_be_keyed(as_, cast):
    round_id = make_round(cast, opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    make_papers(cast, round_id)
    answer = as_("dung").get(f"{pages(round_id)}/bai-giay/nhap/{cast.people['an']}?ma=001")
    assert answer.status_code == 422
    assert "từ lúc đợt thi mở" in answer.text


def test_whoever_keyed_first_is_told_to_leave_the_second_to_another(as_, printed, cast):
    own = send(as_, cast, printed, "dung").text
    assert "Chờ người khác nhập lần hai" in own
    sheet = f"{pages(printed)}/bai-giay/{sheet_of(cast, printed).id}"
    assert "lần hai phải do người khác" in as_("dung").get(sheet).text
    link = f"/bai-giay/nhap/{cast.people['an']}"
    assert link in as_("quan").get(sheet).text
    assert link in as_("quan").get(f"{pages(printed)}/bai-giay").text
    assert link not in own + as_("dung").get(sheet).text


def test_a_person_without_an_attempt_left_is_named_before_anything_is_keyed(as_, printed, cast):
    rows = f"{pages(printed)}/bai-giay/nhap/{cast.people['an']}?ma=1"
    assert "đã dùng hết lượt thi" not in as_("dung").get(rows).text
    for name in ("dung", "quan"):
        send(as_, cast, printed, name)
    as_("dung").post(f"{pages(printed)}/bai-giay/tinh")
    assert "Nguyễn Văn An đã dùng hết lượt thi" in as_("dung").get(rows).text
