"""One-time codes as stored: digests with an end, used once."""

from sqlalchemy import delete, select, update

from contest.storage.db import changed_one, session
from contest.storage.people import OneTimeCode


def replace(person_id: int, purpose: str, digest: str, now_ms: int, expires_ms: int, issued_by: int | None) -> None:
    """A new code; the person's earlier unused ones of the purpose stop working."""
    withdraw(person_id, purpose)
    session().add(
        OneTimeCode(
            person_id=person_id,
            purpose=purpose,
            digest=digest,
            issued_ms=now_ms,
            expires_ms=expires_ms,
            issued_by_id=issued_by,
        )
    )


def withdraw(person_id: int, purpose: str | None = None) -> None:
    statement = delete(OneTimeCode).where(OneTimeCode.person_id == person_id, OneTimeCode.used_ms.is_(None))
    if purpose is not None:
        statement = statement.where(OneTimeCode.purpose == purpose)
    session().execute(statement)


def find(digest: str) -> OneTimeCode | None:
    return session().scalar(select(OneTimeCode).where(OneTimeCode.digest == digest))


def use(code_id: int, now_ms: int) -> bool:
    """Take the code out of use; False when somebody was quicker or its time is over."""
    return changed_one(
        update(OneTimeCode)
        .where(OneTimeCode.id == code_id, OneTimeCode.used_ms.is_(None), OneTimeCode.expires_ms > now_ms)
        .values(used_ms=now_ms)
    )
