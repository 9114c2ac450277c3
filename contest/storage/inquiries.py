"""Questions that people ask about a contest, and the answers to them."""

from collections.abc import Collection

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.inquiries import InquiryState
from contest.rules.permissions import Role
from contest.storage.contests import Contest
from contest.storage.db import Base, session
from contest.storage.people import Person, RoleGrant


class Inquiry(Base):
    __tablename__ = "inquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_ms: Mapped[int] = mapped_column(BigInteger)
    question: Mapped[str] = mapped_column(Text)
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_ms: Mapped[int | None] = mapped_column(BigInteger)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The question as everyone reads it beside the answer, without what names anybody; empty: not public.
    public_question: Mapped[str] = mapped_column(Text, default="")

    @property
    def state(self) -> InquiryState:
        if self.public_question:
            return InquiryState.PUBLISHED
        if self.answered_ms is not None:
            return InquiryState.ANSWERED
        return InquiryState.ASSIGNED if self.assigned_to_id is not None else InquiryState.RECEIVED


_UNANSWERED = Inquiry.answered_ms.is_(None)
_IN_STATE: dict[InquiryState, tuple[ColumnElement[bool], ...]] = {
    InquiryState.RECEIVED: (_UNANSWERED, Inquiry.assigned_to_id.is_(None)),
    InquiryState.ASSIGNED: (_UNANSWERED, Inquiry.assigned_to_id.is_not(None)),
    InquiryState.ANSWERED: (Inquiry.answered_ms.is_not(None), Inquiry.public_question == ""),
    InquiryState.PUBLISHED: (Inquiry.public_question != "",),
}


def find(inquiry_id: int) -> Inquiry | None:
    return session().get(Inquiry, inquiry_id)


def of_units(
    unit_ids: Collection[int] | None, state: InquiryState | None, assigned_to_id: int | None, limit: int
) -> list[tuple[Inquiry, Contest, Person]]:
    """Questions about the contests of these units (None: of all) with who asked, the oldest
    unanswered first."""
    query = (
        select(Inquiry, Contest, Person)
        .join(Contest, Contest.id == Inquiry.contest_id)
        .join(Person, Person.id == Inquiry.asked_by_id)
        .order_by(Inquiry.answered_ms.is_not(None), Inquiry.asked_ms, Inquiry.id)
        .limit(limit)
    )
    if unit_ids is not None:
        query = query.where(Contest.unit_id.in_(unit_ids))
    if state is not None:
        query = query.where(*_IN_STATE[state])
    if assigned_to_id is not None:
        query = query.where(Inquiry.assigned_to_id == assigned_to_id)
    return [(inquiry, contest, person) for inquiry, contest, person in session().execute(query)]


def unanswered(unit_ids: Collection[int] | None) -> int:
    """How many questions wait about the contests of these units (None: of all)."""
    query = select(func.count(Inquiry.id)).join(Contest, Contest.id == Inquiry.contest_id).where(_UNANSWERED)
    return session().scalar(query if unit_ids is None else query.where(Contest.unit_id.in_(unit_ids))) or 0


def of_person(contest_id: int, person_id: int) -> list[Inquiry]:
    """The newest first."""
    query = select(Inquiry).where(Inquiry.contest_id == contest_id, Inquiry.asked_by_id == person_id)
    return list(session().scalars(query.order_by(Inquiry.id.desc())))


def published(contest_id: int) -> list[Inquiry]:
    query = select(Inquiry).where(Inquiry.contest_id == contest_id, *_IN_STATE[InquiryState.PUBLISHED])
    return list(session().scalars(query.order_by(Inquiry.answered_ms, Inquiry.id)))


def organisers(unit_ids: Collection[int]) -> list[Person]:
    """Whoever organises one of these units, and every admin, by name."""
    holders = select(RoleGrant.person_id).where(
        ((RoleGrant.role == Role.ORGANISER) & RoleGrant.unit_id.in_(unit_ids)) | (RoleGrant.role == Role.ADMIN)
    )
    return list(session().scalars(select(Person).where(Person.id.in_(holders)).order_by(Person.folded, Person.id)))
