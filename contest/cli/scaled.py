"""`flask --app wsgi scaled`: the same demonstration on PostgreSQL and Redis, several application processes
and the job worker behind nginx with TLS, supervised in the foreground."""

import os
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from hashlib import sha256
from pathlib import Path

import click
import psycopg
from flask import Flask, current_app

from contest import clock, figures
from contest.cli import nginx, postgres
from contest.cli.serve import START_SECONDS, THREADS, Supervisor, job_worker, web_server
from contest.settings import Settings

DATABASE = "contest"
_POSTGRES = (
    "listen_addresses=127.0.0.1",
    "max_connections=200",
    "shared_buffers=512MB",
    "wal_compression=on",
    "max_wal_size=2GB",
    "random_page_cost=1.1",
    "logging_collector=on",  # below the data, in log/
)


@click.command("scaled")
@click.option("--port", default=8443, show_default=True, help="Of the site, on this machine alone.")
@click.option("--apps", default=2, show_default=True, help="Application processes.")
@click.option("--threads", default=THREADS, show_default=True, help="Threads of each.")
def scaled(port: int, apps: int, threads: int) -> None:
    """Run everything that several servers would run, on this machine; print READY once it answers."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.secret_key:
        raise click.ClickException("CONTEST_SECRET is not set: the application does not serve without its own secret")
    folder, url = settings.instance_path / "scaled", f"https://127.0.0.1:{port}"
    folder.mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor()
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    try:
        _start(supervisor, folder, settings, url, port, apps, threads)
    except (subprocess.CalledProcessError, RuntimeError, OSError) as error:
        click.echo(str(error), err=True)
        supervisor.failed = True
    if not (supervisor.stopping or supervisor.failed):
        supervisor.was_ready = True
        click.echo(f"READY {url}")
    raise SystemExit(supervisor.watch())


def _start(
    supervisor: Supervisor, folder: Path, settings: Settings, url: str, port: int, apps: int, threads: int
) -> None:
    """Everything up, in the order it needs each other; returns early when asked to stop."""
    database, redis = postgres.free_port(), postgres.free_port()
    cluster = _reachable(folder)
    postgres.prepare(cluster)
    supervisor.start("PostgreSQL", *postgres.command(cluster, database, _POSTGRES))
    keep = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder), "--logfile", "redis.log"]
    supervisor.start("Redis", "redis-server", "--port", str(redis), *keep)
    os.environ.pop("FLASK_RUN_FROM_CLI", None)
    os.environ.update(
        CONTEST_DATABASE_URL=f"postgresql://postgres@127.0.0.1:{database}/{DATABASE}",
        CONTEST_REDIS_URL=f"redis://127.0.0.1:{redis}/0",
        CONTEST_BASE_URL=url,
        CONTEST_SECURE_COOKIES="1",
        CONTEST_TRUSTED_PROXIES="1",
    )
    _make_database(supervisor, f"postgresql://postgres@127.0.0.1:{database}/postgres")
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "db", "upgrade"], check=True, capture_output=True)
    if settings.demo:
        subprocess.run([*flask, "demo", "prepare", "--url", url], check=True)
    clock.fix()
    figures.prepare(settings.instance_path)
    ports = [postgres.free_port() for _ in range(apps)]
    for number, one in enumerate(ports, start=1):
        supervisor.start(f"application {number}", *web_server("127.0.0.1", one, 1, threads))
    supervisor.start("job worker", *job_worker())
    supervisor.start("nginx", *nginx.prepare(folder / "nginx", f"127.0.0.1:{port}", ports, settings))
    _wait(supervisor, f"{url}/readyz", folder / "nginx" / "tls.crt")


def _reachable(folder: Path) -> Path:
    """Where the cluster lives: here, or, where the server's account may not come in, in a place of its own
    that only this folder leads to."""
    closed = os.geteuid() == 0 and any(not p.stat().st_mode & 0o001 for p in [folder, *folder.parents])
    name = sha256(str(folder).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"contest-{name}" if closed else folder / "postgres"  # noqa: S108 - holds the demo alone


def _make_database(supervisor: Supervisor, url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not supervisor.stopping:
        try:
            with psycopg.connect(url, autocommit=True) as admin:
                if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
                    admin.execute(f"CREATE DATABASE {DATABASE}")
            return
        except psycopg.OperationalError:
            supervisor.mend()
            if supervisor.failed or time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL does not answer") from None
            time.sleep(0.1)


def _wait(supervisor: Supervisor, address: str, certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    deadline = time.monotonic() + START_SECONDS
    while not (supervisor.stopping or supervisor.failed):
        try:
            urllib.request.urlopen(address, timeout=5, context=trusting).close()  # noqa: S310 - our own address
            return
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{address}: {error}") from None
        time.sleep(0.2)
        supervisor.mend()


def register(app: Flask) -> None:
    app.cli.add_command(scaled)
