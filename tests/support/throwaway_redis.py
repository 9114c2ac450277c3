"""A real Redis for the length of some tests: own folder, own port, nothing kept."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from contest.cli.postgres import free_port
from tests.faults.stack import until


@dataclass
class Running:
    url: str
    process: "subprocess.Popen[bytes]"

    def answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def server(folder: Path) -> Iterator[Running]:
    """Skips where it is not installed."""
    if not shutil.which("redis-server"):
        pytest.skip("Redis is not installed")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--logfile", "redis.log"]
    made = Running(f"redis://127.0.0.1:{port}/0", subprocess.Popen(command, cwd=folder))
    try:
        until(made.answers)
        yield made
    finally:
        made.kill()
