"""Floors: what the same server and the same database do with next to nothing to do."""

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.bench import serving, wrk
from tests.bench.instances import Postgres
from tests.bench.machine import Watch
from tests.bench.messages import request, save_body
from tests.bench.results import Results
from tests.bench.serving import Served
from tests.bench.world import answers
from tests.support import throwaway_postgres

PART = "floors"
ROWS = 100_000
_TABLE = "CREATE TABLE floor (id INTEGER PRIMARY KEY, answers TEXT NOT NULL, revision INTEGER NOT NULL)"
_ALSO = (2, 1)  # a shape that suits plain routes: the better of it and our own is the floor


@dataclass(frozen=True)
class Load:
    """How hard is pushed: connections at once and seconds of each run."""

    connections: int
    seconds: float
    port: int


def table(folder: Path, database_url: str) -> str:
    """A table of 100,000 answers in a database; what `BENCH_FLOOR` names it by."""
    text = save_body(0, "0" * 16, answers(20)).decode()
    if database_url:
        with psycopg.connect(database_url) as link:
            link.execute("DROP TABLE IF EXISTS floor")
            link.execute(_TABLE)
            link.execute("INSERT INTO floor SELECT n, %s, 0 FROM generate_series(1, %s) n", (text, ROWS))
        return database_url
    path = folder / "floor.sqlite3"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as link:
        link.execute("PRAGMA journal_mode=WAL")
        link.execute(_TABLE)
        link.executemany("INSERT INTO floor VALUES (?, ?, 0)", ((n, text) for n in range(1, ROWS + 1)))
    return str(path)


def updates(host: str, count: int) -> list[bytes]:
    """Requests with a body like that of a save, each to another row."""
    body = save_body(0, "0" * 16, answers(20))
    headers = {"Content-Type": "application/json"}
    return [request("PUT", f"/floor/{1 + n * 7919 % ROWS}", host, headers, body) for n in range(count)]


@contextmanager
def each_shape(folder: Path, ours: Served, database: str, port: int) -> Iterator[list[tuple[str, Served]]]:
    """The floor's application running in our server's own shape and in a plain one: [(shape, server)]."""
    command = serving.web_command(ours)
    mine = serving.shape(command)
    with serving.floor(folder, command, mine, database, port) as first:
        if mine == _ALSO:
            yield [(_told(mine), first)]
            return
        with serving.floor(folder, command, _ALSO, database, port + 1) as second:
            yield [(_told(mine), first), (_told(_ALSO), second)]


def _told(shape: tuple[int, int]) -> str:
    return f"{shape[0]}x{shape[1]}"


def measure(floors: list[tuple[str, Served]], load: Load, engine: str, results: Results) -> float:
    """One run of hello and of the UPDATE in every shape; the best UPDATE rate per second."""
    hellos = [(*_one(f, [request("GET", "/", f.host)], load), shape) for shape, f in floors]
    best = max(hellos, key=lambda h: h[0].rate)
    _record(results, "hello_per_s", engine, *best)
    updated = [(*_one(f, updates(f.host, 5000), load), shape) for shape, f in floors]
    best = max(updated, key=lambda u: u[0].rate)
    _record(results, "floor_per_s", engine, *best)
    return best[0].rate


def _one(served: Served, requests: list[bytes], load: Load) -> tuple[wrk.Played, float, float]:
    """(what was seen, ms of the server's processor per request, noise)."""
    watch = Watch({"server": served.pid})
    played = wrk.replay(served.url, requests, connections=load.connections, seconds=load.seconds)
    usage = watch.stop()
    return played, usage.cpu["server"] * 1e3 / max(played.requests, 1), usage.noise


def _record(results: Results, figure: str, engine: str, seen: wrk.Played, cpu: float, noise: float, shape: str) -> None:
    spread = {"p50": seen.p50, "p95": seen.p95, "p99": seen.p99}
    results.add(PART, figure, engine, seen.rate, server_ms=cpu, errors=seen.errors, noise=noise, shape=shape, **spread)


def driver_ceiling(folder: Path, load: Load, results: Results) -> None:
    """How many requests wrk itself gets answered by a server that does nothing."""
    with serving.trivial(folder, load.port) as served:
        for figure, requests in (
            ("driver_get_per_s", [request("GET", "/", served.host)]),
            ("driver_put_per_s", updates(served.host, 5000)),
        ):
            played, cpu, noise = _one(served, requests, load)
            _record(results, figure, "nginx", played, cpu, noise, "2")


def pgbench(database_url: str, clients: int, seconds: float, results: Results) -> None:
    """pgbench's own simple update, prepared, scale 10."""
    folder = throwaway_postgres.binaries()
    assert folder is not None
    tool = str(next(p for p in (folder / "pgbench", Path("/usr/bin/pgbench")) if p.exists()))
    subprocess.run([tool, "-i", "-q", "-s", "10", database_url], check=True, capture_output=True)
    watch = Watch({})
    command = [tool, "-N", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", f"{seconds:.0f}", database_url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"^tps = ([\d.]+)", said, re.M)
    assert rate is not None, said
    results.add("pgbench", "pgbench_per_s", "postgresql", float(rate[1]), clients=clients, noise=watch.stop().noise)


def run(folder: Path, server: Postgres | None, load: Load, runs: int, results: Results) -> None:
    """What needs no installation: the driver's ceiling and pgbench. The other floors run beside what they
    are compared with, in `journeys`."""
    results.begin(PART, "nginx")
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(runs):
        driver_ceiling(folder, load, results)
    if server:
        results.begin("pgbench")
        url = server.database("pgbench")
        for _ in range(runs):
            pgbench(url, 16, load.seconds, results)
