"""Two devices on one paper, whatever the order in which their requests arrive, repeat or get lost:
no acknowledged answer is ever wiped by a device that did not know of it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from contest.rules.answers import Answers, overlay
from contest.rules.attempt_tokens import Ticket
from contest.rules.refusals import Refused
from contest.services import playing
from contest.storage import attempts
from contest.storage.db import commit, session
from tests.support.rounds import make_round


class Device:
    """The browser's side, as in static/quiz/saver.js, one step at a time."""

    def __init__(self, ticket, name):
        self.ticket, self.name, self.count = ticket, name, 0
        self.revision, self.known, self.mine, self.flight = 0, Answers(), Answers(), None

    def answer(self, position, response):
        self.mine = Answers({**self.mine.responses, position: response}, self.mine.flagged, self.mine.prediction)

    def send(self, now, ledger, *, reply_lost=False, request_lost=False):
        """Send the request in flight, or the unsaved state; the ledger notes what the server took."""
        if self.flight is None:
            if self.mine == self.known:
                return
            self.count += 1
            self.flight = (self.revision, f"{self.name}-save-{self.count}", self.mine, self.known)
        base, save_id, state, known = self.flight
        if request_lost:
            return
        payload = {"base": base, "save_id": save_id, "answers": json.loads(state.stored())}
        before = attempts.find(self.ticket.attempt_id).revision
        try:
            saved = playing.save(self.ticket, payload, now)
        except Refused as refusal:
            if reply_lost:
                return
            stored = Answers.from_stored(json.dumps(refusal.details["answers"]))
            self.mine = overlay(stored, self.known, self.mine)
            self.known, self.revision, self.flight = stored, refusal.details["revision"], None
            return
        if saved.revision > before:
            for position, response in state.responses.items():
                if known.responses.get(position) != response:
                    ledger[position] = response
        if not reply_lost:
            self.known, self.revision, self.flight = state, saved.revision, None

    def settle(self, now, ledger):
        for _ in range(10):
            if self.flight is None and self.mine == self.known:
                return
            self.send(now, ledger)
        raise AssertionError("a device never came to rest")


steps = st.tuples(
    st.sampled_from(["a", "b"]),
    st.sampled_from(["answer", "answer", "send", "send", "reply_lost", "request_lost"]),
    st.sampled_from(["0", "1", "2", "3"]),
    st.integers(0, 3),
)


@pytest.fixture
def ticket(app, cast, now):
    return Ticket(playing.start(cast.people["an"], make_round(cast), now, "bi-mat").id, cast.people["an"])


def stored(ticket):
    return json.loads(attempts.find(ticket.attempt_id).answers).get("a", {})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=25))
def test_every_acknowledged_answer_stands_until_a_later_answer_to_the_same_question(ticket, now, history):
    session().execute(update(attempts.Attempt).values(answers="{}", revision=0, save_id=""))
    commit()
    devices = {name: Device(ticket, f"device-{name}") for name in "ab"}
    ledger = {}
    for name, act, position, response in history:
        if act == "answer":
            devices[name].answer(position, response)
        else:
            lost = {act: True} if act != "send" else {}
            devices[name].send(now, ledger, **lost)
        assert stored(ticket) == ledger
    for _ in range(2):
        for device in devices.values():
            device.settle(now, ledger)
    assert stored(ticket) == ledger
    answered = {position for _, act, position, _ in history if act == "answer"}
    assert ledger.keys() == answered
