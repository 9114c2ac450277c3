"""wrk with scripts of ours: closed loop, keep-alive, and so light that it is not the limit."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

_LUA = Path(__file__).parent / "lua"
THREADS = 2
_LONGEST = 300.0


@dataclass(frozen=True)
class Played:
    """What a run of wrk saw. Latencies in ms; `errors`: refusals, broken connections, time-outs."""

    seconds: float
    requests: int
    errors: int
    p50: float = 0.0
    p95: float = 0.0
    p99: float = 0.0
    mean_bytes: int = 0

    @property
    def rate(self) -> float:
        return (self.requests - self.errors) / max(self.seconds, 1e-6)


@dataclass
class Attempts:
    """Whole attempts by wrk. `times`: step → latencies in ms."""

    seconds: float = 0.0
    requests: int = 0
    whole: int = 0
    errors: int = 0
    example: str = ""
    times: dict[str, list[float]] = field(default_factory=dict)


def _run(url: str, script: str, *arguments: str, threads: int, connections: int, seconds: float) -> list[list[str]]:
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "15s"]
    command += ["-s", str(_LUA / script), url, "--", *arguments]
    env = {"PATH": os.environ["PATH"], "BENCH_LUA": str(_LUA)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    if done.returncode or "seconds " not in done.stdout:
        raise RuntimeError(f"wrk failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return [line.split() for line in done.stdout.splitlines() if line]


def _spread(lines: Sequence[bytes], threads: int, folder: Path, *, framed: bool) -> None:
    """Line n goes to thread n modulo `threads`."""
    for thread in range(threads):
        own = lines[thread::threads]
        parts = (b"%d\n%b" % (len(line), line) if framed else line + b"\n" for line in own)
        (folder / str(thread)).write_bytes(b"".join(parts))


def replay(url: str, requests: Sequence[bytes], *, connections: int, seconds: float) -> Played:
    """Play whole requests in order (request n by thread n modulo THREADS), over and over until the time is up."""
    return _replay(url, requests, "loop", threads=THREADS, connections=connections, seconds=seconds)


def play_all(url: str, requests: Sequence[bytes], *, connections: int) -> Played:
    """Play each request once; for the rate the time counts until the last was sent."""
    connections = min(connections, len(requests))
    return _replay(url, requests, "all", threads=1, connections=connections, seconds=_LONGEST)


def _replay(
    url: str, requests: Sequence[bytes], mode: str, *, threads: int, connections: int, seconds: float
) -> Played:
    with TemporaryDirectory() as name:
        _spread(requests, threads, Path(name), framed=True)
        arguments = (name, mode, str(connections))
        lines = _run(url, "replay.lua", *arguments, threads=threads, connections=connections, seconds=seconds)
    said = {line[0]: float(line[1]) for line in lines if len(line) == 2 and line[0] in _SAID}
    count = int(said["requests"])
    return Played(
        seconds=said["seconds"],
        requests=count,
        errors=int(said["refused"] + said["broken"]),
        p50=said["p50"],
        p95=said["p95"],
        p99=said["p99"],
        mean_bytes=int(said["bytes"] / max(count, 1)),
    )


_SAID = {"seconds", "requests", "bytes", "refused", "broken", "p50", "p95", "p99"}


def attempts(
    url: str, cookies: Sequence[bytes], paths: tuple[str, str], csrf: str, *, people: int, seconds: float
) -> Attempts:
    """`people` at once take whole attempts, one after another, with one Cookie header line each. `paths`: of
    the round and of one's place in it."""
    with TemporaryDirectory() as name:
        _spread(cookies, people, Path(name), framed=False)
        host = url.removeprefix("http://")
        lines = _run(url, "attempts.lua", name, *paths, csrf, host, threads=people, connections=people, seconds=seconds)
    found = Attempts()
    for word, *rest in lines:
        if word == "time":
            found.times.setdefault(rest[0], []).append(float(rest[1]))
        elif word == "seconds":
            found.seconds = float(rest[0])
        elif word in {"wrong", "broken"}:
            found.errors += int(rest[0])
        elif word in {"requests", "whole"}:
            setattr(found, word, int(rest[0]))
        elif word == "example":
            found.example = " ".join(rest)
    return found
