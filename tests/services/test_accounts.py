"""Logging in by any of one's names, the lockout by account, changing the password."""

import pytest

from contest.rules.refusals import Refused
from contest.services import accounts
from contest.services.passwords import Passwords
from contest.services.rosters import create_person
from tests.support.cast import MINUTE, PASSWORD

CHEAP = Passwords(time_cost=1, memory_kib=8)


@pytest.fixture
def an(any_app, cast, now):
    return create_person(
        "Đinh Văn Ân", "official", cast.units["ward"], now_ms=now, phone="0911000001", email="an@binhminh.gov.vn",
        staff_code="CB-01", password=PASSWORD, passwords=CHEAP,
    )  # fmt: skip


def log_in(login, now, password=PASSWORD):
    return accounts.log_in(login, password, passwords=CHEAP, now_ms=now)


@pytest.mark.parametrize("login", ["0911000001", "+84 911 000 001", "AN@binhminh.gov.vn", "cb-01"])
def test_phone_email_and_staff_code_all_lead_in(an, now, login):
    assert log_in(login, now).id == an.id


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(an, now):
    for login, password in (("0911000001", "sai mat khau"), ("0999999999", PASSWORD), ("", "")):
        with pytest.raises(Refused, match="wrong_login"):
            log_in(login, now, password)


def test_an_unknown_name_costs_one_hash_comparison_too(an, now, monkeypatch):
    compared = []
    monkeypatch.setattr(Passwords, "fits", lambda self, stored, password: bool(compared.append(stored)))
    for login in ("0911000001", "0999999999"):
        with pytest.raises(Refused):
            log_in(login, now)
    assert compared == [an.password_hash, ""]


def test_where_no_hash_is_stored_a_real_one_is_compared_and_nothing_fits(monkeypatch):
    verified = []
    hasher = CHEAP._hasher
    monkeypatch.setattr(type(hasher), "verify", lambda self, stored, password: verified.append(stored) or True)
    assert CHEAP.fits("", "nobody has this password") is False
    assert verified[0].startswith("$argon2id$")


def test_an_account_not_yet_activated_has_no_password_that_fits(any_app, cast, now):
    create_person("Bùi Văn B", "official", cast.units["ward"], now_ms=now, phone="0911000002")
    with pytest.raises(Refused, match="wrong_login"):
        log_in("0911000002", now, "")


def test_ten_failures_lock_the_account_for_a_quarter_of_an_hour_whatever_name_is_typed(an, now):
    for n in range(10):
        with pytest.raises(Refused, match="wrong_login"):
            log_in(["0911000001", "cb-01"][n % 2], now + n, "sai mat khau")
    with pytest.raises(Refused) as locked:
        log_in("an@binhminh.gov.vn", now + MINUTE)
    assert (locked.value.code, locked.value.details) == ("locked_out", {"minutes": 15})
    assert log_in("0911000001", now + 15 * MINUTE + 9).id == an.id


def test_unknown_names_are_locked_just_the_same(any_app, cast, now):
    for _ in range(10):
        with pytest.raises(Refused, match="wrong_login"):
            log_in("0999999999", now)
    with pytest.raises(Refused, match="locked_out"):
        log_in("0999999999", now)


def test_a_good_login_forgets_earlier_failures(an, now):
    for _ in range(2):
        for _ in range(9):
            with pytest.raises(Refused, match="wrong_login"):
                log_in("0911000001", now, "sai mat khau")
        log_in("0911000001", now)


def test_failures_long_ago_do_not_count(an, now):
    for n in range(12):
        with pytest.raises(Refused, match="wrong_login"):
            log_in("0911000001", now + n * 16 * MINUTE, "sai mat khau")


def test_a_new_password_ends_every_earlier_session(an, now):
    old = an.session_number
    accounts.change_password(an.id, PASSWORD, "mat-khau-moi", passwords=CHEAP, now_ms=now)
    assert accounts.person_of_session(an.id, old) is None
    assert accounts.person_of_session(an.id, old + 1)[0].id == an.id
    assert log_in("0911000001", now, "mat-khau-moi").id == an.id


@pytest.mark.parametrize(
    ("old", "new", "code"), [("sai", "mat-khau-moi", "wrong_password"), (PASSWORD, "ngan", "short_password")]
)
def test_a_password_change_that_cannot_stand_changes_nothing(an, now, old, new, code):
    with pytest.raises(Refused, match=code):
        accounts.change_password(an.id, old, new, passwords=CHEAP, now_ms=now)
    assert log_in("0911000001", now).session_number == 0


def test_consent_is_kept_with_its_text_version_and_can_be_withdrawn(an, now):
    accounts.set_consent(an.id, "2026-11", now)
    assert (an.consented_ms, an.consent_version) == (now, "2026-11")
    accounts.set_consent(an.id, "", now)
    assert (an.consented_ms, an.consent_version) == (None, "")
