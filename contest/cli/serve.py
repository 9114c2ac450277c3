"""`flask --app wsgi serve`: web server and job worker, supervised in the foreground."""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click
from flask import Flask, current_app

from contest import clock, figures
from contest.settings import Settings

BIN = Path(sys.executable).parent
STOP_SECONDS = 15.0
START_SECONDS = 180.0  # a small machine that is busy with something else
QUICK_SECONDS = 5.0
MOST_QUICK_ENDS = 3
# Most threads of a process only wait: for their turn, or for the commit that stores their save with others'.
THREADS = 128
# A process holds so many connections at once. Every open page keeps one: whoever came later would wait unanswered.
CONNECTIONS = 20_000
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One supervised process and when it was last started (monotonic seconds)."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes]
    started: float
    quick_ends: int = 0


class Supervisor:
    """Keeps the child processes up: one that ends is started again, unless it never worked."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = False
        self.failed = False
        self.was_ready = False  # it has worked: from now on whatever dies is started again, however often

    def start(self, name: str, *command: str) -> None:
        self.children.append(Child(name, list(command), _spawn(command), time.monotonic()))

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def mend(self) -> None:
        """Start again what ended, and say so; give up on what never worked and ends thrice soon after its start."""
        for child in self.children:
            code = child.process.poll()
            if code is None:
                continue
            child.quick_ends = child.quick_ends + 1 if time.monotonic() - child.started < QUICK_SECONDS else 0
            click.echo(f"{child.name} ended with code {code}", err=True)
            _kill_rest(child)
            if child.quick_ends >= MOST_QUICK_ENDS and not self.was_ready:
                self.failed = True
                return
            child.process, child.started = _spawn(child.command), time.monotonic()

    def watch(self) -> int:
        """Return when asked to stop (0) or when a child cannot be kept up (1), with every child ended."""
        while not self.stopping and not self.failed:
            time.sleep(0.2)
            self.mend()
        self.end()
        return 0 if self.stopping else 1

    def end(self) -> None:
        for child in self.children:
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, deadline - time.monotonic()))
            _kill_rest(child)
            child.process.wait()


def _kill_rest(child: Child) -> None:
    """The child and what it left behind: workers of a web server that was killed live on and answer at the port,
    and nobody would ever stop them."""
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)


def _spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal reaches us alone, and we end the children in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_us)


def _end_with_us() -> None:
    """Where we are killed outright the system ends the child: it would answer at the port of whoever follows us."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def web_server(host: str, port: int, workers: int, threads: int) -> list[str]:
    """What serves the site; processes that die are replaced."""
    web = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws", "--respawn-failed-workers"]
    web += ["--workers", str(workers), "--log-level", "error"]
    web += ["--blocking-threads", str(threads), "--backpressure", str(CONNECTIONS)]
    return [str(BIN / "granian"), *web, "wsgi:app"]


def job_worker() -> list[str]:
    """What does the background work."""
    return [str(BIN / "huey_consumer"), "-q", "-w", "2", "-g", "TERM", "wsgi.queue"]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - our own address
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def processes(settings: Settings) -> int:
    """SQLite has one writer, for which more than two processes would only wait."""
    return 2 if settings.sqlalchemy_url.startswith("sqlite") else max(2, os.cpu_count() or 2)


def allow_connections() -> None:
    """Let the children open as many files as the system lets us; many systems begin with 1,024."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", type=int, help="Web server processes. [default: 2 on SQLite, else one for each processor]")
@click.option("--threads", default=THREADS, show_default=True, help="Threads of each web server process.")
def serve(host: str, port: int, workers: int | None, threads: int) -> None:
    """Run the web server and the job worker until stopped; print READY once the site answers."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.secret_key:
        raise click.ClickException("CONTEST_SECRET is not set: the application does not serve without its own secret")
    clock.fix()
    figures.prepare(settings.instance_path)
    allow_connections()
    # The children serve: they must not take themselves for a command that needs no secret.
    os.environ.pop("FLASK_RUN_FROM_CLI", None)
    supervisor = Supervisor()
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    supervisor.start("web server", *web_server(host, port, workers or processes(settings), threads))
    supervisor.start("job worker", *job_worker())
    url = f"http://{host}:{port}"
    deadline = time.monotonic() + START_SECONDS
    while not (supervisor.stopping or supervisor.failed or answers(url + "/healthz")):
        if time.monotonic() > deadline:
            click.echo(f"{url} did not answer within {START_SECONDS:.0f} s", err=True)
            supervisor.failed = True
        time.sleep(0.1)
        supervisor.mend()
    if not (supervisor.stopping or supervisor.failed):
        supervisor.was_ready = True
        click.echo(f"READY {url}")
    raise SystemExit(supervisor.watch())


def register(app: Flask) -> None:
    app.cli.add_command(serve)
