"""Codes from paper: activating an account, resetting a password, joining the roster."""

import pytest
from sqlalchemy import select

from contest.rules.refusals import Refused
from contest.services import accounts, issuing
from contest.services.activating import activate, claim
from contest.services.actors import actor_for
from contest.services.passwords import Passwords
from contest.services.registering import Registration, register
from contest.services.rosters import create_person
from contest.storage.db import session
from contest.storage.people import AuditEntry, OneTimeCode, Person
from tests.support.cast import HOUR, PASSWORD

CHEAP = Passwords(time_cost=1, memory_kib=8)
SECRET = "bí mật khi thử"


@pytest.fixture
def mai(any_app, cast, now):
    return create_person("Đặng Thị Mai", "official", cast.units["commune"], now_ms=now, phone="0911222333")


@pytest.fixture
def lan(cast):
    return actor_for(cast.person("lan"))


def code_for(person, actor, now):
    return issuing.issue_code(person.id, actor=actor, secret=SECRET, now_ms=now)[0]


def use(code, now, password="mat-khau-rieng"):
    return activate(code, password, secret=SECRET, passwords=CHEAP, now_ms=now)


def test_a_code_opens_the_account_once(mai, lan, now):
    code = code_for(mai, lan, now)
    assert use(code.lower(), now + 1).id == mai.id
    assert mai.activated_ms == now + 1
    assert accounts.log_in("0911222333", "mat-khau-rieng", passwords=CHEAP, now_ms=now).id == mai.id
    with pytest.raises(Refused, match="code_used"):
        use(code, now + 2)


def test_only_a_digest_is_stored(mai, lan, now):
    code = code_for(mai, lan, now)
    stored = session().scalars(select(OneTimeCode)).one()
    assert code.replace("-", "") not in stored.digest
    assert len(stored.digest) == 64


def test_a_newer_code_replaces_the_older_one(mai, lan, now):
    old, new = code_for(mai, lan, now), code_for(mai, lan, now)
    with pytest.raises(Refused, match="unknown_code"):
        use(old, now)
    assert use(new, now).id == mai.id


@pytest.mark.parametrize(("activated", "hours"), [(False, 60 * 24), (True, 24)])
def test_activation_lasts_sixty_days_and_a_reset_one(mai, lan, now, activated, hours):
    if activated:
        use(code_for(mai, lan, now), now)
    first, second = code_for(mai, lan, now), None
    with pytest.raises(Refused, match="code_expired"):
        use(first, now + hours * HOUR)
    second = code_for(mai, lan, now)
    assert use(second, now + hours * HOUR - 1).id == mai.id


def test_a_bad_password_does_not_use_up_the_code(mai, lan, now):
    code = code_for(mai, lan, now)
    with pytest.raises(Refused, match="short_password"):
        use(code, now, "ngan")
    assert use(code, now).id == mai.id


def test_a_reset_ends_the_sessions_and_the_lockout(mai, lan, now):
    use(code_for(mai, lan, now), now)
    for _ in range(10):
        with pytest.raises(Refused, match="wrong_login"):
            accounts.log_in("0911222333", "sai", passwords=CHEAP, now_ms=now)
    before = mai.session_number
    use(code_for(mai, lan, now), now, "mat-khau-khac")
    assert mai.session_number == before + 1
    assert accounts.log_in("0911222333", "mat-khau-khac", passwords=CHEAP, now_ms=now).id == mai.id


def test_issuing_is_recorded_without_the_code(mai, lan, now):
    code = code_for(mai, lan, now)
    entry = session().scalars(select(AuditEntry).where(AuditEntry.action == "codes.activate")).one()
    assert (entry.actor_id, entry.subject_id) == (lan.person_id, mai.id)
    assert code not in str(entry.details)


@pytest.mark.parametrize("whom", ["quan", "dung", "hoa"])
def test_nobody_resets_the_password_of_someone_who_holds_more(any_app, cast, now, whom):
    person = cast.person(whom)
    person.unit_id = cast.units["commune"]  # they work in Lan's commune, which must not help Lan
    session().commit()
    with pytest.raises(Refused, match="outranked"):
        code_for(person, actor_for(cast.person("lan")), now)


def test_nobody_issues_a_code_to_themselves(any_app, cast, now):
    with pytest.raises(Refused, match="not_on_yourself"):
        code_for(cast.person("lan"), actor_for(cast.person("lan")), now)


def test_slips_are_printed_for_everyone_waiting_and_replace_older_ones(mai, cast, lan, now):
    other = create_person("Bùi Văn B", "official", cast.units["commune"], now_ms=now)
    old = code_for(mai, lan, now)
    (sheet,) = issuing.print_slips([cast.units["commune"]], actor=lan, secret=SECRET, now_ms=now)
    slips = {slip.name: slip for slip in sheet.slips}
    assert slips.keys() == {"Đặng Thị Mai", "Bùi Văn B"}
    assert slips["Bùi Văn B"].login == other.staff_code == f"TS{other.id:06d}"
    with pytest.raises(Refused, match="unknown_code"):
        use(old, now)
    assert use(slips["Đặng Thị Mai"].code, now).id == mai.id


def test_no_slips_for_people_already_active_or_outranking(mai, cast, lan, now):
    use(code_for(mai, lan, now), now)
    create_person("Trưởng Ban", "official", cast.units["commune"], now_ms=now, phone="0911000009",
                  roles=[("organiser", cast.units["province"])])  # fmt: skip
    with pytest.raises(Refused, match="nobody_awaits_activation"):
        issuing.print_slips([cast.units["commune"]], actor=lan, secret=SECRET, now_ms=now)


@pytest.fixture
def self_made(any_app, cast, now):
    said = Registration("Mai Đặng", "citizen", PASSWORD, email="mai@thu.vn", consent_version="2026-11")
    return register(said, passwords=CHEAP, now_ms=now - HOUR)


def test_entering_the_roster_code_while_logged_in_joins_both_accounts(mai, self_made, lan, now):
    code = code_for(mai, lan, now)
    joined = claim(self_made.id, code, secret=SECRET, now_ms=now)
    assert joined.id == mai.id
    assert (joined.name, joined.phone, joined.email) == ("Đặng Thị Mai", "0911222333", "mai@thu.vn")
    assert joined.registered_ms == now - HOUR
    assert joined.consent_version == "2026-11"
    for login in ("0911222333", "mai@thu.vn"):
        assert accounts.log_in(login, PASSWORD, passwords=CHEAP, now_ms=now).id == mai.id
    gone = session().get(Person, self_made.id)
    assert (gone.merged_into_id, gone.email) == (mai.id, None)
    assert accounts.person_of_session(gone.id, gone.session_number) is None


def test_an_account_of_the_roster_takes_no_second_code(mai, cast, lan, now):
    other = create_person("Bùi Văn B", "official", cast.units["commune"], now_ms=now)
    with pytest.raises(Refused, match="already_on_roster"):
        claim(other.id, code_for(mai, lan, now), secret=SECRET, now_ms=now)


def test_an_unknown_code_joins_nothing(mai, self_made, now):
    with pytest.raises(Refused, match="unknown_code"):
        claim(self_made.id, "ABCD-EFGH-JK", secret=SECRET, now_ms=now)
    assert session().get(Person, self_made.id).merged_into_id is None
