"""What a person does with their own account."""

from contest.rules.contact import check_password, plain_login
from contest.rules.refusals import Refused
from contest.services.passwords import Passwords
from contest.storage import login_failures, person_rows
from contest.storage.db import commit
from contest.storage.people import Person, Roles, audit, with_roles

MOST_FAILURES = 10
LOCKED_MS = 15 * 60_000


def person_of_session(person_id: int, session_number: int) -> tuple[Person, Roles] | None:
    """The person a session belongs to and the roles they hold, unless the session was ended since."""
    person, roles = with_roles(person_id)
    if person is None or person.session_number != session_number or person.merged_into_id is not None:
        return None
    return (person, roles) if person.active else None


def log_in(login: str, password: str, *, passwords: Passwords, now_ms: int) -> Person:
    """The person whose phone, e-mail or staff code and password these are.

    Failures are counted by account, whichever of its names was typed, and for unknown names alike.
    Raises Refused: locked_out (minutes), wrong_login, account_inactive.
    """
    field, value = plain_login(login)
    person = person_rows.by_contact(field, value)
    account = f"#{person.id}" if person else f"{field}:{value}"
    count, last_ms = login_failures.failures(account)
    if count >= MOST_FAILURES and now_ms - last_ms < LOCKED_MS:
        raise Refused("locked_out", minutes=-((now_ms - last_ms - LOCKED_MS) // 60_000))
    if not passwords.fits(person.password_hash if person else "", password) or person is None:
        login_failures.count_failure(account, now_ms, now_ms - LOCKED_MS)
        commit()
        raise Refused("wrong_login")
    if not person.active:
        raise Refused("account_inactive")
    if count:
        login_failures.forget(account)
        commit()
    return person


def change_password(person_id: int, old: str, new: str, *, passwords: Passwords, now_ms: int) -> Person:
    """A new password; every other session of the person ends. Raises Refused: wrong_password, short_password …"""
    person = person_rows.person(person_id)
    account = f"#{person.id}"
    count, last_ms = login_failures.failures(account)
    if count >= MOST_FAILURES and now_ms - last_ms < LOCKED_MS:
        raise Refused("locked_out", field="old", minutes=-((now_ms - last_ms - LOCKED_MS) // 60_000))
    if not passwords.fits(person.password_hash, old):
        login_failures.count_failure(account, now_ms, now_ms - LOCKED_MS)
        commit()
        raise Refused("wrong_password", field="old")
    check_password(new)
    person.password_hash = passwords.hash(new)
    person.session_number += 1
    audit(person.id, "account.password", "person", person.id, now_ms)
    commit()
    return person


def set_consent(person_id: int, version: str, now_ms: int) -> None:
    """Agree to the text of a version, or withdraw ("")."""
    person = person_rows.person(person_id)
    person.consented_ms = now_ms if version else None
    person.consent_version = version
    audit(person.id, "account.consent" if version else "account.consent_withdrawn", "person", person.id, now_ms)
    commit()
