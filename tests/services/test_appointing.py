"""Roles are granted and withdrawn within one's own reach; people are changed by who stands above them."""

import pytest

from contest.rules.refusals import Refused
from contest.services import appointing, person_editing
from contest.services.actors import actor_for
from contest.services.person_editing import PersonData
from contest.storage import person_rows
from contest.storage.attempts import Attempt
from contest.storage.db import session
from tests.support.results import enter, make_contest, make_round


@pytest.fixture
def acting(any_app, cast):
    return lambda name: actor_for(cast.person(name))


def test_a_granted_role_spreads_over_the_subtree_and_can_be_withdrawn(acting, cast, now):
    an, ward = cast.people["an"], cast.units["ward"]
    appointing.grant(an, "organiser", ward, actor=acting("dung"), now_ms=now)
    assert acting("an").organises == {ward, cast.units["school"]}
    with pytest.raises(Refused, match="role_held"):
        appointing.grant(an, "organiser", ward, actor=acting("dung"), now_ms=now)
    (grant,) = person_rows.grants(an)
    appointing.revoke(an, grant.id, actor=acting("dung"), now_ms=now)
    assert not acting("an").is_staff


def test_nobody_grants_beyond_their_own_units(acting, cast, now):
    for role, unit in (("judge", cast.units["ward"]), ("admin", None)):
        with pytest.raises(Refused, match="forbidden"):
            appointing.grant(cast.people["binh"], role, unit, actor=acting("lan"), now_ms=now)


def test_nobody_withdraws_what_they_could_not_have_granted(acting, cast, now):
    dung = cast.people["dung"]
    (grant,) = person_rows.grants(dung)
    with pytest.raises(Refused, match="forbidden"):
        appointing.revoke(dung, grant.id, actor=acting("lan"), now_ms=now)
    with pytest.raises(Refused, match="not_found"):
        appointing.revoke(cast.people["an"], grant.id, actor=acting("quan"), now_ms=now)


def test_the_last_admin_stays(acting, cast, now):
    quan = cast.people["quan"]
    (grant,) = person_rows.grants(quan)
    with pytest.raises(Refused, match="last_admin"):
        appointing.revoke(quan, grant.id, actor=acting("quan"), now_ms=now)


def data(**more):
    return PersonData(
        **{"name": "Nguyễn Văn An", "category": "official", "unit_id": None, "phone": "0900000001", **more}
    )


def test_a_person_who_moves_leaves_their_attempts_where_they_were_made(acting, cast, now):
    row = make_round(make_contest(cast))
    attempt = enter(row, cast.people["an"])
    moved = data(unit_id=cast.units["commune"], extra_minutes=10, position="Chủ tịch")
    person_editing.change_person(cast.people["an"], moved, actor=acting("dung"), now_ms=now)
    an = cast.person("an")
    assert (an.unit_id, an.extra_minutes, an.position) == (cast.units["commune"], 10, "Chủ tịch")
    assert session().get(Attempt, attempt).unit_id == cast.units["ward"]


@pytest.mark.parametrize(
    ("who", "more", "code"),
    [
        ("dung", {"name": ""}, "missing_name"),
        ("dung", {"phone": "1"}, "bad_phone"),
        ("dung", {"phone": ""}, "contact_needed"),
        ("dung", {"phone": "0900000002"}, "phone_taken"),
        ("dung", {"category": "x"}, "unknown_category"),
        ("dung", {"unit_id": 987654}, "unknown_unit"),
        ("dung", {"unit_id": None}, "unit_out_of_scope"),
        ("dung", {"unit_id": "ward", "extra_minutes": 241}, "extra_minutes_out_of_range"),
        ("lan", {"unit_id": "justice"}, "unit_out_of_scope"),
    ],
)
def test_a_change_that_cannot_stand_is_refused(acting, cast, now, who, more, code):
    more = {name: cast.units.get(value, value) if name == "unit_id" else value for name, value in more.items()}
    with pytest.raises(Refused, match=code):
        person_editing.change_person(cast.people["an"], data(**more), actor=acting(who), now_ms=now)
    assert cast.person("an").phone == "0900000001"


def test_an_organiser_gives_no_extra_time_to_themselves(acting, cast, now):
    own = PersonData("Phạm Thu Lan", "official", cast.units["commune"], phone="0900000006", extra_minutes=30)
    with pytest.raises(Refused, match="not_on_yourself"):
        person_editing.change_person(cast.people["lan"], own, actor=acting("lan"), now_ms=now)


def test_an_account_that_holds_more_is_out_of_reach(acting, cast, now):
    taken = PersonData("Lê Tiến Dũng", "official", cast.units["commune"], phone="0911111111")
    with pytest.raises(Refused, match="outranked"):
        person_editing.change_person(cast.people["dung"], taken, actor=acting("lan"), now_ms=now)
