"""Boards and "my place" at three sizes with 60 % tied, alone and while submissions come in."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import closing, instances, machine, openloop, seeding, serving, wrk
from tests.bench.floors import Load
from tests.bench.instances import Instance, Postgres
from tests.bench.machine import Usage, Watch
from tests.bench.messages import request
from tests.bench.openloop import Stream
from tests.bench.results import Results
from tests.bench.serving import Served
from tests.bench.world import OpenRound, Sessions, add_people, furnish, open_round, sessions

PART = "boards"
SUBMISSIONS_PER_S = 50.0
_PLACES_PER_S = 200.0
_TOPS_PER_S = 100.0


@dataclass(frozen=True)
class Plan:
    """`sizes`: people on the board; `closed`: the size that is closed at the end, 0 for none."""

    load: Load
    runs: int
    sizes: tuple[int, ...]
    units: int
    closed: int


@dataclass(frozen=True)
class Stage:
    made: Instance
    served: Served
    round: OpenRound
    who: Sessions
    plan: Plan
    results: Results
    case: str
    database: Postgres | None

    def watch(self) -> Watch:
        roots = {"server": self.served.pid}
        if self.database:
            roots["database"] = self.database.pid
        return Watch(roots)


def named(people: int) -> str:
    """1000 → "1k", 1000000 → "1m"."""
    return f"{people // 1_000_000}m" if people >= 1_000_000 else f"{people // 1000}k"


def run(engine: str, folder: Path, server: Postgres | None, plan: Plan, results: Results) -> None:
    for size in plan.sizes:
        results.begin(PART, case_of(engine, size))
    with (
        instances.instance(folder / f"boards-{engine}", engine, server) as made,
        openloop.processes(2) as drivers,
    ):
        furnish(made, plan.units)
        for size in sorted(plan.sizes):
            opened = open_round(made, f"bang-{named(size)}")
            case = case_of(engine, size)
            began = time.monotonic()
            seeding.simulate(made, opened, size)
            results.add(PART, "simulate_s", case, time.monotonic() - began)
            with serving.ours(made.folder, made.environment, plan.load.port) as served:
                stage = Stage(made, served, opened, sessions(made), plan, results, case, server)
                _warm(stage)
                for _ in range(plan.runs):
                    _reads(stage, drivers, "")
                    with _submissions_coming_in(stage, drivers):
                        _reads(stage, drivers, "_busy")
            if size == plan.closed:
                closing.measure(made, opened, case, plan.runs, results)


def case_of(engine: str, size: int) -> str:
    return f"{engine}-{named(size)}"


def _get(stage: Stage, path: str, cookie: str = "") -> bytes:
    return request("GET", path, stage.served.host, {"Cookie": cookie} if cookie else {})


def _warm(stage: Stage) -> None:
    """The first readers after a start, who wait longest: their wait is a figure of its own."""
    began = time.monotonic()
    first = wrk.play_all(stage.served.url, [_get(stage, stage.round.board)] * 2, connections=1)
    waited = time.monotonic() - began
    pages = [stage.round.board, f"{stage.round.board}.json", stage.round.mine, stage.round.units]
    cookie = stage.who.cookie(seeding.entrants(stage.made, stage.round, 1)[0])
    wrk.play_all(stage.served.url, [_get(stage, path, cookie) for path in pages * 32], connections=8)
    memory = machine.memory_mib(stage.served.pid)
    stage.results.add(PART, "first_read_s", stage.case, waited, errors=first.errors, server_mib=memory)


def _reads(stage: Stage, drivers: ProcessPoolExecutor, when: str) -> None:
    pages = {
        "board_page_per_s": stage.round.board,
        "board_data_per_s": f"{stage.round.board}.json",
        "unit_board_per_s": f"{stage.round.units}.json",
    }
    for figure, path in pages.items():
        watch, load = stage.watch(), stage.plan.load
        seen = wrk.replay(stage.served.url, [_get(stage, path)], connections=load.connections, seconds=load.seconds)
        spread = {"p50": seen.p50, "p95": seen.p95, "p99": seen.p99, "errors": seen.errors, "bytes": seen.mean_bytes}
        _note(stage, figure + when, seen.rate, watch.stop(), seen.requests, **spread)
    count = int(_PLACES_PER_S * stage.plan.load.seconds)
    # Everybody asks once in a while, not again and again: nobody's own answer may come from a cache.
    people = seeding.entrants(stage.made, stage.round, count)
    asked = [_get(stage, stage.round.mine, stage.who.cookie(people[n % len(people)])) for n in range(count)]
    _paced(stage, drivers, "place_p95_ms" + when, asked, _PLACES_PER_S)
    top = [_get(stage, f"{stage.round.board}.json?trang={n % 2 + 1}") for n in range(count // 2)]
    _paced(stage, drivers, "top_p95_ms" + when, top, _TOPS_PER_S)


def _paced(stage: Stage, drivers: ProcessPoolExecutor, figure: str, requests: list[bytes], rate: float) -> None:
    watch = stage.watch()
    stream = Stream(stage.served.host, requests, rate, seed=random.randrange(2**31))
    seen = openloop.beside(drivers, stream).result()
    more = openloop.as_more(seen)
    _note(stage, figure, more["p95"], watch.stop(), len(requests), **more)


def _note(stage: Stage, figure: str, value: float, usage: Usage, requests: int, **more: float) -> None:
    cpu = {f"{name}_ms": seconds * 1e3 / max(requests, 1) for name, seconds in usage.cpu.items()}
    stage.results.add(PART, figure, stage.case, value, **more, **cpu, noise=usage.noise)


@contextmanager
def _submissions_coming_in(stage: Stage, drivers: ProcessPoolExecutor) -> Iterator[None]:
    """People hand in, so many a second, for as long as the block may take."""
    seconds = stage.plan.load.seconds * 5 + 5
    people = add_people(stage.made, int(SUBMISSIONS_PER_S * seconds))
    seeding.start_all(stage.served, stage.round, stage.who, people)
    attempts = seeding.opened_attempts(stage.made, stage.round, people)
    requests = seeding.submissions(stage.made, stage.served.host, attempts)
    coming = openloop.beside(drivers, Stream(stage.served.host, requests, SUBMISSIONS_PER_S))
    yield
    seen = coming.result()
    more = openloop.as_more(seen)
    stage.results.add(PART, "submit_beside_boards_p95_ms", stage.case, more["p95"], **more, submitted=len(requests))
