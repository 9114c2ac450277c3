"""Many rows at once: ticked, confirmed, done, taken back."""

import re

import pytest

from contest.rules.publications import Kind
from contest.services.closing import close_round
from contest.services.publishing import publish
from contest.storage.banks import Bank, ItemRow
from contest.storage.db import commit, session
from contest.storage.people import Person
from tests.support import results
from tests.support.rounds import make_round

DESK = "/ban-to-chuc/thi-sinh"
BULK = f"{DESK}/hang-loat"


@pytest.fixture
def two(cast):
    return [cast.people["an"], cast.people["binh"]]


def active(cast, name):
    session().expire_all()
    return cast.person(name).active


def test_the_list_offers_ticks_and_actions(as_, two):
    page = as_("dung").get(DESK).text
    assert f'name="nguoi" value="{two[0]}"' in page
    assert "Ngừng hoạt động tài khoản" in page
    assert "Hoàn tác" not in page


def test_nothing_happens_before_the_confirmation(as_, cast, two):
    page = as_("dung").get(BULK, query_string={"viec": "deactivate", "nguoi": two}).text
    assert "2 trên 2 dòng đã chọn sẽ thay đổi." in page
    assert "Nguyễn Văn An" in page
    assert active(cast, "an")


def test_done_shown_and_taken_back(as_, cast, two):
    dung = as_("dung")
    done = dung.post(BULK, data={"viec": "deactivate", "nguoi": two}, follow_redirects=True)
    assert "Đã làm xong với 2 người." in done.text
    assert "<strong>Ngừng hoạt động</strong>" in done.text
    assert "Hoàn tác" in done.text
    assert not active(cast, "an")
    undone = dung.post(f"{BULK}/hoan-tac", follow_redirects=True)
    assert "Đã hoàn tác với 2 người." in undone.text
    assert active(cast, "an")
    assert "Không có việc nào để hoàn tác." in dung.post(f"{BULK}/hoan-tac", follow_redirects=True).text


def test_the_sessions_of_an_account_out_of_use_are_over(as_, cast):
    an = as_("an")
    cast.person("an").active = False
    commit()
    assert an.get("/tai-khoan").status_code == 302


def test_moving_asks_where_to(as_, cast, two):
    dung = as_("dung")
    assert 'name="unit_q"' in dung.get(BULK, query_string={"viec": "move", "nguoi": two}).text
    nowhere = dung.post(BULK, data={"viec": "move", "nguoi": two, "unit_q": ""})
    assert nowhere.status_code == 422
    assert "Vui lòng chọn đơn vị." in nowhere.text
    assert f'name="nguoi" value="{two[0]}"' in nowhere.text
    dung.post(BULK, data={"viec": "move", "nguoi": two, "unit_q": "Sở Tư pháp", "unit_id": cast.units["justice"]})
    session().expire_all()
    assert {cast.person(n).unit_id for n in ("an", "binh")} == {cast.units["justice"]}


def test_codes_come_on_printed_slips_for_those_who_wait(as_, cast, two):
    for person in session().query(Person).filter(Person.id.in_(two)):
        person.activated_ms = 1 if person.id == two[1] else None
    commit()
    page = as_("dung").post(BULK, data={"viec": "codes", "nguoi": two}).text
    assert len(re.findall(r'class="code">[A-Z2-9-]{12}<', page)) == 1
    assert "Nguyễn Văn An" in page
    assert "Trần Thị Bình" not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [({}, "Hãy chọn một việc cần làm."), ({"viec": "deactivate", "nguoi": "x"}, "Chưa chọn người nào.")],
)
def test_what_makes_no_sense_is_said_on_the_list(as_, query, said):
    dung = as_("dung")
    assert said in dung.get(BULK, query_string=query, follow_redirects=True).text
    assert said in dung.post(BULK, data=query, follow_redirects=True).text


def test_items_of_a_bank(as_, cast):
    make_round(cast)
    bank = session().query(Bank).first()
    ids = [i for (i,) in session().query(ItemRow.id).filter_by(bank_id=bank.id).limit(2)]
    page, dung = f"/ban-to-chuc/ngan-hang/{bank.id}/hang-loat", as_("dung")
    assert "Ngừng dùng câu hỏi" in dung.get(page, query_string={"viec": "retire", "item": ids}).text
    done = dung.post(page, data={"viec": "retire", "item": ids}, follow_redirects=True).text
    assert "Đã làm xong với 2 câu." in done
    assert "Đã hoàn tác với 2 câu." in dung.post(f"{page}/hoan-tac", follow_redirects=True).text
    assert "Chưa chọn câu nào." in dung.get(page, query_string={"viec": "retire"}, follow_redirects=True).text
    assert as_("lan").get(page).status_code == 404


def test_what_a_publication_counts_is_no_longer_offered_to_be_taken_back(as_, cast, now):
    round_ = results.make_round(results.make_contest(cast))
    results.enter(round_, cast.people["an"])
    dung = as_("dung")
    done = dung.post(BULK, data={"viec": "deactivate", "nguoi": [cast.people["an"]]}, follow_redirects=True).text
    assert f'action="{BULK}/hoan-tac"' in done
    close_round(round_.id, None, now)
    publish(round_.id, Kind.PROVISIONAL, results.organiser(cast), now + 1)
    page = dung.get(DESK).text
    assert "Không hoàn tác được: đã có công bố kết quả" in page
    assert f'action="{BULK}/hoan-tac"' not in page


def test_a_units_people_are_said_to_be_those_of_the_units_below_it_too(as_, cast):
    page = as_("dung").get(DESK, query_string={"don_vi": cast.units["province"]}).text
    assert "kể cả đơn vị trực thuộc" in page
    assert "kể cả đơn vị trực thuộc" not in as_("dung").get(DESK).text


def test_a_list_without_citizens_says_who_sees_those_of_no_unit(as_):
    page = as_("dung").get(DESK, query_string={"doi_tuong": "citizen"}).text
    assert "chỉ quản trị hệ thống thấy" in page
