"""Awards follow the rules: who may not win is passed over and named with the reason."""

import pytest

from contest.rules.items import Item
from contest.services.awarding import proposal
from contest.services.closing import close_round
from contest.services.disqualifying import disqualify
from contest.services.publishing import publish
from contest.storage.contests import Round
from contest.storage.db import commit, session
from contest.storage.people import RoleGrant
from tests.support.cast import NOW
from tests.support.results import OFFICIALS, enter, facts, make_contest, make_round, organiser, person
from tests.support.rounds import make_bank, sample_items

UNIT_PRIZES = [{"title": "Tập thể Nhất", "count": 1, "amount": 5_000_000}]
UNITS = {"formula": "rate_times_mean", "prizes": UNIT_PRIZES, "by_emulation_group": True}


@pytest.fixture
def contest(any_app, cast):
    return make_contest(cast)


def given(row):
    return [(e.name, e.data["prize"], e.data["tied"]) for e in proposal(facts(row)).awards if e.person_id]


def barred(row):
    return {e.name: e.data["reason"] for e in proposal(facts(row)).exclusions}


def closed(contest, entrants, now, number=1, **rules):
    """A closed round in which people finished in the order named."""
    row = make_round(contest, number, **{"tie_breaks": ["elapsed"], "prediction": None, **rules})
    for n, who in enumerate(entrants):
        enter(row, who, elapsed_ms=10_000 + n)
    close_round(row.id, None, now)
    return row


def test_prizes_go_by_place_with_what_the_list_needs(contest, cast, now):
    winner = person("Hồ Thị Ánh", cast.units["ward"], position="Phó Chủ tịch", phone="0911222333")
    row = closed(contest, [winner, cast.people["an"], cast.people["binh"]], now)
    assert given(row) == [("Hồ Thị Ánh", "Giải Nhất", False), ("Nguyễn Văn An", "Giải Nhì", False)]
    first = proposal(facts(row)).awards[0]
    assert (first.place, first.unit_name, first.data["position"]) == (1, "Phường An Hòa", "Phó Chủ tịch")
    assert (first.data["amount"], first.data["score"], first.data["elapsed_ms"]) == (3_000_000, 500, 10_000)
    assert "0911222333" not in str(first)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("dung", "organiser"),
        ("chi", "author"),
        ("yen", "appraiser"),
        ("hoa", "judge"),
        ("quan", "admin"),
    ],
)
def test_people_of_the_contest_cannot_win_in_it(contest, cast, now, who, reason):
    row = closed(contest, [cast.people[who], cast.people["an"], cast.people["binh"]], now)
    assert [name for name, *_ in given(row)] == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert barred(row) == {cast.person(who).name: reason}


def test_staff_of_another_unit_may_win(contest, cast, now):
    row = closed(contest, [cast.people["lan"]], now)
    assert given(row) == [("Phạm Thu Lan", "Giải Nhất", False)]


def test_a_role_over_a_unit_above_bars_but_one_below_does_not(any_app, cast, now):
    contest = make_contest(cast, unit="ward")
    below = person("Người Dưới", cast.units["school"])
    session().add(RoleGrant(person_id=below, role="judge", unit_id=cast.units["school"], granted_ms=NOW))
    commit()
    row = closed(contest, [below, cast.people["hoa"]], now)
    assert given(row) == [("Người Dưới", "Giải Nhất", False)]
    assert barred(row) == {"Vũ Thanh Hoa": "judge"}


def test_whoever_wrote_or_appraised_items_of_the_bank_cannot_win(contest, cast, now):
    from contest.storage.banks import ItemRow, ItemVersion

    make_bank(cast, [*sample_items(2), Item(type="short_answer", stem="?", accepted=("a",))], code="NH")
    first, second, third = session().query(ItemRow).order_by(ItemRow.id)
    first.author_id, second.appraiser_id = cast.people["an"], cast.people["binh"]
    changer = person("Người Sửa", cast.units["ward"])
    session().query(ItemVersion).filter_by(item_id=third.id).update({"written_by_id": changer})
    commit()
    row = closed(contest, [cast.people["an"], cast.people["binh"], changer, cast.people["lan"]], now)
    assert barred(row) == {
        "Nguyễn Văn An": "wrote_items",
        "Trần Thị Bình": "appraised_items",
        "Người Sửa": "wrote_items",
    }
    assert [name for name, *_ in given(row)] == ["Phạm Thu Lan"]


def test_the_disqualified_are_named_with_the_organisers_reason(contest, cast, now):
    row = closed(contest, [cast.people["an"], cast.people["binh"]], now)
    disqualify(row.id, cast.people["an"], "Làm bài hộ", cast.people["dung"], now)
    row = session().get_one(Round, row.id)
    assert [name for name, *_ in given(row)] == ["Trần Thị Bình"]
    (only,) = proposal(facts(row)).exclusions
    assert (only.name, only.data) == (
        "Nguyễn Văn An",
        {"reason": "disqualified", "details": {"why": "Làm bài hộ"}},
    )


def test_whoever_left_the_division_is_passed_over(contest, cast, now):
    row = closed(contest, [cast.people["an"], cast.people["binh"]], now)
    cast.person("an").category = "citizen"
    commit()
    assert barred(row) == {"Nguyễn Văn An": "left_division"}


def test_one_weekly_prize_per_person(contest, cast, now):
    first = closed(contest, [cast.people["an"], cast.people["binh"]], now)
    publish(first.id, "provisional", organiser(cast), now)
    second = closed(contest, [cast.people["an"], cast.people["lan"]], now, number=2)
    assert given(second) == [("Phạm Thu Lan", "Giải Nhất", False)]
    (passed,) = proposal(facts(second)).exclusions
    assert passed.data == {"reason": "already_won", "details": {"won": "Giải Nhất, Đợt 1"}}


def test_an_unpublished_round_takes_nobody_out_and_no_later_round_does(contest, cast, now):
    first = closed(contest, [cast.people["an"]], now)
    second = closed(contest, [cast.people["an"]], now, number=2)
    assert given(second) == [("Nguyễn Văn An", "Giải Nhất", False)]
    publish(second.id, "provisional", organiser(cast), now)
    assert given(first) == [("Nguyễn Văn An", "Giải Nhất", False)]


def test_only_the_newest_publication_of_an_earlier_round_counts(contest, cast, now):
    first = closed(contest, [cast.people["an"], cast.people["binh"]], now)
    publish(first.id, "provisional", organiser(cast), now)
    disqualify(first.id, cast.people["an"], "Làm bài hộ", cast.people["dung"], now)
    publish(first.id, "provisional", organiser(cast), now, "Hủy kết quả một thí sinh")
    second = closed(contest, [cast.people["an"]], now, number=2)
    assert given(second) == [("Nguyễn Văn An", "Giải Nhất", False)]


def test_where_prizes_may_add_up_the_second_commendation_is_pointed_out(contest, cast, now):
    rules = {"one_prize_per_person": False}
    first = closed(contest, [cast.people["an"]], now, **rules)
    publish(first.id, "provisional", organiser(cast), now)
    second = closed(contest, [cast.people["an"], cast.people["binh"]], now, number=2, **rules)
    found = proposal(facts(second))
    assert [(e.name, e.data["twice"]) for e in found.twice] == [("Nguyễn Văn An", ["Giải Nhất, Đợt 1"])]


def test_equals_at_a_border_of_the_prizes_are_left_to_the_organisers(contest, cast, now):
    row = make_round(contest, tie_breaks=[], prediction=None)
    for who in ("an", "binh", "lan"):
        enter(row, cast.people[who], finished_ms=NOW)
    close_round(row.id, None, now)
    found = proposal(facts(row))
    assert {(name, tied) for name, _, tied in given(row)} == {
        ("Nguyễn Văn An", True),
        ("Trần Thị Bình", True),
        ("Phạm Thu Lan", True),
    }
    assert (found.ties, found.awards[0].data["seats"]) == (3, 2)
    assert found.awards[0].data["contested"] == ["Giải Nhất", "Giải Nhì"]


def test_the_lot_leaves_nothing_to_decide(contest, cast, now):
    row = make_round(contest, tie_breaks=["lot"], prediction=None)
    for who in ("an", "binh", "lan"):
        enter(row, cast.people[who], finished_ms=NOW)
    close_round(row.id, None, now)
    assert proposal(facts(row)).ties == 0


def test_each_group_of_units_has_its_own_prizes_and_thresholds_hold(contest, cast, now):
    bare = {**OFFICIALS, "prizes": []}
    entrants = [person(f"Người {n}", cast.units["ward"]) for n in range(9)]
    entrants += [cast.people["binh"], cast.people["hoa"], cast.people["chi"]]
    row = closed(contest, entrants, now, divisions=[bare], units={**UNITS, "threshold_percent": 2})
    found = proposal(facts(row))
    assert {(e.division, e.name) for e in found.awards} == {
        ("Khối xã, phường, đặc khu", "Phường An Hòa"),
        ("Khối sở, ban, ngành", "Sở Tư pháp"),
    }
    assert all(e.person_id is None and e.data["amount"] == 5_000_000 for e in found.awards)
    assert [(e.name, e.data["reason"]) for e in found.exclusions] == [("Sở Nội vụ", "below_threshold")]


def test_without_unit_prizes_units_are_listed_but_not_awarded(contest, cast, now):
    row = closed(contest, [cast.people["an"]], now)
    found = proposal(facts(row))
    ward = next(e for e in found.units if e.name == "Phường An Hòa")
    # One of 80 people (ward and its school), a perfect paper.
    assert (ward.place, ward.data["headcount"], ward.data["rate"], ward.data["mean"]) == (1, 80, 125, 500)
    assert all(e.person_id for e in found.awards)
