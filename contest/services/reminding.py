"""Write to everyone who has not entered a round yet, in the background, each once a day at most."""

import logging
from collections.abc import Callable, Collection
from typing import Any

from contest.rules.days import vietnam_day, vietnam_time
from contest.rules.permissions import Actor
from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.services import absences
from contest.services.rounds import RoundFacts, round_facts
from contest.services.senders import Sender, SendingFailed
from contest.storage import absences as rows
from contest.storage import reminders
from contest.storage.absences import Absent
from contest.storage.db import commit, session
from contest.storage.people import audit
from contest.storage.reminders import Reminder
from contest.wording import say

_log = logging.getLogger(__name__)
_TELL_EVERY = 20  # messages between two reports of progress
_GIVE_UP_AFTER = 5  # failures in a row: the server is away, not the addresses wrong


def request_reminder(
    facts: RoundFacts,
    unit_ids: Collection[int] | None,
    *,
    link: str,
    actor: Actor,
    now_ms: int,
    enqueue: Callable[[int], object],
) -> int:
    """Remind the people of these units (None: of all) that the actor organises; returns the id.

    Raises Refused: reminder_out_of_time, nobody_to_remind.
    """
    if facts.phase_at(now_ms) is not Phase.OPEN:
        raise Refused("reminder_out_of_time")
    groups = absences.people_of(facts, actor, unit_ids, now_ms)
    if not any(one.email for _, people in groups for one in people):
        raise Refused("nobody_to_remind")
    wish = Reminder(
        round_id=facts.id,
        unit_ids=[node.id for node, _ in groups],
        link=link,
        asked_by_id=actor.person_id,
        asked_ms=now_ms,
        total=sum(1 for _, people in groups for one in people if one.email),
        sent=0,
        skipped=0,
        failed=0,
    )
    session().add(wish)
    session().flush()
    reminder_id = wish.id
    audit(actor.person_id, "remind", "round", facts.id, now_ms, reminder=reminder_id, people=wish.total)
    commit()
    enqueue(reminder_id)
    return reminder_id


def run_reminder(reminder_id: int, sender: Sender, now_ms: int) -> None:
    """Send what is asked for. Run again, it goes on where it ended: who was written to is kept.

    Each message is claimed and committed before it leaves, so that nobody is written to twice.
    """
    wish = reminders.find(reminder_id)
    if wish is None or wish.finished_ms is not None:
        return
    facts, link, day = round_facts(wish.round_id), wish.link, vietnam_day(now_ms)
    found = rows.people(facts.id, absences.categories_of(facts), wish.unit_ids, absences.MOST_PEOPLE)
    people = [one for one in found if one.email]
    sent = skipped = failed = in_a_row = 0
    with sender:
        for n, one in enumerate(people, start=1):
            if in_a_row >= _GIVE_UP_AFTER:
                failed += len(people) - n + 1
                break
            if not reminders.claim(one.person_id, day, reminder_id):
                skipped += 1
                continue
            commit()
            try:
                sender.send(one.email, *message(facts, one, link))
                sent, in_a_row = sent + 1, 0
            except SendingFailed as problem:
                _log.warning("reminder %s to person %s: %s", reminder_id, one.person_id, problem)
                reminders.give_back(one.person_id, day)
                failed, in_a_row = failed + 1, in_a_row + 1
            if n % _TELL_EVERY == 0:
                reminders.tell_progress(reminder_id, sent=sent, skipped=skipped, failed=failed)
                commit()
    reminders.tell_progress(reminder_id, sent=sent, skipped=skipped, failed=failed, finished_ms=now_ms)
    commit()


def newest(round_id: int, actor: Actor) -> Reminder | None:
    """The last reminder this person asked for in the round."""
    return reminders.newest(round_id, actor.person_id)


def message(facts: RoundFacts, to: Absent, link: str) -> tuple[str, str]:
    """(subject, body), in plain words."""
    closes = vietnam_time(facts.rules.closes_ms).strftime("%H:%M %d/%m/%Y")
    names: dict[str, Any] = {"contest": facts.contest_name, "round": facts.name}
    return (
        say("reminder_subject", **names),
        say("reminder_body", name=to.name, closes=closes, minutes=facts.rules.minutes, link=link, **names),
    )
