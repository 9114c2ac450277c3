"""Saving: one guarded statement; whatever is late, repeated, reordered or malformed changes nothing."""

import json

import pytest

from contest.rules.attempt_tokens import Ticket
from contest.rules.refusals import Refused
from contest.services import playing
from contest.services.sweeping import sweep
from contest.storage import attempts
from contest.storage.contests import move_open_deadlines
from contest.storage.db import commit
from tests.support.cast import MINUTE
from tests.support.rounds import make_round
from tests.support.statements import recorded

DEADLINE = 20 * MINUTE
GRACE = 30_000


def payload(base=0, save_id="save-0001", responses=None, **state):
    return {"base": base, "save_id": save_id, "answers": {"a": responses or {}, **state}}


@pytest.fixture
def ticket(any_app, cast, now):
    started = playing.start(cast.people["an"], make_round(cast), now, "bi-mat")
    return Ticket(started.id, cast.people["an"])


def stored(ticket):
    row = attempts.find(ticket.attempt_id)
    return json.loads(row.answers), row.revision


def test_an_accepted_save_is_one_statement(ticket, now):
    with recorded() as sent:
        saved = playing.save(ticket, payload(0, responses={"0": 2}, f=[1], p=500), now + 1)
    assert len(sent) == 1
    assert (saved.revision, saved.saved_ms, saved.deadline_ms) == (1, now + 1, now + DEADLINE)
    assert stored(ticket) == ({"a": {"0": 2}, "f": [1], "p": 500}, 1)


def test_a_refused_save_is_two_statements_and_harms_nothing(ticket, now):
    playing.save(ticket, payload(0, responses={"0": 2}), now)
    with recorded() as sent, pytest.raises(Refused, match="stale_save") as refused:
        playing.save(ticket, payload(0, "save-0002", responses={"1": 3}), now)
    assert len(sent) == 2
    assert refused.value.details["revision"] == 1
    assert refused.value.details["answers"]["a"] == {"0": 2}
    assert stored(ticket)[0]["a"] == {"0": 2}


def test_the_same_save_sent_twice_is_acknowledged_twice(ticket, now):
    first = playing.save(ticket, payload(0, responses={"0": 2}), now)
    again = playing.save(ticket, payload(0, responses={"0": 2}), now + 5)
    assert again == first
    assert stored(ticket)[1] == 1


def test_a_delayed_older_save_cannot_undo_a_newer_one(ticket, now):
    playing.save(ticket, payload(0, "save-0001", responses={"0": 1}), now)
    playing.save(ticket, payload(1, "save-0002", responses={"0": 2}), now)
    with pytest.raises(Refused, match="stale_save"):
        playing.save(ticket, payload(0, "save-0001", responses={"0": 1}), now)
    assert stored(ticket) == ({"a": {"0": 2}, "f": [], "p": None}, 2)


def test_a_revision_from_the_future_is_stale(ticket, now):
    with pytest.raises(Refused, match="stale_save"):
        playing.save(ticket, payload(7), now)


@pytest.mark.parametrize(
    ("offset", "accepted"),
    [(DEADLINE - 1, True), (DEADLINE, True), (DEADLINE + GRACE - 1, True), (DEADLINE + GRACE, False)],
)
def test_saves_count_until_deadline_and_grace(ticket, now, offset, accepted):
    if accepted:
        assert playing.save(ticket, payload(), now + offset).revision == 1
    else:
        with pytest.raises(Refused, match="too_late"):
            playing.save(ticket, payload(), now + offset)
        assert stored(ticket) == ({}, 0)


def test_more_time_for_everyone_reaches_open_papers(ticket, now):
    row = attempts.find(ticket.attempt_id)
    move_open_deadlines(row.round_id, 10 * MINUTE)
    commit()
    assert playing.save(ticket, payload(), now + DEADLINE + GRACE).deadline_ms == now + DEADLINE + 10 * MINUTE


def test_after_handing_in_nothing_is_saved_but_the_last_save_is_still_acknowledged(ticket, now):
    playing.save(ticket, payload(0, "save-0001", responses={"0": 1}), now)
    playing.submit(ticket, None, now + 1)
    assert playing.save(ticket, payload(0, "save-0001", responses={"0": 1}), now + 2).revision == 1
    with pytest.raises(Refused, match="already_submitted"):
        playing.save(ticket, payload(1, "save-0002", responses={"0": 2}), now + 2)
    assert stored(ticket)[0]["a"] == {"0": 1}


def test_a_paper_closed_by_the_sweep_says_too_late(ticket, now):
    sweep(now + DEADLINE + GRACE)
    with pytest.raises(Refused, match="too_late"):
        playing.save(ticket, payload(), now)


def test_a_ticket_of_another_person_finds_nothing(ticket, cast, now):
    with pytest.raises(Refused, match="not_found"):
        playing.save(Ticket(ticket.attempt_id, cast.people["binh"]), payload(), now)
    with pytest.raises(Refused, match="not_found"):
        playing.save(Ticket(ticket.attempt_id + 1, ticket.person_id), payload(), now)
    assert stored(ticket) == ({}, 0)


def test_a_malformed_save_touches_no_database(ticket, now):
    with recorded() as sent, pytest.raises(Refused, match="malformed_answers"):
        playing.save(ticket, {"base": 0}, now)
    assert sent == []
