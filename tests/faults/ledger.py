"""People at their papers, and what the server acknowledged to each of them."""

import http.client
import json
import random
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from contest.rules.attempt_tokens import Ticket, receipt_code, seal
from tests.faults.stack import ITEMS, SECRET, Stack

PATIENCE_SECONDS = 90.0


class LostError(AssertionError):
    """The server no longer knows what it acknowledged."""


@dataclass
class Browser:
    """One page with one paper: sends what its script sends, and repeats what was not answered."""

    stack: Stack
    ticket: Ticket
    revision: int = 0
    state: dict[str, Any] = field(default_factory=dict)
    acknowledged: dict[str, Any] = field(default_factory=dict)
    receipt: str = ""
    repeated: int = 0  # requests that were not answered, or with a failure of the server
    connection: http.client.HTTPConnection | None = None

    def once(self, method: str, path: str, value: Any) -> tuple[int, Any]:
        """One request on a kept connection. Raises OSError or HTTPException where no answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=15)
        headers = {"X-Attempt": seal(self.ticket, SECRET), "Content-Type": "application/json"}
        try:
            self.connection.request(method, path, json.dumps(value), headers)
            answer = self.connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if answer.status < 500 else None
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def ask(self, method: str, path: str, value: Any) -> tuple[int, Any]:
        """The same until the server answers it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                status, body = self.once(method, path, value)
                if status < 500:
                    return status, body
            except (OSError, http.client.HTTPException, ValueError):
                pass
            self.repeated += 1
            if time.monotonic() > deadline:
                raise AssertionError(f"no answer to {method} {path}")
            time.sleep(0.05)

    def payload(self, save_id: str) -> dict[str, Any]:
        return {"base": self.revision, "save_id": save_id, "answers": {"a": self.state}}

    def save(self, **changes: Any) -> None:
        """Until it is acknowledged; what another device stored meanwhile stays below my own changes."""
        self.state |= changes
        save_id = secrets.token_hex(8)
        while True:
            status, body = self.ask("PUT", f"/thi/luot/{self.ticket.attempt_id}/luu", self.payload(save_id))
            if status == 200:
                self.revision, self.acknowledged = body["revision"], dict(self.state)
                return
            self._overlay(status, body)
            save_id = secrets.token_hex(8)

    def submit(self) -> None:
        save_id = secrets.token_hex(8)
        while True:
            status, body = self.ask("POST", f"/thi/luot/{self.ticket.attempt_id}/nop", self.payload(save_id))
            if status == 200:
                self.receipt, self.acknowledged = body["receipt"], dict(self.state)
                return
            self._overlay(status, body)
            save_id = secrets.token_hex(8)

    def _overlay(self, status: int, body: Any) -> None:
        assert (status, body["code"]) == (409, "stale_save"), (status, body)
        stored = body["answers"]["a"]
        for position, response in self.acknowledged.items():
            if position not in stored:
                raise LostError(f"attempt {self.ticket.attempt_id}: {position} was {response}")
        self.revision = body["revision"]


class Player(threading.Thread):
    """Somebody who answers question after question and hands in, whatever happens meanwhile."""

    def __init__(self, browser: Browser, saves: int, seed: int, pause: float = 0.01) -> None:
        super().__init__(daemon=True)
        self.browser, self.saves, self.pause = browser, saves, pause
        self.random = random.Random(seed)
        self.failure: BaseException | None = None
        self.go_on = True  # until told otherwise, where `saves` is 0

    def run(self) -> None:
        try:
            done = 0
            while (done < self.saves) if self.saves else self.go_on:
                self.browser.save(**{str(self.random.randrange(ITEMS)): self.random.randrange(4)})
                done += 1
                time.sleep(self.random.random() * 2 * self.pause)
            self.browser.submit()
        except BaseException as failure:
            self.failure = failure
        finally:
            self.browser.close()


def crowd(stack: Stack, tickets: list[Ticket], saves: int = 0) -> list[Player]:
    """Everybody at work."""
    players = [Player(Browser(stack, ticket), saves, seed) for seed, ticket in enumerate(tickets)]
    for player in players:
        player.start()
    return players


def finish(players: list[Player]) -> None:
    for player in players:
        player.go_on = False
    for player in players:
        player.join(PATIENCE_SECONDS * 2)
        assert not player.is_alive(), "somebody still waits for an answer"
    failures = [p.failure for p in players if p.failure]
    assert failures == [], failures[0]


def check(stack: Stack, browsers: list[Browser], *, allowed: int = 1) -> None:
    """Every acknowledged answer is there, every paper handed in is graded once, limits hold, and the
    results are what the answers make them."""
    rows = stack.attempts()
    for browser in browsers:
        row = rows[browser.ticket.attempt_id]
        stored = json.loads(row.answers)["a"]
        if stored != browser.acknowledged:
            raise LostError(f"attempt {row.id}: acknowledged {browser.acknowledged}, stored {stored}")
        if browser.receipt:
            assert row.submitted_ms is not None
            assert row.closed_by == "person"
            assert row.score == 100 * sum(response == 0 for response in stored.values())
            assert row.receipt == receipt_code(row.seed, row.id, row.answers, row.submitted_ms)
    taken: dict[int, int] = {}
    for row in rows.values():
        taken[row.person_id] = taken.get(row.person_id, 0) + 1
    assert max(taken.values()) <= allowed
    differences, checked = stack.verify()
    assert differences == []
    assert checked.attempts == len(rows)
