"""Who may hold a contest: authorities that exist today, within the organiser's scope."""

from datetime import date, timedelta

import pytest

from contest.services.actors import forget_unit_tree
from contest.services.contest_choices import next_monday_ms, units_for
from contest.storage.db import commit, session
from contest.storage.units import Unit
from tests.support.cast import HOUR, NOW

pytestmark = pytest.mark.usefixtures("any_app")
TODAY = date(2026, 11, 22)


def add(name, parent_id, **more):
    code = f"U-{session().query(Unit).count()}"
    session().add(Unit(code=code, name=name, folded=name.lower(), parent_id=parent_id, **more))
    commit()
    forget_unit_tree()


def offered(unit_ids=None, on=TODAY):
    return [name for _, name in units_for(unit_ids, on)]


def test_units_are_offered_from_the_root_down_and_by_name(cast):
    assert offered() == [
        "Tỉnh Bình Minh", "Phường An Hòa", "Sở Nội vụ", "Sở Tư pháp", "Xã Phú Lộc", "Trường Tiểu học An Hòa",
    ]  # fmt: skip


def test_only_units_that_exist_that_day_hold_a_contest(cast):
    before = offered()
    add("Huyện cũ", cast.units["province"], valid_to=TODAY - timedelta(days=1))
    add("Sở sắp lập", cast.units["province"], valid_from=TODAY + timedelta(days=1))
    assert offered() == before
    assert "Huyện cũ" in offered(on=TODAY - timedelta(days=1))
    assert "Sở sắp lập" in offered(on=TODAY + timedelta(days=1))


def test_enterprises_and_people_of_no_agency_hold_none(cast):
    before = offered()
    add("Công ty Hoa Sen", cast.units["citizens"])
    add("Công ty Bình An", cast.units["ward"], kind="Doanh nghiệp")
    assert offered() == before


def test_an_organiser_is_offered_their_own_units_only(cast):
    assert offered({cast.units["commune"], cast.units["citizens"]}) == ["Xã Phú Lộc"]


def test_weekly_rounds_open_at_nine_on_the_next_monday():
    assert next_monday_ms(NOW) == NOW + 23 * HOUR  # Sunday 10:00
    assert next_monday_ms(NOW + 23 * HOUR) == NOW + (23 + 7 * 24) * HOUR
