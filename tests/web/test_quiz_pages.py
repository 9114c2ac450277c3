"""The pages of the quiz: who sees which, what they say, and that they work without script."""

import json
import re

import pytest

from contest.rules.items import Item, LegalBasis
from contest.services.rounds import forget_rounds
from contest.storage import attempts
from contest.storage.contests import Round
from contest.storage.db import commit, session
from tests.support.cast import HOUR, MINUTE
from tests.support.rounds import make_round
from tests.support.statements import keep_caches, recorded

ITEMS = [
    Item(
        type="single_choice",
        stem="Một cửa là gì?",
        options=("Cơ chế", "Phần mềm", "Trụ sở"),
        key=(0,),
        explanation="Lời giải thích riêng.",
        legal_basis=(LegalBasis("Nghị định thử", article="Điều 3"),),
    ),
    Item(type="multiple_choice", stem="Những việc nào?", options=("Việc A", "Việc B", "Việc C"), key=(0, 2)),
    Item(type="true_false_cluster", stem="Đúng hay sai?", options=("Ý một", "Ý hai"), key=(1,)),
    Item(type="short_answer", stem="Điền một từ.", accepted=("bí ẩn",)),
]
PREDICTION = {"prediction": {"required": True}}


def begin(browser, round_id):
    """Start by the button; the address of the paper."""
    reply = browser.post(f"/thi/{round_id}")
    assert reply.status_code == 302
    return reply.location


def field(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1].replace("&#34;", '"')


def positions(page):
    """stem → position, as this paper orders them."""
    found = re.findall(r'id="q-(\d+)".*?</span> ([^<]*)</legend>', page.text, re.DOTALL)
    return {stem: int(n) for n, stem in found}


def right_form(page):
    """Every question answered rightly, as a browser without script would send it."""
    at = positions(page)
    cluster = at["Đúng hay sai?"]
    return {
        "token": field(page, "token"),
        "base": field(page, "base"),
        "known": field(page, "known"),
        f"a-{at['Một cửa là gì?']}": "0",
        f"a-{at['Những việc nào?']}": ["0", "2"],
        f"a-{cluster}-0": "0",
        f"a-{cluster}-1": "1",
        f"a-{at['Điền một từ.']}": " Bí ẩn ",
    }


@pytest.fixture
def round_id(app, cast):
    return make_round(cast, ITEMS)


@pytest.mark.parametrize(
    ("who", "start_page", "paper", "receipt", "review"),
    [
        ("giang", 302, 302, 302, 302),
        ("an", 200, 302, 200, 403),
        ("binh", 200, 404, 404, 404),
        ("lan", 200, 404, 404, 404),
        ("dung", 200, 403, 200, 403),
        ("quan", 200, 403, 200, 403),
    ],
)
def test_papers_are_their_owners_alone_and_organisers_see_receipts(
    as_, round_id, who, start_page, paper, receipt, review
):
    address = begin(as_("an"), round_id)
    page = as_("an").get(address)
    as_("an").post(f"{address}/nop", data={"token": field(page, "token"), "base": 0, "known": "{}"})
    browser = as_(who)
    assert browser.get(f"/thi/{round_id}").status_code == start_page
    assert browser.get(address).status_code == paper
    assert browser.get(f"{address}/bien-nhan").status_code == receipt
    assert browser.get(f"{address}/xem-lai").status_code == review
    assert browser.get(f"/thi/{round_id}/luot").status_code == start_page


def test_an_organiser_does_not_see_an_open_paper_or_its_receipt(as_, round_id):
    address = begin(as_("an"), round_id)
    assert as_("dung").get(address).status_code == 403
    assert as_("dung").get(f"{address}/bien-nhan").status_code == 404
    assert as_("an").get(f"{address}/bien-nhan").status_code == 302


def test_a_stranger_cannot_start(as_, round_id):
    assert "/dang-nhap" in as_("giang").post(f"/thi/{round_id}").location


@pytest.mark.parametrize("path", ["/thi/999", "/thi/luot/999", "/thi/luot/999/bien-nhan", "/thi/99999999999999999999"])
def test_what_does_not_exist_is_not_found(as_, round_id, path):
    assert as_("an").get(path).status_code == 404


def test_the_start_page_tells_what_awaits(as_, round_id):
    page = as_("an").get(f"/thi/{round_id}").text
    for said in (
        "20 phút",
        "4 câu hỏi",
        "còn 1 trong 1 lượt",
        "Nếu mất mạng lúc hết giờ",
        "30 giây",
        "Bắt đầu làm bài",
    ):
        assert said in page
    assert "không được xét giải" not in page
    assert "không được xét giải" in as_("dung").get(f"/thi/{round_id}").text


def test_the_start_page_says_why_one_cannot_start(as_, round_id, clock, now):
    clock.ms = now + 2 * HOUR
    page = as_("an").get(f"/thi/{round_id}").text
    assert "không mở vào lúc này" in page
    assert 'data-testid="start"' not in page
    assert as_("an").post(f"/thi/{round_id}").status_code == 422


def test_a_rehearsal_says_so_on_every_page(as_, app, cast):
    round_id = make_round(cast, ITEMS, rehearsal=True)
    browser = as_("an")
    assert "không được tính" in browser.get(f"/thi/{round_id}").text
    address = begin(browser, round_id)
    page = browser.get(address)
    assert "không được tính" in page.text
    browser.post(f"{address}/nop", data=right_form(page))
    assert "không được tính" in browser.get(f"{address}/bien-nhan").text


def test_starting_by_the_button_takes_three_statements_in_all(as_, round_id, monkeypatch):
    keep_caches(monkeypatch)
    begin(as_("binh"), round_id)
    browser = as_("an")
    with recorded() as sent:
        begin(browser, round_id)
    assert len(sent) == 3  # who is asking, may they, insert


def test_an_open_paper_shows_no_key(as_, round_id):
    browser = as_("an")
    page = browser.get(begin(browser, round_id)).text
    for secret in ("Lời giải thích", "bí ẩn", "Nghị định thử", "Đáp án đúng"):
        assert secret not in page
    assert re.search(r"seed|permutation", page) is None


def test_a_plain_form_hands_in_what_is_ticked(as_, round_id):
    browser = as_("an")
    address = begin(browser, round_id)
    reply = browser.post(f"{address}/nop", data=right_form(browser.get(address)))
    assert (reply.status_code, reply.location) == (303, f"{address}/bien-nhan")
    receipt = browser.get(reply.location).text
    assert "4/4" in receipt
    row = attempts.find(int(address.rpartition("/")[2]))
    assert row.receipt in receipt


def test_a_plain_form_keeps_what_another_device_saved_meanwhile(as_, round_id):
    browser = as_("an")
    address = begin(browser, round_id)
    page = browser.get(address)
    at = positions(page)
    single, short = str(at["Một cửa là gì?"]), str(at["Điền một từ."])
    saved = {"base": 0, "save_id": "other-device", "answers": {"a": {single: 0, short: "khác"}}}
    headers = {"X-Attempt": field(page, "token")}
    assert as_("giang").put(f"{address}/luu", json=saved, headers=headers).status_code == 200
    form = {"token": field(page, "token"), "base": "0", "known": field(page, "known"), f"a-{short}": "bí ẩn"}
    assert browser.post(f"{address}/nop", data=form).status_code == 303
    stored = json.loads(attempts.find(int(address.rpartition("/")[2])).answers)["a"]
    assert stored == {single: 0, short: "bí ẩn"}


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Hãy điền câu dự đoán"), ("nhiều", "số nguyên"), ("9" * 11, "số nguyên")]
)
def test_a_plain_form_without_a_good_prediction_comes_back_filled_in(as_, app, cast, typed, said):
    round_id = make_round(cast, ITEMS, **PREDICTION)
    browser = as_("an")
    address = begin(browser, round_id)
    form = {**right_form(browser.get(address)), "prediction": typed}
    reply = browser.post(f"{address}/nop", data=form)
    assert reply.status_code == 422
    assert said in reply.text
    assert "Bí ẩn" in reply.text
    assert reply.text.count(" checked>") == 5
    reply = browser.post(f"{address}/nop", data={**form, "prediction": "14.492"})
    assert reply.status_code == 303
    assert attempts.find(int(address.rpartition("/")[2])).prediction == 14_492


def test_a_form_without_a_genuine_token_is_refused(as_, round_id):
    browser = as_("an")
    address = begin(browser, round_id)
    form = right_form(browser.get(address))
    for token in ("", "1.1.x", form["token"][:-1] + "g", "é.ü.ß"):
        assert browser.post(f"{address}/nop", data={**form, "token": token}).status_code == 403
    assert attempts.find(int(address.rpartition("/")[2])).submitted_ms is None


@pytest.mark.parametrize("spoilt", [{"base": "x"}, {"base": ""}, {"known": "["}, {"base": "-1"}, {"base": "²"}])
def test_a_spoilt_form_is_refused_and_harms_nothing(as_, round_id, spoilt):
    browser = as_("an")
    address = begin(browser, round_id)
    form = {**right_form(browser.get(address)), **spoilt}
    assert browser.post(f"{address}/nop", data=form).status_code == 422
    assert attempts.find(int(address.rpartition("/")[2])).submitted_ms is None


def test_a_paper_whose_time_ran_out_is_closed_by_looking_at_it(as_, round_id, clock, now):
    browser = as_("an")
    address = begin(browser, round_id)
    clock.ms = now + 20 * MINUTE + 30_000
    assert browser.get(address).location == f"{address}/bien-nhan"
    assert "tự thu bài khi hết giờ" in browser.get(f"{address}/bien-nhan").text


@pytest.mark.parametrize(
    ("review", "closed", "published", "shown"),
    [
        ("never", True, "official", False),
        ("after_close", False, None, False),
        ("after_close", True, None, True),
        ("after_publication", True, None, False),
        ("after_publication", True, "provisional", True),
    ],
)
def test_right_answers_are_shown_when_the_rules_say_so(as_, cast, now, clock, review, closed, published, shown):
    round_id = make_round(cast, ITEMS, review=review)
    browser = as_("an")
    address = begin(browser, round_id)
    browser.post(f"{address}/nop", data=right_form(browser.get(address)))
    clock.ms = now + 3 * HOUR
    row = session().get(Round, round_id)
    row.closed_ms, row.published = (clock.ms if closed else None), published
    commit()
    forget_rounds()
    page = browser.get(f"{address}/xem-lai")
    assert page.status_code == (200 if shown else 403)
    for said in ("Lời giải thích riêng.", "Nghị định thử", "bí ẩn"):
        assert (said in page.text) is shown
    assert (f"{address}/xem-lai" in browser.get(f"{address}/bien-nhan").text) is shown


def test_own_attempts_are_listed_with_the_one_that_counts(as_, app, cast, clock, now):
    round_id = make_round(cast, ITEMS, attempts_allowed=2)
    browser = as_("an")
    first = begin(browser, round_id)
    browser.post(f"{first}/nop", data=right_form(browser.get(first)))
    clock.ms = now + MINUTE
    second = begin(browser, round_id)
    clock.ms = now + HOUR  # the second runs out
    page = browser.get(f"/thi/{round_id}/luot").text
    assert page.count(">được tính<") == 1
    assert page.index(">được tính<") < page.index(f"{second}/bien-nhan")
    assert f"{first}/bien-nhan" in page
