"""One person on the day, as their browser behaves: the start page, the paper, a save every so often (the
same request again until the server has spoken), handing in, the receipt, and for some the board."""

import asyncio
import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

from tests.bench.client import Broken, Connection, Reply
from tests.bench.ledger import Account
from tests.bench.messages import form, own, request, save_body
from tests.bench.world import QUESTIONS, save_path, submit_path

_TOKEN = re.compile(rb'data-token="([^"]+)"')
_POLL = 5.0  # seconds, as boards.js asks
_TRIES = 30
_NEVER_WAIT = ("save", "submit")


@dataclass(frozen=True)
class Day:
    """What everyone shares. Times in seconds; `begins` by the loop's clock; `watching`: how long those
    who look at the board afterwards stay there."""

    host: str
    start_path: str
    board: str
    mine: str
    csrf: str
    begins: float
    arriving: float
    writing: float
    save_every: float
    watchers: float
    watching: float


@dataclass
class Meter:
    """Latencies in ms by kind, from the moment each was due; what went wrong; how late the driver was."""

    latencies: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)
    asked_to_wait: dict[str, int] = field(default_factory=dict)
    again: int = 0

    def note(self, kind: str, ms: float) -> None:
        self.latencies.setdefault(kind, []).append(ms)

    def wrong(self, what: str) -> None:
        self.errors[what] = self.errors.get(what, 0) + 1

    def wait(self, kind: str) -> None:
        self.asked_to_wait[kind] = self.asked_to_wait.get(kind, 0) + 1

    def add(self, other: "Meter") -> None:
        for kind, values in other.latencies.items():
            self.latencies.setdefault(kind, []).extend(values)
        for mine, theirs in ((self.errors, other.errors), (self.asked_to_wait, other.asked_to_wait)):
            for what, count in theirs.items():
                mine[what] = mine.get(what, 0) + count
        self.late += other.late
        self.again += other.again


class Unserved(Exception):
    """This person could not go on."""


class Visitor:
    def __init__(self, number: int, cookie: str, day: Day, meter: Meter) -> None:
        self.rng, self.cookie, self.day, self.meter = random.Random(number), cookie, day, meter
        self.account, self.token, self.revision = Account(), "", 0
        self.state: dict[str, Any] = {"a": {}, "f": [], "p": self.rng.randrange(10_000)}
        self.line = Connection(day.host)
        self.loop = asyncio.get_running_loop()

    async def live(self) -> Account:
        day, arrives = self.day, self.day.begins + self.rng.uniform(0, self.day.arriving)
        try:
            await self._until(arrives)
            await self._start(arrives)
            opened = self.loop.time()
            hands_in = opened + day.writing * self.rng.uniform(0.9, 1.1)
            due = opened + self.rng.uniform(0.3, 1.0) * day.save_every
            while due < hands_in - 1:
                await self._until(due)
                self._answer()
                await self._save(due)
                due += day.save_every * self.rng.uniform(0.75, 1.25)
            await self._until(hands_in)
            await self._hand_in(hands_in)
            if self.rng.random() < day.watchers:
                await self._watch()
        except Unserved:
            pass
        finally:
            self.line.close()
        return self.account

    async def _until(self, moment: float) -> None:
        if moment > self.loop.time():  # else this person was kept waiting, and not by the driver
            await asyncio.sleep(moment - self.loop.time())
            self.meter.late.append((self.loop.time() - moment) * 1e3)

    async def _ask(self, kind: str, raw: bytes, wanted: tuple[int, ...], due: float = 0.0) -> Reply:
        """Ask until answered. A page that says when to come back is no error, but its wait is in the latency; a
        broken line or a busy server is one, and is asked again; any other answer ends this person's day."""
        due, wait = due or self.loop.time(), 1.0
        for tried in range(_TRIES):
            try:
                reply = await self.line.ask(raw)
                if reply.status in wanted:
                    self.meter.note(kind, (self.loop.time() - due) * 1e3)
                    return reply
                if reply.status == 503 and kind not in _NEVER_WAIT and (told := reply.header("retry-after")):
                    self.meter.wait(kind)
                    await asyncio.sleep(float(told))
                    continue
                self.meter.wrong(f"{kind} {reply.status}")
                if reply.status < 500 and reply.status != 429:
                    raise Unserved
            except Broken as broken:
                self.meter.wrong(f"{kind} {broken}")
            self.meter.again += 1
            await asyncio.sleep(wait * self.rng.uniform(0.5, 1.0))
            wait = min(30.0, wait * 2)
            if tried == _TRIES - 1:
                raise Unserved
        raise Unserved

    def _get(self, path: str, **headers: str) -> bytes:
        return request("GET", path, self.day.host, {"Cookie": self.cookie, **headers})

    async def _start(self, due: float) -> None:
        await self._ask("start page", self._get(self.day.start_path), (200,))
        headers, body = form(csrf_token=self.day.csrf)
        post = request("POST", self.day.start_path, self.day.host, {**headers, "Cookie": self.cookie}, body)
        where = (await self._ask("start", post, (302,))).header("location")
        page = await self._ask("paper", self._get(where), (200,))
        token = _TOKEN.search(page.body)
        if token is None:
            self.meter.wrong("paper without token")
            raise Unserved
        self.meter.note("open", (self.loop.time() - due) * 1e3)
        self.token = token[1].decode()
        self.account.attempt = int(where.rpartition("/")[2])

    def _answer(self) -> None:
        """One more question, or one answered before, changed."""
        answers = dict(self.state["a"])
        open_ones = [n for n in range(QUESTIONS) if str(n) not in answers]
        at = open_ones[0] if open_ones else self.rng.randrange(QUESTIONS)
        answers[str(at)] = self.rng.randrange(4)
        self.state = {**self.state, "a": answers}

    def _body(self) -> bytes:
        return save_body(self.revision, f"{self.rng.getrandbits(96):024x}", self.state)

    async def _save(self, due: float) -> None:
        sent = self.state
        self.account.unsure.append(sent)
        path, headers = save_path(self.account.attempt), own(self.token)
        reply = await self._ask("save", request("PUT", path, self.day.host, headers, self._body()), (200,), due)
        self.revision = json.loads(reply.body)["revision"]
        self.account.acknowledge(sent)

    async def _hand_in(self, due: float) -> None:
        path, headers = submit_path(self.account.attempt), own(self.token)
        raw = request("POST", path, self.day.host, {**headers, "Cookie": self.cookie}, self._body())
        receipt = json.loads((await self._ask("submit", raw, (200,), due)).body)["receipt"]
        self.account.acknowledge(self.state)
        self.account.receipt = True
        await self._ask("receipt", self._get(receipt), (200,))
        await self._ask("place", self._get(self.day.mine), (200,))

    async def _watch(self) -> None:
        """The board page, then its two moving parts as the page polls them, unchanged ones by ETag."""
        until = self.loop.time() + self.day.watching
        await self._ask("board page", self._get(self.day.board), (200,))
        tags = {self.day.mine: "", f"{self.day.board}.json": ""}
        while self.loop.time() < until:
            await asyncio.sleep(_POLL * self.rng.uniform(0.75, 1.25))
            for path, tag in tags.items():
                known = {"If-None-Match": tag} if tag else {}
                reply = await self._ask("poll", self._get(path, **known), (200, 304))
                tags[path] = reply.header("etag")
