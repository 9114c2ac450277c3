"""Using a one-time code from paper: activating an account, or setting a new password."""

from contest.rules.contact import check_password
from contest.rules.one_time_codes import digest
from contest.rules.refusals import Refused
from contest.services.merging import merge_accounts
from contest.services.passwords import Passwords
from contest.services.rounds import forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import codes, login_failures, person_rows
from contest.storage.db import commit
from contest.storage.people import OneTimeCode, Person, audit


def activate(code: str, password: str, *, secret: str, passwords: Passwords, now_ms: int) -> Person:
    """The person whose code it is, with this password from now on; all their sessions end.

    Raises Refused: unknown_code, code_used, code_expired, account_inactive, short_password …
    """
    check_password(password)
    found = _usable(code, secret, now_ms)
    person = person_rows.person(found.person_id)
    if not person.active:
        raise Refused("account_inactive", field="code")
    _use(found, now_ms)
    person.password_hash = passwords.hash(password)
    person.activated_ms = person.activated_ms or now_ms
    person.session_number += 1
    codes.withdraw(person.id)
    login_failures.forget(f"#{person.id}")
    audit(person.id, f"account.{found.purpose}", "person", person.id, now_ms)
    commit()
    return person


def claim(person_id: int, code: str, *, secret: str, now_ms: int) -> Person:
    """Someone logged in on an account they made themselves shows that they are a person of the roster:
    both accounts become that one. The person's password stays.

    Raises Refused: unknown_code, code_used, code_expired, account_inactive, already_on_roster.
    """
    own = person_rows.person(person_id)
    if own.on_roster:
        raise Refused("already_on_roster", field="code")
    found = _usable(code, secret, now_ms)
    if found.purpose != "activate" or found.person_id == person_id:
        raise Refused("unknown_code", field="code")
    target = person_rows.person(found.person_id)
    if not target.active:
        raise Refused("account_inactive", field="code")
    _use(found, now_ms)
    merge_accounts(own, target, now_ms=now_ms)
    target.activated_ms = target.activated_ms or now_ms
    audit(target.id, "account.claim", "person", target.id, now_ms, merged=own.id)
    commit()
    forget_rounds()
    forget_snapshots()
    return target


def _usable(code: str, secret: str, now_ms: int) -> OneTimeCode:
    found = codes.find(digest(code, secret))
    if found is None:
        raise Refused("unknown_code", field="code")
    if found.used_ms is not None:
        raise Refused("code_used", field="code")
    if found.expires_ms <= now_ms:
        raise Refused("code_expired", field="code")
    return found


def _use(found: OneTimeCode, now_ms: int) -> None:
    if not codes.use(found.id, now_ms):
        raise Refused("code_used", field="code")
