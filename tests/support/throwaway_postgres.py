"""A real PostgreSQL server for the length of a test run: own folder, own port, no durability."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from contest.cli import postgres
from contest.cli.postgres import binaries

__all__ = ["binaries", "server"]

FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=127.0.0.1",
    "max_connections=200",
)


@contextmanager
def server(*options: str) -> Iterator[str]:
    """Yield a URL ("postgresql://…/postgres"); root hands over to the postgres user, as the server demands."""
    folder = Path(tempfile.mkdtemp(prefix="contest-pg-"))
    postgres.prepare(folder, "--no-sync")
    port = postgres.free_port()
    with (folder / "log").open("wb") as log:
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        command = postgres.command(folder, port, (*FAST, *options))
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    try:
        _wait(url, process, folder / "log")
        yield url
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not answer within 10 s")
