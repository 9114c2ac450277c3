"""`flask --app wsgi serve`: web server and job worker, supervised in the foreground."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import click
from flask import Flask, current_app

BIN = Path(sys.executable).parent
STOP_SECONDS = 15.0
START_SECONDS = 60.0


class Supervisor:
    """Keeps the child processes: all are up, or all are ended."""

    def __init__(self) -> None:
        self.children: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def start(self, *command: str) -> None:
        # A session of its own: Ctrl-C in the terminal reaches us alone, and we end the children in order.
        self.children.append(subprocess.Popen(command, start_new_session=True))

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def ended(self) -> bool:
        return any(child.poll() is not None for child in self.children)

    def watch(self) -> int:
        """Return when asked to stop (0) or when a child ended by itself (1), with every child ended."""
        while not self.stopping and not self.ended():
            time.sleep(0.2)
        failed = not self.stopping
        self.end()
        return 1 if failed else 0

    def end(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - our own address
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web server processes.")
@click.option("--threads", default=4, show_default=True, help="Threads of each web server process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Run the web server and the job worker until stopped; print READY once the site answers."""
    if not current_app.config["SECRET_KEY"]:
        raise click.ClickException("CONTEST_SECRET is not set: the application does not serve without its own secret")
    # The children serve: they must not take themselves for a command that needs no secret.
    os.environ.pop("FLASK_RUN_FROM_CLI", None)
    supervisor = Supervisor()
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    web = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws", "--respawn-failed-workers"]
    web += ["--workers", str(workers), "--blocking-threads", str(threads), "--log-level", "warning"]
    supervisor.start(str(BIN / "granian"), *web, "wsgi:app")
    supervisor.start(str(BIN / "huey_consumer"), "-q", "-w", "2", "-g", "TERM", "wsgi.queue")
    url = f"http://{host}:{port}"
    deadline = time.monotonic() + START_SECONDS
    while not (answers(url + "/healthz") or supervisor.stopping or supervisor.ended()):
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    else:
        if not supervisor.stopping and not supervisor.ended():
            click.echo(f"READY {url}")
            raise SystemExit(supervisor.watch())
    supervisor.end()
    raise SystemExit(0 if supervisor.stopping else 1)


def register(app: Flask) -> None:
    app.cli.add_command(serve)
