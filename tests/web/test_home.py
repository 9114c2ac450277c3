"""The home page: announced contests as cards, or what will stand there."""

import pytest

from contest.services import contest_pages, round_editing
from contest.storage.contests import set_rules
from contest.storage.db import session
from tests.support.cast import HOUR
from tests.support.contests import enter, make_banks, make_contest, rounds

DAY = 24 * HOUR


def test_without_contests_it_says_what_will_stand_here(as_):
    page = as_("giang").get("/").text
    assert "Chưa có cuộc thi nào được công bố" in page
    assert "Tạo cuộc thi đầu tiên" not in page


def test_an_organiser_is_shown_how_to_begin(as_):
    assert "Tạo cuộc thi đầu tiên" in as_("dung").get("/").text


def test_a_draft_is_not_shown(as_, cast):
    make_contest(cast)
    assert "Hội thi cải cách hành chính</a>" not in as_("giang").get("/").text


@pytest.mark.parametrize(
    ("starts", "section", "door"),
    [(-HOUR, "Đang mở", True), (DAY, "Sắp mở", False), (-90 * DAY, "Đã qua", False)],
)
def test_a_contest_stands_under_where_it_is(as_, cast, now, starts, section, door):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now + starts, announced=True)
    page = as_("giang").get("/").text
    assert f"<h2>{section}</h2>" in page
    assert "Hội thi cải cách hành chính</a>" in page
    assert (f'href="/thi/{rounds(made)[0].id}"' in page) is door


def test_a_card_counts_people_and_units_but_not_rehearsals(as_, cast, now, monkeypatch):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now - HOUR, announced=True)
    first, second, *_ = rounds(made)
    enter(cast, first, "an")
    enter(cast, second, "an")
    enter(cast, first, "binh")
    enter(cast, first, "dung")
    enter(cast, first, "chi")
    assert contest_pages.entered()[made.id] == contest_pages.Entered(people=4, units=3)
    second.rehearsal = True
    enter(cast, second, "hoa")
    monkeypatch.setattr(contest_pages, "_COUNT_SECONDS", -1.0)  # what was counted before is too old
    assert contest_pages.entered()[made.id] == contest_pages.Entered(people=4, units=3)


def test_a_running_round_leads_before_the_next_and_a_rehearsal_never_leads(cast, now):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now - HOUR, announced=True)
    found = rounds(made)
    assert contest_pages.card(made, now).featured.number == 1
    assert contest_pages.card(made, found[0].closes_ms).featured.number == 2
    assert contest_pages.card(made, found[-1].closes_ms + DAY).featured.number == 4
    rules = found[0].ruleset.model_copy(update={"rehearsal": True})
    set_rules(found[0], rules)
    assert contest_pages.card(made, now).featured.number == 2


def test_an_open_rehearsal_is_said_and_linked_until_a_counted_round_opens(as_, cast, now):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now + HOUR, announced=True)
    assert "Thử hệ thống đang mở" not in as_("giang").get("/").text
    rehearsal = round_editing.add_round(made.id, rehearsal=True, actor_id=None, now_ms=now)
    assert rehearsal.opens_ms <= now < rehearsal.closes_ms
    door, page = f'href="/thi/{rehearsal.id}"', as_("giang").get("/").text
    assert "Thử hệ thống đang mở" in page
    assert door in page
    assert door in as_("giang").get(f"/cuoc-thi/{made.slug}").text
    first = rounds(made)[0]
    set_rules(first, first.ruleset.model_copy(update={"opens_ms": now - 1}))
    session().commit()
    page = as_("giang").get("/").text
    assert "Thử hệ thống đang mở" not in page
    assert f'href="/thi/{first.id}"' in page


def test_the_overall_board_is_offered_once_a_counted_round_has_opened(as_, cast, now):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now + HOUR, announced=True)
    round_editing.add_round(made.id, rehearsal=True, actor_id=None, now_ms=now)
    board = f'href="/cuoc-thi/{made.slug}/bang-tong"'
    assert board not in as_("giang").get(f"/cuoc-thi/{made.slug}").text
    first = rounds(made)[0]
    set_rules(first, first.ruleset.model_copy(update={"opens_ms": now}))
    session().commit()
    assert board in as_("giang").get(f"/cuoc-thi/{made.slug}").text


def test_who_has_no_attempt_left_is_shown_their_results_instead_of_the_way_in(as_, cast, now):
    make_banks(cast)
    made = make_contest(cast, starts_ms=now - HOUR, announced=True)
    first = rounds(made)[0]
    enter(cast, first, "an")
    for page in ("/", f"/cuoc-thi/{made.slug}", f"/cuoc-thi/{made.slug}/dot/1"):
        done, fresh = as_("an").get(page).text, as_("binh").get(page).text
        assert f'href="/thi/{first.id}/luot"' in done
        assert "Đã hết lượt – xem kết quả" in done
        assert f'href="/thi/{first.id}"' not in done
        assert f'href="/thi/{first.id}"' in fresh
        assert "Đã hết lượt" not in fresh


def test_who_has_an_attempt_left_is_shown_the_way_in(as_, cast, now):
    make_banks(cast)
    first = rounds(make_contest(cast, starts_ms=now - HOUR, announced=True))[0]
    set_rules(first, first.ruleset.model_copy(update={"attempts_allowed": 2}))
    enter(cast, first, "an")
    assert f'href="/thi/{first.id}"' in as_("an").get("/").text
