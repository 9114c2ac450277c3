"""Opening an account for oneself."""

import threading

import pytest
from sqlalchemy import func, select

from contest.rules.refusals import Refused
from contest.services.passwords import Passwords
from contest.services.registering import Registration, register
from contest.services.rosters import create_person
from contest.storage.db import session
from contest.storage.people import Person
from tests.support.cast import PASSWORD

CHEAP = Passwords(time_cost=1, memory_kib=8)


def said(**more):
    return Registration(
        **{"name": "Đặng Thị Mai", "category": "citizen", "password": PASSWORD, "phone": "0911222333", **more}
    )


def test_a_citizen_needs_no_unit(any_app, cast, now):
    person = register(said(), passwords=CHEAP, now_ms=now)
    assert (person.unit_id, person.activated_ms, person.on_roster, person.consented_ms) == (None, now, False, None)
    assert person.folded == "dang thi mai"


def test_consent_given_is_kept_with_its_time_and_version(any_app, cast, now):
    person = register(said(consent_version="2026-11"), passwords=CHEAP, now_ms=now)
    assert (person.consented_ms, person.consent_version) == (now, "2026-11")


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"name": ""}, "missing_name", "name"),
        ({"phone": "", "email": ""}, "contact_needed", "phone"),
        ({"phone": "123"}, "bad_phone", "phone"),
        ({"email": "mai"}, "bad_email", "email"),
        ({"category": "vua"}, "unknown_category", "category"),
        ({"category": "official"}, "missing_unit", "unit_q"),
        ({"category": "pupil"}, "missing_unit", "unit_q"),
        ({"unit_id": 987654}, "unknown_unit", "unit_q"),
        ({"password": "ngan"}, "short_password", "password"),
        ({"phone": "0900000001"}, "phone_taken", "phone"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_written(any_app, cast, now, wrong, code, field):
    with pytest.raises(Refused) as refused:
        register(said(**wrong), passwords=CHEAP, now_ms=now)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert session().scalar(select(func.count()).select_from(Person)) == len(cast.people)


def test_someone_on_the_roster_is_told_to_use_the_activation_code(any_app, cast, now):
    create_person("Đặng Thị Mai", "official", cast.units["ward"], now_ms=now, phone="0911222333")
    with pytest.raises(Refused, match="use_activation_code"):
        register(said(phone="+84911222333"), passwords=CHEAP, now_ms=now)


def test_two_registrations_of_one_phone_at_once_give_one_account(any_app, cast, now):
    meet = threading.Barrier(2)
    outcomes = []

    def one():
        with any_app.app_context():
            hashed = CHEAP.hash(PASSWORD)

            class Meeting(Passwords):
                def hash(self, password):
                    meet.wait(10)  # both have seen that the phone is free
                    return hashed

            try:
                register(said(), passwords=Meeting(1, 8), now_ms=now)
                outcomes.append("registered")
            except Refused as refused:
                outcomes.append(refused.code)
            finally:
                session().close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["contact_taken", "registered"]
    assert session().scalar(select(func.count()).where(Person.phone == "0911222333")) == 1
