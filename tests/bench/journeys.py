"""Starting, saving, handing in, and whole attempts of 20 saves, each run beside its floor."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import floors, instances, machine, serving, wrk
from tests.bench.floors import Load
from tests.bench.instances import Instance, Postgres
from tests.bench.machine import Usage, Watch
from tests.bench.messages import own, request, save_body
from tests.bench.results import Results
from tests.bench.seeding import opened_attempts, start_all, submissions
from tests.bench.serving import Served
from tests.bench.world import (
    OpenRound,
    Sessions,
    add_people,
    answers,
    furnish,
    open_round,
    save_path,
    sessions,
    token,
)

PART = "journeys"
REQUESTS_PER_ATTEMPT = 26  # start page, start, paper, 20 saves, hand in, receipt, the place it shows
_MOST_SAVES_PER_S = 12_000
_MOST_ATTEMPTS_PER_S = 250
_UNITS = 300
_TRANSACTION_WORDS = {"BEGIN", "COMMIT", "ROLLBACK", "START", "SAVEPOINT", "RELEASE"}


@dataclass(frozen=True)
class Plan:
    """`starts`: people who start (and hand in) in one run; `at_once`: people taking whole attempts."""

    load: Load
    runs: int
    starts: int
    at_once: int
    attempt_seconds: float


@dataclass
class Stage:
    """One engine's installation, served."""

    made: Instance
    served: Served
    round: OpenRound
    who: Sessions
    database: Postgres | None
    results: Results

    @property
    def paths(self) -> tuple[str, str]:
        return self.round.start, self.round.mine

    def watch(self) -> Watch:
        roots = {"server": self.served.pid}
        if self.database:
            roots["database"] = self.database.pid
        return Watch(roots)

    def opened(self, people: Sequence[int]) -> list[tuple[int, int, int]]:
        """(attempt, person, revision) of what these people have open; even in number, for two threads."""
        found = opened_attempts(self.made, self.round, people)
        return found[: len(found) // 2 * 2]

    def note(self, figure: str, value: float, usage: Usage, requests: int, **more: Any) -> None:
        per_request = {f"{name}_ms": seconds * 1e3 / max(requests, 1) for name, seconds in usage.cpu.items()}
        self.results.add(PART, figure, self.made.engine, value, **per_request, **more, noise=usage.noise)


def run(engine: str, folder: Path, server: Postgres | None, plan: Plan, results: Results) -> None:
    results.begin(PART, engine)
    results.begin(floors.PART, engine)
    with instances.instance(folder / f"journeys-{engine}", engine, server) as made:
        furnish(made, _UNITS)
        opened = open_round(made, "hoi-thi")
        table = floors.table(made.folder, made.database_url)
        with (
            serving.ours(made.folder, made.environment, plan.load.port) as served,
            floors.each_shape(made.folder, served, table, plan.load.port + 1) as shapes,
        ):
            stage = Stage(made, served, opened, sessions(made), server, results)
            _warm(stage, plan)
            for _ in range(plan.runs):
                floor = floors.measure(shapes, plan.load, engine, results)
                people = add_people(made, plan.starts)
                _settle(made)
                _starts(stage, people, plan)
                _saves(stage, people, plan, floor)
                _submits(stage, people, plan)
                _attempts(stage, plan)


def _settle(made: Instance) -> None:
    """What autovacuum would have done by the time a contest opens."""
    if made.engine == "postgresql":
        instances.execute(made.database_url, "ANALYZE")


def _warm(stage: Stage, plan: Plan) -> None:
    cookies = [b"Cookie: " + c.encode() for c in stage.who.cookies(add_people(stage.made, 1000))]
    wrk.attempts(stage.served.url, cookies, stage.paths, stage.who.csrf, people=plan.at_once, seconds=2)


def _spread(played: wrk.Played) -> dict[str, float]:
    return {"p50": played.p50, "p95": played.p95, "p99": played.p99}


def _starts(stage: Stage, people: Sequence[int], plan: Plan) -> None:
    watch = stage.watch()
    played = start_all(stage.served, stage.round, stage.who, people)
    usage = watch.stop()
    missing = len(people) - len(_at_rest(stage, people))
    stage.note("start_per_s", played.rate, usage, played.requests, **_spread(played), errors=played.errors + missing)


def _saves(stage: Stage, people: Sequence[int], plan: Plan, floor: float) -> None:
    attempts = stage.opened(people)
    headers = {a: own(token(stage.made, a, p)) for a, p, _ in attempts}
    wanted = int(plan.load.seconds * _MOST_SAVES_PER_S)
    requests = []
    for number in range(wanted // len(attempts) + 1):
        for attempt, _, revision in attempts:
            body = save_body(revision + number, f"{number:08x}{attempt:08x}", answers(min(number + 1, 20)))
            requests.append(request("PUT", save_path(attempt), stage.served.host, headers[attempt], body))
    watch = stage.watch()
    played = wrk.replay(stage.served.url, requests, connections=plan.load.connections, seconds=plan.load.seconds)
    usage = watch.stop()
    before = {a: revision for a, _, revision in attempts}
    kept = sum(revision - before[a] for a, _, revision in _at_rest(stage, people) if a in before)
    lost = max(0, played.requests - played.errors - kept)
    stage.note("save_per_s", played.rate, usage, played.requests, **_spread(played), errors=played.errors, lost=lost)
    stage.note("save_over_floor", played.rate / floor, usage, played.requests)


def _at_rest(stage: Stage, people: Sequence[int]) -> list[tuple[int, int, int]]:
    """What is open once the requests that wrk left unanswered at its end are through as well."""
    seen: list[tuple[int, int, int]] = []
    while seen != (seen := stage.opened(people)):
        time.sleep(0.5)
    return seen


def _submits(stage: Stage, people: Sequence[int], plan: Plan) -> None:
    requests = submissions(stage.made, stage.served.host, stage.opened(people))
    watch = stage.watch()
    played = wrk.play_all(stage.served.url, requests, connections=plan.load.connections)
    usage = watch.stop()
    errors = max(played.errors, len(stage.opened(people)))
    stage.note("submit_per_s", played.rate, usage, played.requests, **_spread(played), errors=errors)


def _attempts(stage: Stage, plan: Plan) -> None:
    people = add_people(stage.made, int(plan.attempt_seconds * _MOST_ATTEMPTS_PER_S))
    _settle(stage.made)
    cookies = [b"Cookie: " + c.encode() for c in stage.who.cookies(people)]
    if stage.database:
        instances.forget_statements(stage.made.database_url)
    watch = stage.watch()
    seen = wrk.attempts(
        stage.served.url,
        cookies,
        stage.paths,
        stage.who.csrf,
        people=plan.at_once,
        seconds=plan.attempt_seconds,
    )
    usage = watch.stop()
    whole = seen.requests / REQUESTS_PER_ATTEMPT
    more: dict[str, Any] = {
        "whole": seen.whole,
        "errors": seen.errors,
        "server_mib": machine.memory_mib(stage.served.pid),
    }
    if seen.example:
        more["example"] = seen.example
    for step, times in sorted(seen.times.items()):
        times.sort()
        more |= {f"{step}_p{share}": times[min(len(times) - 1, len(times) * share // 100)] for share in (50, 95, 99)}
    if stage.database:
        more["database_mib"] = machine.memory_mib(stage.database.pid)
        sent = instances.statements(stage.made.database_url)
        commits = sum(calls for word, calls in sent.items() if word in _TRANSACTION_WORDS)
        more["statements"] = (sum(sent.values()) - commits) / max(whole, 1)
        more["begin_commit"] = commits / max(whole, 1)
    stage.note("attempts_per_min", whole / max(seen.seconds, 1) * 60, usage, seen.requests, **more)
    stage.note("cpu_ms_per_attempt", sum(usage.cpu.values()) * 1e3 / max(whole, 1), usage, seen.requests)
