"""What organisers announce about a contest."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.attempts import Attempt
from contest.storage.contests import Contest, Round
from contest.storage.db import Base, session


class Announcement(Base):
    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    written_ms: Mapped[int] = mapped_column(BigInteger)
    changed_ms: Mapped[int] = mapped_column(BigInteger)  #: of its words
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_ms: Mapped[int | None] = mapped_column(BigInteger)  #: None: a draft, or withdrawn


def find(announcement_id: int) -> Announcement | None:
    return session().get(Announcement, announcement_id)


def of_contest(contest_id: int, *, published_only: bool) -> list[Announcement]:
    """Drafts first, then the newest."""
    query = select(Announcement).where(Announcement.contest_id == contest_id)
    if published_only:
        query = query.where(Announcement.published_ms.is_not(None))
    order = (Announcement.published_ms.is_not(None), Announcement.published_ms.desc(), Announcement.id.desc())
    return list(session().scalars(query.order_by(*order)))


def newest_for(person_id: int, limit: int) -> list[tuple[Announcement, Contest]]:
    """The newest published of the announced contests that the person has entered."""
    entered = select(Round.contest_id).join(Attempt, Attempt.round_id == Round.id).where(Attempt.person_id == person_id)
    query = (
        select(Announcement, Contest)
        .join(Contest, Contest.id == Announcement.contest_id)
        .where(Contest.id.in_(entered), Contest.published, Announcement.published_ms.is_not(None))
        .order_by(Announcement.published_ms.desc(), Announcement.id.desc())
        .limit(limit)
    )
    return [(announcement, contest) for announcement, contest in session().execute(query)]
