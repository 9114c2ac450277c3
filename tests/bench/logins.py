"""Whether 25 logins a second (argon2) make savers wait: the same stream of saves without and with them."""

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from contest.services.passwords import Passwords
from tests.bench import instances, openloop, seeding, serving, world
from tests.bench.instances import Instance, Postgres
from tests.bench.machine import Watch
from tests.bench.messages import form, own, request, save_body
from tests.bench.openloop import Stream
from tests.bench.results import Results
from tests.bench.serving import Served

PART = "logins"
LOGINS_PER_S = 25.0
SOURCES = 40  # one address is allowed 1,200 a minute
_PASSWORD = "mat-khau-thu-2026"


@dataclass(frozen=True)
class Plan:
    """`saves`: a second; about what 10,000 people send."""

    port: int
    runs: int
    seconds: float
    saves: float = 660.0
    attempts: int = 2000


def run(folder: Path, server: Postgres, plan: Plan, results: Results) -> None:
    results.begin(PART)
    with (
        instances.instance(folder / "logins", "postgresql", server) as made,
        openloop.processes(2) as drivers,
    ):
        world.furnish(made, 300)
        opened = world.open_round(made, "hoi-thi")
        people = world.add_people(made, plan.attempts)
        kept = Passwords(made.settings.argon2_time_cost, made.settings.argon2_memory_kib).hash(_PASSWORD)
        members = int(LOGINS_PER_S * plan.seconds)
        world.add_people(made, members, kept)
        instances.execute(made.database_url, "ANALYZE")
        with serving.ours(made.folder, made.environment, plan.port) as served:
            seeding.start_all(served, opened, world.sessions(made), people)
            attempts = seeding.opened_attempts(made, opened, people)
            revisions = {attempt: revision for attempt, _, revision in attempts}
            logins = _logins(made, served, members)
            for _ in range(plan.runs):
                for figure, beside in (("save_p99_ms_alone", []), ("save_p99_ms_with_logins", logins)):
                    saves = _saves(made, served, attempts, revisions, int(plan.saves * plan.seconds))
                    _one(served, saves, beside, plan, drivers, figure, results)


def _saves(
    made: Instance, served: Served, attempts: list[tuple[int, int, int]], revisions: dict[int, int], count: int
) -> list[bytes]:
    found = []
    for n in range(count):
        attempt, person, _ = attempts[n % len(attempts)]
        body = save_body(revisions[attempt], f"{random.getrandbits(64):016x}", world.answers(n % 20 + 1))
        revisions[attempt] += 1
        headers = own(world.token(made, attempt, person))
        found.append(request("PUT", world.save_path(attempt), served.host, headers, body))
    return found


def _logins(made: Instance, served: Served, count: int) -> list[bytes]:
    stranger = world.visitor(made)
    cookie = world.visitor_cookie(stranger)
    found = []
    for n in range(count):
        headers, body = form(csrf_token=stranger.csrf, login=f"TS{n:07}", password=_PASSWORD)
        found.append(request("POST", "/dang-nhap", served.host, {**headers, "Cookie": cookie}, body))
    return found


def _one(
    served: Served,
    saves: list[bytes],
    logins: list[bytes],
    plan: Plan,
    drivers: ProcessPoolExecutor,
    figure: str,
    results: Results,
) -> None:
    watch = Watch({"server": served.pid})
    saving = openloop.beside(drivers, Stream(served.host, saves, plan.saves))
    logging_in = openloop.beside(drivers, Stream(served.host, logins, LOGINS_PER_S, wanted=302, sources=SOURCES))
    seen, entered = saving.result(), logging_in.result()
    usage = watch.stop()
    more = {**openloop.as_more(seen), "noise": usage.noise, "server_cpu_s": usage.cpu["server"]}
    if logins:
        told = openloop.as_more(entered)
        more |= {"logins": len(logins), "login_p95": told["p95"], "login_errors": told["errors"]}
    results.add(PART, figure, "postgresql", more["p99"], **more)
