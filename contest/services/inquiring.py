"""Somebody asks about a contest; its organisers share the questions out, answer and publish them."""

from contest.rules.inquiries import LONGEST, MOST_WAITING, SHORTEST, InquiryState
from contest.rules.permissions import Actor, visible_units
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.services.board_sources import unit_name
from contest.storage import inquiries
from contest.storage.contests import Contest
from contest.storage.db import commit, session
from contest.storage.inquiries import Inquiry
from contest.storage.people import Person, audit

LISTED = 200


def ask(contest_id: int, question: str, *, person_id: int, now_ms: int) -> Inquiry:
    """Raises Refused: inquiry_length, too_many_inquiries."""
    waiting = [one for one in inquiries.of_person(contest_id, person_id) if one.answered_ms is None]
    if len(waiting) >= MOST_WAITING:
        raise Refused("too_many_inquiries", field="question", most=MOST_WAITING)
    made = Inquiry(
        contest_id=contest_id,
        asked_by_id=person_id,
        asked_ms=now_ms,
        question=_text(question, "question"),
        answer="",
        public_question="",
    )
    session().add(made)
    commit()
    return made


def assign(inquiry_id: int, to_id: int | None, *, actor_id: int, now_ms: int) -> None:
    """To one of those who may answer, or (None) to nobody. Raises Refused("not_assignable")."""
    found, contest = inquiry(inquiry_id)
    if to_id is not None and to_id not in {person.id for person in answerers(contest)}:
        raise Refused("not_assignable", field="to")
    found.assigned_to_id = to_id
    audit(actor_id, "inquiry.assigned", "inquiry", found.id, now_ms, to=to_id)
    commit()


def answer(inquiry_id: int, text: str, *, actor_id: int, now_ms: int) -> None:
    """Answer, or put an answer right. Raises Refused("inquiry_length")."""
    found, _ = inquiry(inquiry_id)
    found.answer, found.answered_ms, found.answered_by_id = _text(text, "answer"), now_ms, actor_id
    audit(actor_id, "inquiry.answered", "inquiry", found.id, now_ms)
    commit()


def publish(inquiry_id: int, question: str, *, actor_id: int, now_ms: int) -> None:
    """Show everyone the answer below `question`, worded so that it names nobody.

    Raises Refused: inquiry_unanswered, inquiry_length.
    """
    found, _ = inquiry(inquiry_id)
    if found.answered_ms is None:
        raise Refused("inquiry_unanswered")
    found.public_question = _text(question, "public_question")
    audit(actor_id, "inquiry.published", "inquiry", found.id, now_ms)
    commit()


def unpublish(inquiry_id: int, *, actor_id: int, now_ms: int) -> None:
    found, _ = inquiry(inquiry_id)
    found.public_question = ""
    audit(actor_id, "inquiry.unpublished", "inquiry", found.id, now_ms)
    commit()


def inquiry(inquiry_id: int) -> tuple[Inquiry, Contest]:
    """Raises Refused("not_found")."""
    found = inquiries.find(inquiry_id)
    if found is None:
        raise Refused("not_found")
    return found, session().get_one(Contest, found.contest_id)


def asker(found: Inquiry) -> tuple[Person, str]:
    """Who asked, and the name of their unit; "" where they have none."""
    person = session().get_one(Person, found.asked_by_id)
    return person, unit_name(person.unit_id)


def listed(actor: Actor, state: str, *, mine: bool) -> list[tuple[Inquiry, Contest, Person]]:
    """Questions about the contests the person organises; an unknown `state` means any."""
    wanted = InquiryState(state) if state in set(InquiryState) else None
    return inquiries.of_units(visible_units(actor), wanted, actor.person_id if mine else None, LISTED)


def answerers(contest: Contest) -> list[Person]:
    """Who may be given a question about this contest."""
    above = unit_tree().ancestors(contest.unit_id)
    return inquiries.organisers([contest.unit_id, *(node.id for node in above)])


def own(contest_id: int, person_id: int) -> list[Inquiry]:
    return inquiries.of_person(contest_id, person_id)


def answered_for_all(contest_id: int) -> list[Inquiry]:
    return inquiries.published(contest_id)


def _text(text: str, field: str) -> str:
    text = text.strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise Refused("inquiry_length", field=field, least=SHORTEST, most=LONGEST)
    return text
