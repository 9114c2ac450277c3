"""Starting what is measured: our own server by its own command, and the floors the same way."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contest.settings import ROOT
from tests.bench import machine

BIN = Path(sys.executable).parent
_PATIENCE = 120.0
_TARGET = "wsgi:app"


@dataclass(frozen=True)
class Served:
    """A running server and the root of its processes."""

    url: str
    pid: int

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")


@contextmanager
def _running(command: Sequence[str], url: str, probe: str, log: Path, env: Mapping[str, str]) -> Iterator[Served]:
    if _answers(url + probe):
        raise RuntimeError(f"somebody else is serving on {url}")
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **env}, stdout=sink, stderr=sink, start_new_session=True
        )
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _answers(url + probe):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command} did not answer:\n{log.read_text()[-3000:]}")
            time.sleep(0.05)
        yield Served(url, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def ours(folder: Path, env: Mapping[str, str], port: int) -> Iterator[Served]:
    """Our server as anyone would start it: `flask --app wsgi serve` with its own defaults."""
    command = [str(BIN / "flask"), "--app", "wsgi", "serve", "--port", str(port)]
    with _running(command, f"http://127.0.0.1:{port}", "/healthz", folder / "serve.log", env) as served:
        yield served


def web_command(served: Served) -> list[str]:
    """The command line by which our server runs its web processes."""
    for pid in sorted(machine.tree(served.pid)):
        command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
        if _TARGET in command and "--workers" in command:
            return command
    raise RuntimeError("the web server's command line was not found below `flask serve`")


def _value(command: Sequence[str], option: str) -> str:
    return command[command.index(option) + 1]


def shape(command: Sequence[str]) -> tuple[int, int]:
    """(workers, threads of each) of a web server's command line."""
    return int(_value(command, "--workers")), int(_value(command, "--blocking-threads"))


@contextmanager
def floor(folder: Path, command: Sequence[str], kept: tuple[int, int], database: str, port: int) -> Iterator[Served]:
    """The floor's application served by our server's own command line, with `kept` (workers, threads)."""
    own = list(command)
    for option, value in (("--workers", kept[0]), ("--blocking-threads", kept[1]), ("--port", port)):
        own[own.index(option) + 1] = str(value)
    own[own.index(_TARGET)] = "tests.bench.floor_app:app"
    env = {"BENCH_FLOOR": database}
    with _running(own, f"http://127.0.0.1:{port}", "/", folder / "floor.log", env) as served:
        yield served


@contextmanager
def trivial(folder: Path, port: int) -> Iterator[Served]:
    """nginx answering 13 bytes to everything: what shows the drivers' own ceiling."""
    with _nginx(folder, port, "", "return 200 '{\"ok\": true}\\n';") as served:
        yield served


@contextmanager
def behind_nginx(folder: Path, served: Served, port: int) -> Iterator[Served]:
    """nginx in front of our server, holding the visitors' connections and few of its own to us."""
    upstream = f"upstream ours {{ server {served.host}; keepalive 512; }}"
    passing = "proxy_pass http://ours; proxy_http_version 1.1; proxy_set_header Connection '';"
    passing += "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;"
    with _nginx(folder, port, upstream, passing) as front:
        yield front


@contextmanager
def _nginx(folder: Path, port: int, before: str, location: str) -> Iterator[Served]:
    config = folder / f"nginx-{port}.conf"
    limits = "worker_processes 2; worker_rlimit_nofile 65536; events { worker_connections 32768; }"
    http = f"access_log off; client_body_temp_path {folder}/nginx-body; keepalive_requests 100000000; {before}"
    server = f"listen 127.0.0.1:{port} backlog=8192; location / {{ {location} }}"
    paths = f"pid {folder}/nginx-{port}.pid; error_log {folder}/nginx-error.log;"
    config.write_text(f"{limits} {paths}\nhttp {{ {http} server {{ {server} }} }}\n")
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    url = f"http://127.0.0.1:{port}"
    with _running(
        [program, "-c", str(config), "-g", "daemon off;"], url, "/healthz", folder / "nginx.log", {}
    ) as front:
        yield front
