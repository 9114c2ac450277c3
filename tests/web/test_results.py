"""Public results come from the publication; organisers close, check, strike out and publish."""

import pytest

from contest.services import publishing
from contest.services.closing import close_round
from contest.services.disqualifying import disqualify
from contest.services.publishing import publish
from contest.storage.attempts import Attempt
from contest.storage.contests import Contest, Round
from contest.storage.db import commit, session
from tests.support.cast import HOUR
from tests.support.results import enter, make_contest, make_round, organiser, person, places

PUBLIC = "/cuoc-thi/cchc-2026/dot/1/ket-qua"


@pytest.fixture
def contest(app, cast):
    return make_contest(cast)


@pytest.fixture
def round_(contest, cast):
    row = make_round(contest, tie_breaks=["elapsed"])
    enter(row, cast.people["an"], elapsed_ms=61_500)
    enter(row, cast.people["binh"], correct=4)
    enter(row, cast.people["chi"], elapsed_ms=1_000)
    return row


@pytest.fixture
def desk(round_):
    return f"/ban-to-chuc/cuoc-thi/dot/{round_.id}/ket-qua"


@pytest.fixture
def closed(round_, now):
    close_round(round_.id, None, now)
    return round_


@pytest.fixture
def published(closed, cast, now):
    publish(closed.id, "provisional", organiser(cast), now)
    return closed


def stored(row):
    session().expire_all()
    return session().get_one(Round, row.id)


# --- the public page


def test_before_publication_it_says_when_to_expect_results(round_, as_):
    page = as_("giang").get(PUBLIC)
    assert page.status_code == 200
    assert "Ban Tổ chức đang chốt kết quả" in page.text
    assert "Nguyễn Văn An" not in page.text


def test_an_unpublished_close_shows_nothing_yet(closed, as_):
    page = as_("giang").get(PUBLIC)
    assert "sẽ công bố tại trang này" in page.text
    assert "Nguyễn Văn An" not in page.text


def test_anyone_sees_figures_awards_people_units_and_the_stamp(published, as_):
    text = as_("giang").get(PUBLIC).text
    header = publishing.newest(published.id)
    for expected in (
        "Kết quả tạm thời",
        "Nguyễn Văn An",
        "Giải Nhất",
        "1 phút 01,500 giây",
        "Không xét giải: người ra đề",
        "Phường An Hòa",
        "Công bố số 1",
        header.digest,
    ):
        assert expected in text


def test_nothing_private_is_shown(published, cast, as_):
    text = as_("giang").get(PUBLIC).text
    assert "0900000001" not in text


def test_the_disqualified_are_not_paraded(closed, cast, as_, now):
    disqualify(closed.id, cast.people["an"], "Làm bài hộ", cast.people["dung"], now)
    publish(closed.id, "provisional", organiser(cast), now)
    text = as_("giang").get(PUBLIC).text
    assert "Nguyễn Văn An" not in text
    assert "Làm bài hộ" not in text


def test_a_correction_says_what_it_replaces_and_why(published, cast, as_, now):
    disqualify(published.id, cast.people["binh"], "Làm bài hộ", cast.people["dung"], now)
    publish(published.id, "provisional", organiser(cast), now, "Xử lý vi phạm")
    text = as_("giang").get(PUBLIC).text
    assert "Thay cho công bố số 1." in text
    assert "Xử lý vi phạm" in text


def test_people_are_searched_without_diacritics(published, as_):
    text = as_("giang").get(f"{PUBLIC}?tim=tran+thi").text
    assert "1 người" in text
    listed = text.partition('id="danh-sach"')[2].partition('id="don-vi"')[0]
    assert "Trần Thị Bình" in listed
    assert "Nguyễn Văn An" not in listed


def test_a_long_list_is_paged_and_keeps_division_and_words(contest, cast, as_, now):
    row = make_round(contest, tie_breaks=["elapsed"])
    for n in range(publishing.PAGE + 1):
        enter(row, person(f"Người {n:03}", cast.units["ward"]), elapsed_ms=1_000 + n)
    close_round(row.id, None, now)
    publish(row.id, "provisional", organiser(cast), now)
    browser = as_("giang")
    assert "trang=2" in browser.get(f"{PUBLIC}?tim=nguoi").text
    second = browser.get(f"{PUBLIC}?tim=nguoi&trang=2").text
    assert "Người 050" in second
    assert "Người 049" not in second.partition('id="danh-sach"')[2]


@pytest.mark.parametrize(
    "query",
    [
        "?bang=khong-co",
        "?trang=abc",
        "?trang=-3",
        "?trang=99999",
        "?trang=99999999999999999999",
        "?tim=%25",
    ],
)
def test_odd_questions_never_break_the_page(published, as_, query):
    assert as_("giang").get(PUBLIC + query).status_code in {200, 404}


def test_an_unannounced_contest_keeps_its_results_to_its_organisers(published, as_):
    session().get_one(Contest, published.contest_id).published = False
    commit()
    from contest.services.rounds import forget_rounds

    forget_rounds()
    assert as_("giang").get(PUBLIC).status_code == 302
    assert as_("an").get(PUBLIC).status_code == 404
    assert as_("dung").get(PUBLIC).status_code == 200


def test_no_such_round_is_404(published, as_):
    assert as_("giang").get("/cuoc-thi/cchc-2026/dot/9/ket-qua").status_code == 404


# --- the organisers' pages


def test_steps_wait_for_the_end_of_the_round(contest, cast, as_, now):
    row = make_round(contest, closes_ms=now + HOUR)
    page = as_("dung").get(f"/ban-to-chuc/cuoc-thi/dot/{row.id}/ket-qua")
    assert "Chốt được sau khi đợt thi đóng" in page.text
    answer = as_("dung").post(f"/ban-to-chuc/cuoc-thi/dot/{row.id}/ket-qua/chot", follow_redirects=True)
    assert "chưa kết thúc" in answer.text
    assert stored(row).closed_ms is None


def test_close_check_publish_provisional_then_official(round_, desk, as_):
    dung = as_("dung")
    assert dung.post(f"{desk}/chot").headers["Location"].endswith(desk)
    checked = dung.get(desk).text
    assert "Nguyễn Văn An" in checked
    assert "Người ra đề" in checked
    first = dung.post(f"{desk}/cong-bo-tam-thoi", data={"provisional-note": "Lần đầu"}, follow_redirects=True)
    assert "Đã công bố kết quả tạm thời (công bố số 1)" in first.text
    assert stored(round_).published == "provisional"
    official = {"official-confirmed": "y"}
    last = dung.post(f"{desk}/cong-bo-chinh-thuc", data=official, follow_redirects=True).text
    assert "Đã công bố kết quả chính thức (công bố số 2)" in last
    assert "Xem kết quả, xuất danh sách" in dung.get(f"/ban-to-chuc/cuoc-thi/{round_.contest_id}").text
    assert stored(round_).published == "official"
    assert "Kết quả chính thức" in as_("giang").get(PUBLIC).text


def test_official_results_ask_for_confirmation(published, desk, as_):
    answer = as_("dung").post(f"{desk}/cong-bo-chinh-thuc")
    assert answer.status_code == 422
    assert "Hãy đánh dấu xác nhận" in answer.text
    assert stored(published).published == "provisional"


def test_publishing_again_without_a_reason_is_refused_at_the_field(published, desk, as_):
    answer = as_("dung").post(f"{desk}/cong-bo-tam-thoi")
    assert answer.status_code == 422
    assert "phải ghi rõ lý do" in answer.text
    assert len(publishing.history(published.id)) == 1


def test_publishing_before_the_close_is_refused(round_, desk, as_):
    answer = as_("dung").post(f"{desk}/cong-bo-tam-thoi")
    assert answer.status_code == 422
    assert stored(round_).published is None


def test_an_entrant_is_found_and_disqualified_with_a_reason(closed, desk, cast, as_):
    dung, who = as_("dung"), cast.people["chi"]
    assert f"{desk}/thi-sinh/{who}" in dung.get(f"{desk}/thi-sinh?tim=nguyen+thi+chi").text
    refused = dung.post(f"{desk}/thi-sinh/{who}/huy-ket-qua", data={"reason": " "})
    assert refused.status_code == 422
    assert "Vui lòng ghi rõ lý do" in refused.text
    assert places(closed)[who] == 1
    done = dung.post(f"{desk}/thi-sinh/{who}/huy-ket-qua", data={"reason": "Làm hộ"}, follow_redirects=True)
    assert "Đã hủy kết quả: Làm hộ" in done.text
    session().expire_all()
    assert places(closed) == {who: None, cast.people["an"]: 1, cast.people["binh"]: 2}
    dung.post(f"{desk}/thi-sinh/{who}/khoi-phuc", data={"reason": "Xác minh lại"})
    session().expire_all()
    assert places(closed)[who] == 1


def test_an_attempt_is_voided_and_restored(closed, desk, cast, as_):
    who = cast.people["chi"]
    attempt = session().query(Attempt).filter_by(person_id=who).one().id
    where = f"{desk}/thi-sinh/{who}/luot/{attempt}"
    assert "Đã hủy: Làm hộ" in as_("dung").post(f"{where}/huy", data={"reason": "Làm hộ"}, follow_redirects=True).text
    session().expire_all()
    assert who not in places(closed)
    assert as_("dung").post(f"{where}/khoi-phuc", data={"reason": "Xác minh"}).status_code == 302
    session().expire_all()
    assert places(closed)[who] == 1


def test_after_publication_one_is_told_to_publish_again(published, desk, cast, as_):
    where = f"{desk}/thi-sinh/{cast.people['an']}/huy-ket-qua"
    assert "hãy công bố lại" in as_("dung").post(where, data={"reason": "Làm hộ"}, follow_redirects=True).text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""),
        ("post", "/chot"),
        ("post", "/cong-bo-tam-thoi"),
        ("post", "/cong-bo-chinh-thuc"),
        ("get", "/thi-sinh"),
        ("get", "/thi-sinh/1"),
        ("post", "/thi-sinh/1/huy-ket-qua"),
        ("post", "/thi-sinh/1/khoi-phuc"),
        ("post", "/thi-sinh/1/luot/1/huy"),
        ("post", "/thi-sinh/1/luot/1/khoi-phuc"),
    ],
)
def test_only_organisers_of_the_contest_decide(closed, desk, as_, cast, method, path):
    before = places(closed)
    codes = {who: getattr(as_(who), method)(desk + path).status_code for who in ("giang", "an", "lan", "hoa")}
    # The contest is public, so those without the right learn that there is something: 403.
    assert codes == {"giang": 302, "an": 403, "lan": 403, "hoa": 403}
    session().expire_all()
    assert places(closed) == before
    assert stored(closed).published is None


def test_an_unannounced_contest_does_not_show_itself(closed, desk, as_):
    session().get_one(Contest, closed.contest_id).published = False
    commit()
    assert {as_(who).get(desk).status_code for who in ("an", "lan")} == {404}
    assert as_("dung").get(desk).status_code == 200


def test_what_is_not_there_is_404(closed, desk, as_):
    dung = as_("dung")
    assert dung.get(f"/ban-to-chuc/cuoc-thi/dot/{2**70}/ket-qua").status_code == 404
    assert dung.get(f"{desk}/thi-sinh/{2**70}").status_code == 404
    assert dung.get("/ban-to-chuc/cuoc-thi/dot/999/ket-qua").status_code == 404
    assert dung.get(f"{desk}/thi-sinh/999").status_code == 404
    assert dung.post(f"{desk}/thi-sinh/999/huy-ket-qua", data={"reason": "x"}).status_code == 404


def test_organisers_see_how_far_a_ranking_is(app, round_, desk, as_, now):
    assert "<progress" not in as_("dung").get(desk).text
    app.extensions["queue"].put("heartbeat", now)  # the worker lives
    round_.ranking_percent = 40
    commit()
    page = as_("dung").get(desk).text
    assert f'data-progress="{desk}/tien-do"' in page
    assert "Đang xếp hạng toàn bộ thí sinh" in page
    assert as_("dung").get(f"{desk}/tien-do").json == {"progress": 40, "waiting": True}
    round_.ranking_percent = None
    commit()
    assert as_("dung").get(f"{desk}/tien-do").json == {"progress": 0, "waiting": False}
