"""A session lasts by the program's own clock, whatever the system's says."""

import time

import pytest

from tests.support.cast import HOUR, MINUTE


@pytest.fixture
def an(as_):
    return as_("an")


def logged_in(browser):
    return browser.get("/tai-khoan").status_code == 200


@pytest.mark.parametrize("step", [-24 * HOUR, 24 * HOUR])
def test_setting_the_systems_clock_logs_nobody_out(an, monkeypatch, step):
    assert logged_in(an)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + step / 1000)
    assert logged_in(an)


def test_it_ends_after_its_hours_by_our_clock(an, clock):
    assert logged_in(an)
    clock.ms += 12 * HOUR + 2000
    assert not logged_in(an)


def test_one_in_use_goes_on_and_is_signed_anew_only_now_and_then(an, clock):
    with an.session_transaction() as kept:
        kept.permanent = True  # as logging in makes it
    assert logged_in(an)
    signed = []
    for _ in range(4):
        clock.ms += 5 * MINUTE
        signed.append("session=" in an.get("/tai-khoan").headers.get("Set-Cookie", ""))
    assert signed == [False, True, False, True]
    for _ in range(20):
        clock.ms += HOUR
        assert logged_in(an)
