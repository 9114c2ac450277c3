"""Requests at a given rate, whatever the answers: late answers do not hold later requests back."""

import asyncio
import multiprocessing
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.bench.client import Broken, Connection


@dataclass(frozen=True)
class Stream:
    """Each request once, `rate` per second with exponential gaps, over as many connections as it takes.
    `wanted`: the status of a good answer. `sources`: how many addresses of this machine they come from."""

    host: str
    requests: Sequence[bytes]
    rate: float
    wanted: int = 200
    sources: int = 1
    seed: int = 1


@dataclass
class Seen:
    """Latencies in ms from the moment a request was due; `late` ms by which it was sent late."""

    latencies: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        return sum(self.errors.values())


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` percent lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))] if ordered else 0.0


def spread(values: Sequence[float]) -> dict[str, float]:
    return {f"p{share}": percentile(values, share) for share in (50, 95, 99)}


def play(stream: Stream) -> Seen:
    return asyncio.run(_play(stream))


async def _play(stream: Stream) -> Seen:
    loop, rng, seen = asyncio.get_running_loop(), random.Random(stream.seed), Seen()
    idle: list[Connection] = []

    async def one(raw: bytes, due: float, number: int) -> None:
        source = f"127.0.1.{number % stream.sources + 1}" if stream.sources > 1 else ""
        connection = idle.pop() if idle else Connection(stream.host, source)
        seen.late.append((loop.time() - due) * 1e3)
        try:
            reply = await connection.ask(raw)
        except Broken as broken:
            _count(seen.errors, str(broken))
            return
        if reply.status == stream.wanted:
            seen.latencies.append((loop.time() - due) * 1e3)
        else:
            _count(seen.errors, str(reply.status))
        idle.append(connection)

    due, tasks = loop.time() + 0.05, set()
    for number, raw in enumerate(stream.requests):
        await asyncio.sleep(max(0.0, due - loop.time()))
        task = asyncio.create_task(one(raw, due, number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        due += rng.expovariate(stream.rate)
    if tasks:
        await asyncio.wait(tasks)
    for connection in idle:
        connection.close()
    return seen


def _count(errors: dict[str, int], what: str) -> None:
    errors[what] = errors.get(what, 0) + 1


@contextmanager
def processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Driver processes of their own, each a child of this one."""
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    try:
        list(pool.map(abs, range(count)))
        yield pool
    except BaseException:
        for process in list(pool._processes.values()):  # an interrupted run waits for nobody
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def beside(pool: ProcessPoolExecutor, stream: Stream) -> "Future[Seen]":
    """Start a stream in a process of its own; its result comes when it is over."""
    return pool.submit(play, stream)


def as_more(seen: Seen) -> dict[str, Any]:
    """What a record keeps of a stream."""
    return {**spread(seen.latencies), "errors": seen.failed, "late_p99": percentile(seen.late, 99)}
