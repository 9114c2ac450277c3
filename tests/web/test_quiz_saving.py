"""The save route: by token alone, every refusal with its status and code, stored state unharmed."""

import json

import pytest

from contest.rules.attempt_tokens import Ticket, seal
from contest.services import playing
from contest.storage import attempts
from tests.support.cast import MINUTE
from tests.support.rounds import make_round
from tests.support.statements import recorded

SECRET = "chi-dung-khi-thu"


@pytest.fixture
def ticket(any_app, cast, now):
    return Ticket(playing.start(cast.people["an"], make_round(cast), now, SECRET).id, cast.people["an"])


@pytest.fixture
def put(any_app, ticket):
    """Save as the page does, without any session."""
    client = any_app.test_client()

    def send(payload=None, *, token=None, attempt_id=None, raw=None):
        token = seal(ticket, SECRET) if token is None else token
        return client.put(
            f"/thi/luot/{attempt_id or ticket.attempt_id}/luu",
            data=json.dumps(payload) if raw is None else raw,
            headers={"X-Attempt": token, "Content-Type": "application/json"},
        )

    return send


def state(base=0, save_id="save-0001", **answers):
    return {"base": base, "save_id": save_id, "answers": {"a": answers}}


def test_a_save_needs_no_session_and_one_statement(put, ticket, now):
    with recorded() as sent:
        reply = put(state(**{"0": 1}))
    assert len(sent) == 1
    assert reply.json == {"revision": 1, "saved": now, "now": now, "deadline": now + 20 * MINUTE}
    assert json.loads(attempts.find(ticket.attempt_id).answers)["a"] == {"0": 1}


def test_a_stale_save_is_answered_with_what_is_stored(put):
    put(state(**{"0": 1}))
    with recorded() as sent:
        reply = put(state(0, "save-0002", **{"1": 2}))
    assert len(sent) == 2
    assert (reply.status_code, reply.json["code"], reply.json["revision"]) == (409, "stale_save", 1)
    assert reply.json["answers"]["a"] == {"0": 1}


def test_after_the_end_saves_are_refused_by_code(put, ticket, clock, now):
    clock.ms = now + 20 * MINUTE + 30_000
    reply = put(state())
    assert (reply.status_code, reply.json["code"]) == (422, "too_late")
    clock.ms = now
    playing.submit(ticket, None, now)
    reply = put(state())
    assert (reply.status_code, reply.json["code"]) == (409, "already_submitted")


@pytest.mark.parametrize("forge", ["", "x", "1.1", "1.1.00", "..", "é.1.1", "1.1." + "0" * 32])
def test_a_forged_token_is_refused_without_a_statement(put, forge):
    with recorded() as sent:
        reply = put(state(), token=forge)
    assert (reply.status_code, reply.json["code"], sent) == (403, "forged_token", [])


def test_a_genuine_token_opens_no_other_paper(put, ticket, cast):
    other = put(state(), attempt_id=ticket.attempt_id + 1)
    assert (other.status_code, other.json["code"]) == (403, "forged_token")
    renamed = seal(ticket, SECRET).replace(f"{ticket.attempt_id}.", f"{ticket.attempt_id}0.", 1)
    assert put(state(), token=renamed).status_code == 403
    assert put(state(), token=seal(ticket, "another-secret")).status_code == 403


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 422, "malformed_answers"),
        (b"{", 422, "malformed_answers"),
        (b"\xff\xfe", 422, "malformed_answers"),
        (b"[" * 16000, 422, "malformed_answers"),
        (b'{"base": ' + b"9" * 5000 + b"}", 422, "malformed_answers"),
        (json.dumps(state(0, "x" * 17_000)).encode(), 413, "answers_too_large"),
        (b" " * 20_000_000, 413, "answers_too_large"),
    ],
)
def test_rubbish_is_refused_and_the_stored_state_stays(put, ticket, raw, status, code):
    put(state(**{"0": 1}))
    reply = put(raw=raw)
    assert (reply.status_code, reply.json["code"]) == (status, code)
    assert json.loads(attempts.find(ticket.attempt_id).answers)["a"] == {"0": 1}


def test_handing_in_as_the_page_does_gives_the_receipt_twice(any_app, ticket):
    client = any_app.test_client()
    headers = {"X-Attempt": seal(ticket, SECRET)}
    address = f"/thi/luot/{ticket.attempt_id}"
    for _ in range(2):
        reply = client.post(f"{address}/nop", json=state(**{"0": 0}), headers=headers)
        assert (reply.status_code, reply.json) == (200, {"receipt": f"{address}/bien-nhan", "signed_in": False})
    assert client.post(f"{address}/nop", json=state(), headers={"X-Attempt": "x"}).status_code == 403


def test_the_servers_clock_is_told_without_a_statement(any_app, now):
    with recorded() as sent:
        assert any_app.test_client().get("/thi/gio").json == {"now": now}
    assert sent == []


def test_handing_in_tells_whether_the_browser_is_still_logged_in(as_, app, cast, now):
    round_id = make_round(cast, attempts_allowed=3)
    for who, still in (("an", True), ("giang", False), ("binh", False)):
        ticket = Ticket(playing.start(cast.people["an"], round_id, now, SECRET).id, cast.people["an"])
        address = f"/thi/luot/{ticket.attempt_id}/nop"
        reply = as_(who).post(address, json=state(), headers={"X-Attempt": seal(ticket, SECRET)})
        assert reply.json == {"receipt": f"/thi/luot/{ticket.attempt_id}/bien-nhan", "signed_in": still}
