"""A supervised kiosk: who opens and closes it, for how long, and what is kept on record."""

import pytest
from sqlalchemy import select

from contest.rules.refusals import Refused
from contest.services import kiosks, playing
from contest.services.actors import actor_for
from contest.services.kiosks import Kiosk
from contest.services.passwords import Passwords
from contest.services.registering import Registration
from contest.storage.db import session
from contest.storage.people import AuditEntry
from tests.support.cast import HOUR, MINUTE, NOW, PASSWORD, make_cast
from tests.support.rounds import make_round

CHEAP = Passwords(1, 8)


@pytest.fixture
def cast(any_app):
    return make_cast(CHEAP.hash(PASSWORD))


@pytest.fixture
def round_id(cast):
    return make_round(cast)


def opened(cast, round_id, who="lan", unit="commune", now_ms=NOW):
    return kiosks.open_kiosk(round_id, cast.units[unit], actor=actor_for(cast.person(who)), now_ms=now_ms)


def recorded(action):
    return session().scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def test_organiser_of_a_unit_whose_people_may_enter_opens_one(cast, round_id):
    kiosk = opened(cast, round_id)
    assert kiosk == Kiosk(round_id, cast.units["commune"], cast.people["lan"], NOW + 2 * HOUR)
    (entry,) = recorded("kiosk.open")
    assert (entry.actor_id, entry.subject_id) == (cast.people["lan"], round_id)
    assert entry.details["unit"] == cast.units["commune"]


def test_a_kiosk_stays_open_for_a_working_day_at_most(cast):
    round_id = make_round(cast, closes_ms=NOW + 100 * HOUR)
    assert opened(cast, round_id).until_ms == NOW + kiosks.OPEN_MS


@pytest.mark.parametrize(("who", "unit"), [("lan", "ward"), ("an", "ward"), ("hoa", "justice")])
def test_nobody_opens_one_at_a_unit_that_they_do_not_organise(cast, round_id, who, unit):
    with pytest.raises(Refused, match="kiosk_unit_not_yours"):
        opened(cast, round_id, who, unit)


def test_unit_whose_people_may_not_enter_gets_one_only_from_the_contest(cast):
    round_id = make_round(cast, entry_units=("P-ANHOA",))
    with pytest.raises(Refused, match="kiosk_unit_not_yours"):
        opened(cast, round_id)
    assert opened(cast, round_id, "dung").unit_id == cast.units["commune"]
    assert opened(cast, round_id, "dung", "school").unit_id == cast.units["school"]


def test_admin_opens_one_anywhere_but_in_a_unit_that_is_not(cast, round_id):
    assert opened(cast, round_id, "quan", "ward").unit_id == cast.units["ward"]
    with pytest.raises(Refused, match="kiosk_unit_not_yours"):
        kiosks.open_kiosk(round_id, 999_999, actor=actor_for(cast.person("quan")), now_ms=NOW)


@pytest.mark.parametrize(("who", "unit"), [("lan", "commune"), ("dung", "home_affairs"), ("quan", "home_affairs")])
def test_the_unit_they_work_at_is_offered(cast, round_id, who, unit):
    facts = kiosks.round_now(round_id)
    assert kiosks.own_unit(facts, actor_for(cast.person(who))) == cast.units[unit]


def test_no_unit_is_offered_to_those_who_organise_none_of_them(cast):
    facts = kiosks.round_now(make_round(cast, entry_units=("P-ANHOA",)))
    assert kiosks.own_unit(facts, actor_for(cast.person("lan"))) is None
    assert kiosks.own_unit(facts, actor_for(cast.person("an"))) is None


def test_a_round_that_has_closed_gets_none(cast, round_id):
    with pytest.raises(Refused, match="kiosk_round_over"):
        opened(cast, round_id, now_ms=NOW + 2 * HOUR)


def close(kiosk, login, password=PASSWORD):
    kiosks.close_kiosk(kiosk, login, password, passwords=CHEAP, now_ms=NOW)


@pytest.mark.parametrize("login", ["0900000006", "0900000005", "0900000008"])  # Lan, Dũng, Quân
def test_organiser_of_the_unit_closes_it_and_that_is_kept(cast, round_id, login):
    close(opened(cast, round_id, "dung"), login)
    (entry,) = recorded("kiosk.close")
    assert entry.details == {"unit": cast.units["commune"], "opened_by": cast.people["dung"]}


@pytest.mark.parametrize("login", ["0900000001", "0900000003", "0900000007"])
def test_nobody_else_closes_it(cast, round_id, login):
    with pytest.raises(Refused, match="kiosk_not_organiser"):
        close(opened(cast, round_id), login)
    assert recorded("kiosk.close") == []


def test_organiser_of_another_unit_does_not_close_it(cast, round_id):
    with pytest.raises(Refused, match="kiosk_not_organiser"):
        close(opened(cast, round_id, "dung", "ward"), "0900000006")


def test_guessing_the_password_is_locked_out_as_at_login(cast, round_id):
    kiosk = opened(cast, round_id)
    for _ in range(10):
        with pytest.raises(Refused, match="wrong_login"):
            close(kiosk, "0900000006", "sai mat khau")
    with pytest.raises(Refused, match="locked_out"):
        close(kiosk, "0900000006")


def test_it_is_kept_who_supervised_which_attempt(cast, round_id):
    kiosk = opened(cast, round_id, "dung", "ward")
    begun = kiosks.start(kiosk, cast.people["an"], now_ms=NOW, secret="bí mật")
    again = kiosks.start(kiosk, cast.people["an"], now_ms=NOW + MINUTE, secret="bí mật")
    assert (again.id, again.resumed) == (begun.id, True)
    first, second = recorded("kiosk.supervise")
    assert (first.actor_id, first.subject, first.subject_id) == (cast.people["dung"], "attempt", begun.id)
    assert first.details == {"unit": cast.units["ward"], "resumed": False}
    assert second.details["resumed"] is True


def test_an_open_attempt_is_continued_elsewhere(cast, round_id):
    begun = kiosks.start(opened(cast, round_id), cast.people["an"], now_ms=NOW, secret="bí mật")
    assert playing.start(cast.people["an"], round_id, NOW + MINUTE, "bí mật").id == begun.id


def registered(cast, category, phone):
    said = Registration("Đặng Thị Mai", category, None, phone=phone, unit_id=cast.units["commune"])
    return kiosks.register(said, passwords=CHEAP, now_ms=NOW)


def test_officials_register_into_the_unit_citizens_into_none(cast):
    assert registered(cast, "official", "0911222333").unit_id == cast.units["commune"]
    assert registered(cast, "citizen", "0911222334").unit_id is None


def test_whoever_registered_there_logs_in_only_once_they_have_a_password(cast):
    mai = registered(cast, "citizen", "0911222333")
    assert mai.activated_ms == NOW
    assert not any(CHEAP.fits(mai.password_hash, tried) for tried in ("", PASSWORD))
