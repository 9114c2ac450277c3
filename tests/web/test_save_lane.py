"""The lane in front of Flask's dispatch says, to the letter, what the save route says without it."""

import json

import pytest
from sqlalchemy import update

from contest.rules.attempt_tokens import Ticket, seal
from contest.services import playing
from contest.storage import attempts, saves
from contest.storage.db import commit, session
from tests.support.cast import MINUTE
from tests.support.rounds import make_round

SECRET = "chi-dung-khi-thu"
OVER = 20 * MINUTE + 30_000


@pytest.fixture
def ticket(any_app, cast, now):
    return Ticket(playing.start(cast.people["an"], make_round(cast), now, SECRET).id, cast.people["an"])


@pytest.fixture
def routes(any_app):
    """The addresses' two ways to an answer: ours, and the same application without the lane."""
    lane = any_app.wsgi_app
    while type(lane).__name__ != "SaveLane":
        lane = lane._following
    return {"lane": lane, "route": lane._following}


@pytest.fixture
def put(any_app, routes, ticket, monkeypatch):
    def send(way, raw, token=None, query="", language="", **options):
        monkeypatch.setattr(any_app, "wsgi_app", routes[way])
        browser = any_app.test_client()
        if language:
            with browser.session_transaction() as kept:
                kept["language"] = language
        headers = {"X-Attempt": seal(ticket, SECRET) if token is None else token, "Content-Type": "application/json"}
        address = f"/thi/luot/{ticket.attempt_id}/luu{query}"
        return browser.put(address, data=raw, headers=headers, **options)

    return send


def state(base=0, save_id="save-0001", **answers):
    return json.dumps({"base": base, "save_id": save_id, "answers": {"a": answers, "f": [1], "p": 7}}).encode()


def back_to(ticket, **columns):
    fresh = {"answers": "{}", "revision": 0, "save_id": "", "submitted_ms": None, "saved_ms": None, "closed_by": ""}
    session().execute(update(attempts.Attempt).values(**{**fresh, **columns}))
    commit()


HELD = {"answers": '{"a": {"0": 1}}', "revision": 1, "save_id": "save-0000", "saved_ms": 5}
# name: (what is stored before, how late it is, what is sent, expected status and code)
CASES = {
    "accepted": ({}, 0, (state(**{"0": 1}),), (200, None)),
    "accepted within the grace": ({}, OVER - 1, (state(),), (200, None)),
    "repeated": (HELD, 0, (state(0, "save-0000"),), (200, None)),
    "stale": (HELD, 0, (state(0, "save-0009"),), (409, "stale_save")),
    "too late": ({}, OVER, (state(),), (422, "too_late")),
    "closed by time": ({"submitted_ms": 9, "closed_by": "time"}, 0, (state(),), (422, "too_late")),
    "handed in": ({"submitted_ms": 9, "closed_by": "person"}, 0, (state(),), (409, "already_submitted")),
    "forged": ({}, 0, (state(), "1.1." + "0" * 32), (403, "forged_token")),
    "without a token": ({}, 0, (state(), ""), (403, "forged_token")),
    "empty": ({}, 0, (b"",), (422, "malformed_answers")),
    "no JSON": ({}, 0, (b"{",), (422, "malformed_answers")),
    "not ours": ({}, 0, (b"[]",), (422, "malformed_answers")),
    "too large": ({}, 0, (b" " * 20_000,), (413, "answers_too_large")),
    "with a question mark": ({}, 0, (state(), None, "?a=1"), (200, None)),
    "with a NUL": ({}, 0, (state(), None, "?a=%00"), (400, "bad_request")),
    "in English": (HELD, 0, (state(0, "save-0009"), None, "", "en"), (409, "stale_save")),
}


@pytest.mark.parametrize("case", CASES)
def test_lane_and_route_answer_alike(put, ticket, clock, now, case):
    before, later, sent, expected = CASES[case]
    answers = {}
    for way in ("lane", "route"):
        clock.ms = now
        back_to(ticket, **before)
        clock.ms = now + later
        reply = put(way, *sent)
        row = attempts.find(ticket.attempt_id)
        stored = (row.answers, row.revision, row.save_id, row.saved_ms, row.submitted_ms)
        answers[way] = (reply.status, dict(reply.headers), reply.data, stored)
    assert answers["lane"] == answers["route"]
    assert (reply.status_code, reply.json.get("code")) == expected


def test_a_paper_that_is_not_there_is_refused_alike(put, ticket):
    session().execute(update(attempts.Attempt).values(person_id=ticket.person_id + 1))
    commit()
    replies = [put(way, state()) for way in ("lane", "route")]
    assert [r.status_code for r in replies] == [404, 404]
    assert replies[0].data == replies[1].data


def test_a_stored_save_never_reaches_the_dispatch(any_app, routes, put, monkeypatch):
    def unreachable(*_args):
        raise AssertionError("dispatched")

    monkeypatch.setattr(routes["lane"], "_following", unreachable)
    assert put("lane", state()).status_code == 200


def test_what_the_lane_tried_is_not_tried_again(put, ticket, monkeypatch):
    back_to(ticket, **HELD)
    tried = []
    store_all = saves.store_all
    monkeypatch.setattr(saves, "store_all", lambda c, wanted: tried.append(len(wanted)) or store_all(c, wanted))
    assert put("lane", state(0, "save-0009")).status_code == 409
    assert tried == [1]


@pytest.mark.parametrize("way", ["lane", "route"])
def test_a_fault_of_ours_is_said_in_json(any_app, put, monkeypatch, way):
    def broken(*_args):
        raise RuntimeError("a fault")

    any_app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setattr(playing, "read_save", broken)
    reply = put(way, state())
    assert (reply.status_code, reply.json["code"]) == (500, "server_error")


@pytest.mark.parametrize("way", ["lane", "route"])
def test_a_body_of_unknown_length_is_read_or_refused_alike(put, way):
    reply = put(way, state(), environ_overrides={"CONTENT_LENGTH": ""})
    assert reply.status_code == 422


def test_other_addresses_and_methods_pass_by(any_app, ticket):
    client = any_app.test_client()
    assert client.get("/healthz").data == b"ok"
    assert client.get(f"/thi/luot/{ticket.attempt_id}/luu").status_code == 405
    assert client.put("/thi/luot/99999999999/luu").status_code == 404
