"""People, the roles they hold and the one-time codes that let them in."""

from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, Index, String, Table, UniqueConstraint, bindparam, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.db import Base, JsonValue, session
from contest.storage.prepared import Prepared


class Person(Base):
    """One account. Logs in by phone, e-mail or staff code."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_unit", "unit_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
    position: Mapped[str] = mapped_column(String(120), default="")  #: chức vụ, printed on commendation lists
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    email: Mapped[str | None] = mapped_column(String(200), unique=True)
    staff_code: Mapped[str | None] = mapped_column(String(60), unique=True)
    category: Mapped[str] = mapped_column(String(20))  #: rules.items.Category
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    password_hash: Mapped[str] = mapped_column(String(200), default="")  #: empty until activated
    on_roster: Mapped[bool] = mapped_column(default=False)
    registered_ms: Mapped[int] = mapped_column(BigInteger)
    activated_ms: Mapped[int | None] = mapped_column(BigInteger)
    consented_ms: Mapped[int | None] = mapped_column(BigInteger)  #: when they agreed to the processing of their data
    consent_version: Mapped[str] = mapped_column(String(20), default="")  #: of the text they agreed to
    session_number: Mapped[int] = mapped_column(default=0)  #: raised to end every session of this person
    extra_minutes: Mapped[int] = mapped_column(default=0)  #: extra time granted on every attempt (disability)
    active: Mapped[bool] = mapped_column(default=True)  #: False: neither logs in nor enters; results stay
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    simulated: Mapped[bool] = mapped_column(default=False)


class RoleGrant(Base):
    """A role over the subtree of a unit; no unit only for admins."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    granted_ms: Mapped[int] = mapped_column(BigInteger)


class OneTimeCode(Base):
    """An activation or reset code; only its digest is stored."""

    __tablename__ = "one_time_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))  #: "activate" or "reset"
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_ms: Mapped[int] = mapped_column(BigInteger)
    expires_ms: Mapped[int] = mapped_column(BigInteger)
    used_ms: Mapped[int | None] = mapped_column(BigInteger)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class LoginFailure(Base):
    """Failed logins by account, for the lockout that holds across processes."""

    __tablename__ = "login_failure"

    login: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    last_ms: Mapped[int] = mapped_column(BigInteger)


class Upload(Base):
    """A file waiting between its preview and its import: units, people or items."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    target_id: Mapped[int | None]  #: the bank, or the unit whose subtree it fills
    file_name: Mapped[str] = mapped_column(String(250))
    content: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    applied_ms: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)
    # Of banks only: what the file was read as, how far that is, and what its owner did to it since.
    reading: Mapped[bytes | None] = mapped_column(deferred=True)  #: compressed JSON
    progress: Mapped[int] = mapped_column(default=100)  #: percent; below 100 a job reads the file, or writes it
    error: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)  #: why it could not be read
    work: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)  #: services.import_work.Work
    undone_ms: Mapped[int | None] = mapped_column(BigInteger)


class AuditEntry(Base):
    """Who did what to what, append-only."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    actor_id: Mapped[int | None]  #: None: the program itself
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JsonValue, default=dict)


_person, _grant = cast(Table, Person.__table__), cast(Table, RoleGrant.__table__)
_WITH_ROLES = Prepared(
    select(_person, _grant.c.role, _grant.c.unit_id.label("granted_on"))
    .outerjoin(_grant, _grant.c.person_id == _person.c.id)
    .where(_person.c.id == bindparam("person"))
)
Roles = list[tuple[str, int | None]]


def with_roles(person_id: int) -> tuple[Person | None, Roles]:
    """Who asks, with (role, unit id) of every grant: one statement, as every page of a visitor needs it.
    The person is a row to read; the session does not know it."""
    rows = _WITH_ROLES.rows(person=person_id)
    if not rows:
        return None, []
    return cast(Person, rows[0]), [(row.role, row.granted_on) for row in rows if row.role is not None]


def roles_of(person_id: int) -> Roles:
    """(role, unit id) of every grant."""
    rows = session().execute(select(RoleGrant.role, RoleGrant.unit_id).where(RoleGrant.person_id == person_id))
    return [(role, unit_id) for role, unit_id in rows]


def audit(actor_id: int | None, action: str, subject: str, subject_id: int | None, now_ms: int, **details: Any) -> None:
    """Append to the record of who did what; `details` must be JSON."""
    session().add(
        AuditEntry(
            at_ms=now_ms, actor_id=actor_id, action=action, subject=subject, subject_id=subject_id, details=details
        )
    )


def audited(action: str, subject: str, subject_id: int) -> bool:
    """Was this ever done to it?"""
    known = exists().where(
        AuditEntry.subject == subject, AuditEntry.subject_id == subject_id, AuditEntry.action == action
    )
    return bool(session().scalar(select(known)))
