"""The day: everybody starts within a minute, saves every 15 s, hands in after ten minutes, open loop, and
every answer the server acknowledged is looked for in the database afterwards."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench import instances, ledger, machine, openloop, seeding, serving
from tests.bench.client import Connection, allow_connections
from tests.bench.day_people import Day, Meter, Visitor
from tests.bench.instances import Instance, Postgres
from tests.bench.ledger import Account
from tests.bench.machine import Watch
from tests.bench.messages import request, save_body
from tests.bench.openloop import percentile
from tests.bench.results import Results
from tests.bench.serving import Served
from tests.bench.world import OpenRound, Sessions, add_people, answers, furnish, open_round, sessions

PART = "day"
_DRIVERS = 2
_CASE = "postgresql"


@dataclass(frozen=True)
class Plan:
    """`minutes`: how long people write (± 10 %); `watchers`: share who look at the board for a minute."""

    port: int
    runs: int
    people: int
    minutes: float
    watchers: float
    proxied: bool = False  # nginx in front, as where there are several servers
    arriving: float = 60.0
    save_every: float = 15.0
    watching: float = 60.0


def run(folder: Path, server: Postgres, plan: Plan, results: Results) -> None:
    results.begin(PART)
    allow_connections(plan.people)
    with openloop.processes(_DRIVERS) as drivers:
        _ceiling(folder, plan, drivers, results)
        for number in range(plan.runs):
            _one(folder / f"day-{number}", server, plan, drivers, results)


def _one(folder: Path, server: Postgres, plan: Plan, drivers: ProcessPoolExecutor, results: Results) -> None:
    with instances.instance(folder, "postgresql", server) as made:
        furnish(made, 300)
        opened = open_round(made, "hoi-thi", minutes=30)
        who = sessions(made)
        crowd = add_people(made, 200)
        people = add_people(made, plan.people)
        instances.execute(made.database_url, "ANALYZE")
        cookies = who.cookies(people)
        with _served(made, plan) as (served, host):
            seeding.start_all(served, opened, who, crowd)  # what a server has behind it that did not start just now
            watch = Watch({"server": served.pid, "database": server.pid, **_pids(drivers)})
            shares = [cookies[n::_DRIVERS] for n in range(_DRIVERS)]
            day = _day(host, opened, who, plan)
            begins = time.time() + 2
            tasks = [drivers.submit(live, day, begins, n, share) for n, share in enumerate(shares)]
            seen = [task.result() for task in tasks]
            usage = watch.stop()
            memory = {"server_mib": machine.memory_mib(served.pid), "database_mib": machine.memory_mib(server.pid)}
        meter, accounts = Meter(), [account for _, accounts in seen for account in accounts]
        for one, _ in seen:
            meter.add(one)
        held = ledger.compare(made, opened.id, accounts)
    missing = plan.people - sum(a.receipt for a in accounts)
    errors = max(sum(meter.errors.values()), missing)
    told = {"people": plan.people, "minutes": plan.minutes, "noise": usage.noise, "steal": usage.steal}
    late = {"late_p99": percentile(meter.late, 99), "late_max": max(meter.late, default=0.0)}
    cpu = {f"{name}_cpu_s": seconds for name, seconds in usage.cpu.items()}
    unlike = {"unclosed": held.unclosed, "twice": held.twice}
    results.add(PART, "day_errors", _CASE, errors, missing=missing, again=meter.again, kinds=meter.errors, **told)
    waited = sum(meter.asked_to_wait.values())
    results.add(PART, "day_asked_to_wait", _CASE, waited, kinds=meter.asked_to_wait, **told)
    results.add(PART, "day_lost", _CASE, held.wrong, attempts=held.attempts, saves=held.saves, **unlike, **told)
    for kind, values in sorted(meter.latencies.items()):
        spread, rate = openloop.spread(values), len(values) / usage.wall
        results.add(PART, f"day_p99_{kind.replace(' ', '_')}_ms", _CASE, spread["p99"], **spread, per_s=rate, **told)
    total = sum(map(len, meter.latencies.values())) / usage.wall
    results.add(PART, "day_requests_per_s", _CASE, total, **late, **cpu, **memory, wall=usage.wall, **told)


@contextmanager
def _served(made: Instance, plan: Plan) -> Iterator[tuple[Served, str]]:
    """Our server and the address (host:port) that people come to."""
    env = made.environment | ({"CONTEST_TRUSTED_PROXIES": "1"} if plan.proxied else {})
    with ExitStack() as stack:
        served = stack.enter_context(serving.ours(made.folder, env, plan.port))
        front = served
        if plan.proxied:
            front = stack.enter_context(serving.behind_nginx(made.folder, served, plan.port + 1))
        yield served, front.host


def _pids(drivers: ProcessPoolExecutor) -> dict[str, int]:
    return {f"driver_{n}": pid for n, pid in enumerate(drivers._processes)}


def _day(host: str, opened: OpenRound, who: Sessions, plan: Plan) -> Day:
    return Day(
        host=host,
        start_path=opened.start,
        board=opened.board,
        mine=opened.mine,
        csrf=who.csrf,
        begins=0.0,
        arriving=plan.arriving,
        writing=plan.minutes * 60,
        save_every=plan.save_every,
        watchers=plan.watchers,
        watching=plan.watching,
    )


def live(day: Day, begins: float, number: int, cookies: Sequence[str]) -> tuple[Meter, list[Account]]:
    """One driver process: its share of the people, from the moment `begins` (seconds of the system clock)."""
    allow_connections(len(cookies))

    async def everyone() -> tuple[Meter, list[Account]]:
        meter = Meter()
        starting = replace(day, begins=asyncio.get_running_loop().time() + begins - time.time())
        people = [Visitor(number * 1_000_000 + n, c, starting, meter) for n, c in enumerate(cookies)]
        return meter, list(await asyncio.gather(*(p.live() for p in people)))

    return asyncio.run(everyone())


def _ceiling(folder: Path, plan: Plan, drivers: ProcessPoolExecutor, results: Results) -> None:
    """Saves per second that the driver gets through against a server that does nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving.trivial(folder, plan.port) as served:
        watch = Watch({})
        tasks = [drivers.submit(as_fast_as_it_goes, served.host, 5.0) for _ in range(_DRIVERS)]
        rate = sum(task.result() for task in tasks)
        noise = watch.stop().noise
    results.add(PART, "day_driver_per_s", "nginx", rate, processes=_DRIVERS, noise=noise)


def as_fast_as_it_goes(host: str, seconds: float) -> float:
    """Saves per second of one driver process over 100 connections, closed loop."""

    async def everyone() -> float:
        loop = asyncio.get_running_loop()
        until, done = loop.time() + seconds, 0

        async def one(number: int) -> None:
            nonlocal done
            line, revision = Connection(host), 0
            while loop.time() < until:
                body = save_body(revision, f"{number:08x}{revision:08x}", answers(20))
                await line.ask(request("PUT", "/thi/luot/1/luu", host, {"X-Attempt": "1.1." + "0" * 32}, body))
                revision, done = revision + 1, done + 1
            line.close()

        await asyncio.gather(*(one(n) for n in range(100)))
        return done / seconds

    return asyncio.run(everyone())
