"""What networks and hands do: cut connections, repeated, late and disordered saves, two devices, double clicks."""

import http.client
import json
import re
import socket
import threading

import pytest

from contest import create_app
from contest.rules.attempt_tokens import Ticket, seal
from tests.faults.ledger import Browser, check
from tests.faults.stack import SECRET, Stack

CLICKS = 1000
AT_ONCE = 20


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    made = Stack(tmp_path_factory.mktemp("requests"))
    made.make(12, attempts_allowed=2)
    made.start()
    yield made
    made.stop()


def paper(stack: Stack) -> Browser:
    return Browser(stack, stack.open_attempts([stack.people.pop()])[0])


def address(browser: Browser, verb: str = "luu") -> str:
    return f"/thi/luot/{browser.ticket.attempt_id}/{verb}"


def test_a_connection_cut_in_the_middle_of_a_save(stack):
    browser = paper(stack)
    browser.save(**{"0": 1})
    whole = json.dumps({"base": 1, "save_id": "nua-chung-1", "answers": {"a": {"0": 2, "1": 2}}}).encode()
    head = f"PUT {address(browser)} HTTP/1.1\r\nHost: x\r\nX-Attempt: {seal(browser.ticket, SECRET)}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(whole)}\r\n\r\n"
    request = head.encode() + whole
    for cut in (len(head) // 2, len(head), len(head) + 20, len(request) - 1):
        with socket.create_connection(("127.0.0.1", stack.port)) as line:
            line.sendall(request[:cut])
    browser.save(**{"3": 3})
    assert browser.state == {"0": 1, "3": 3}
    with socket.create_connection(("127.0.0.1", stack.port)) as line:
        line.sendall(request.replace(b'"base": 1', b'"base": 2'))  # whole, and gone before the answer
    browser.acknowledged = {}
    browser.save(**{"4": 0})
    browser.submit()
    browser.close()
    check(stack, [browser], allowed=2)


def test_repeated_late_and_disordered_saves_change_nothing(stack):
    browser = paper(stack)
    first = {"base": 0, "save_id": "lan-luu-thu-1", "answers": {"a": {"0": 1}}}
    second = {"base": 1, "save_id": "lan-luu-thu-2", "answers": {"a": {"0": 2}}}
    early = {"base": 5, "save_id": "lan-luu-thu-6", "answers": {"a": {"0": 3}}}
    said = [
        browser.ask("PUT", address(browser), value)[0] for value in (early, first, first, second, second, first, early)
    ]
    assert said == [409, 200, 200, 200, 200, 409, 409]
    browser.revision, browser.state, browser.acknowledged = 2, {"0": 2}, {"0": 2}
    browser.submit()
    assert browser.ask("PUT", address(browser), {**second, "base": 2, "save_id": "lan-luu-thu-7"})[0] == 409
    browser.close()
    check(stack, [browser], allowed=2)


def test_two_devices_never_wipe_each_other(stack):
    mine = paper(stack)
    other = Browser(stack, mine.ticket)
    both = [mine, other]

    def work(browser: Browser, odd: int) -> None:
        for n in range(30):
            browser.save(**{str(2 * (n % 6) + odd): n % 4})

    at_work = [threading.Thread(target=careful, args=(work, b, odd)) for odd, b in enumerate(both)]
    for one in at_work:
        one.start()
    for one in at_work:
        one.join()
    row = stack.attempts()[mine.ticket.attempt_id]
    stored = json.loads(row.answers)["a"]
    for odd in (0, 1):
        last = {str(2 * (n % 6) + odd): n % 4 for n in range(30)}
        assert {p: r for p, r in stored.items() if int(p) % 2 == odd} == last
    for browser in both:
        browser.close()
    assert stack.verify()[0] == []


def careful(work, browser: Browser, odd: int) -> None:
    """As the page does: what the other device stored is laid below my own changes."""

    def overlay(status: int, body: dict) -> None:
        assert (status, body["code"]) == (409, "stale_save")
        mine = {p: r for p, r in browser.state.items() if int(p) % 2 == odd}
        browser.state = body["answers"]["a"] | mine
        browser.revision = body["revision"]

    browser._overlay = overlay
    work(browser, odd)


def click(
    stack: Stack, times: int, method: str, path: str, body: bytes, headers: dict[str, str]
) -> list[tuple[int, str, str]]:
    """The same request so often, from many hands at once: (status, where it leads, body)."""
    answers: list[tuple[int, str, str]] = []

    def hand() -> None:
        line = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=60)
        for _ in range(times // AT_ONCE):
            line.request(method, path, body, headers)
            answer = line.getresponse()
            answers.append((answer.status, answer.headers.get("Location", ""), answer.read().decode()))
        line.close()

    hands = [threading.Thread(target=hand) for _ in range(AT_ONCE)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    return answers


def test_a_thousand_clicks_on_start_open_one_paper_and_a_thousand_on_submit_hand_in_once(stack):
    person = stack.people.pop()
    cookie, token = visit(stack, person)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    started = click(stack, CLICKS, "POST", f"/thi/{stack.round_id}", f"csrf_token={token}".encode(), form)
    assert len(started) == CLICKS
    assert {status for status, _, _ in started} <= {302, 503}  # some may be asked to wait a little
    assert len({where for status, where, _ in started if status == 302}) == 1
    mine = [row for row in stack.attempts().values() if row.person_id == person]
    assert [row.number for row in mine] == [1]
    browser = Browser(stack, ticket_of(mine[0]))
    browser.save(**{"0": 0, "1": 1})
    value = json.dumps(browser.payload("nop-bai-ngay")).encode()
    headers = {"Content-Type": "application/json", "X-Attempt": seal(browser.ticket, SECRET)}
    handed_in = click(stack, CLICKS, "POST", address(browser, "nop"), value, headers)
    assert {(status, json.loads(body)["receipt"]) for status, _, body in handed_in} == {
        (200, address(browser, "bien-nhan"))
    }
    browser.receipt = "once"
    browser.close()
    check(stack, [browser], allowed=2)


def ticket_of(row):

    return Ticket(row.id, row.person_id)


def visit(stack: Stack, person: int) -> tuple[str, str]:
    """A logged-in person's cookie, and the token of the start page's form."""

    app = create_app(stack.settings)
    serializer = app.session_interface.get_signing_serializer(app)
    cookie = "session=" + serializer.dumps({"_user_id": f"{person}.0", "_fresh": True})
    line = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=60)
    line.request("GET", f"/thi/{stack.round_id}", headers={"Cookie": cookie})
    answer = line.getresponse()
    page, kept = answer.read().decode(), answer.headers.get("Set-Cookie", "")
    line.close()
    assert answer.status == 200, page
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    return kept.partition(";")[0] or cookie, token[1]
