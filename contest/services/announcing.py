"""Organisers write to everyone who takes part in a contest."""

from contest.rules.refusals import Refused
from contest.storage import announcements
from contest.storage.announcements import Announcement
from contest.storage.contests import Contest
from contest.storage.db import commit, session
from contest.storage.people import audit

_ON_ACCOUNT = 5


def write(contest_id: int, title: str, text: str, *, actor_id: int, now_ms: int) -> Announcement:
    """A draft."""
    made = Announcement(
        contest_id=contest_id, title=title, text=text, written_ms=now_ms, changed_ms=now_ms, by_id=actor_id
    )
    session().add(made)
    session().flush()
    audit(actor_id, "announcement.written", "announcement", made.id, now_ms)
    commit()
    return made


def rewrite(announcement_id: int, title: str, text: str, *, actor_id: int, now_ms: int) -> None:
    """Raises Refused("not_found")."""
    found = announcement(announcement_id)
    before = {"title": found.title, "text": found.text}
    found.title, found.text, found.changed_ms = title, text, now_ms
    audit(actor_id, "announcement.rewritten", "announcement", found.id, now_ms, before=before)
    commit()


def publish(announcement_id: int, *, actor_id: int, now_ms: int) -> None:
    """Everyone sees it from now on. Raises Refused("not_found")."""
    found = announcement(announcement_id)
    if found.published_ms is None:
        found.published_ms = now_ms
        audit(actor_id, "announcement.published", "announcement", found.id, now_ms)
        commit()


def withdraw(announcement_id: int, *, actor_id: int, now_ms: int) -> None:
    """It is a draft again. Raises Refused("not_found")."""
    found = announcement(announcement_id)
    if found.published_ms is not None:
        found.published_ms = None
        audit(actor_id, "announcement.withdrawn", "announcement", found.id, now_ms)
        commit()


def announcement(announcement_id: int) -> Announcement:
    """Raises Refused("not_found")."""
    found = announcements.find(announcement_id)
    if found is None:
        raise Refused("not_found")
    return found


def all_of(contest_id: int) -> list[Announcement]:
    """Drafts first."""
    return announcements.of_contest(contest_id, published_only=False)


def published_of(contest_id: int) -> list[Announcement]:
    return announcements.of_contest(contest_id, published_only=True)


def for_person(person_id: int) -> list[tuple[Announcement, Contest]]:
    """The newest of the contests that the person has entered."""
    return announcements.newest_for(person_id, _ON_ACCOUNT)
