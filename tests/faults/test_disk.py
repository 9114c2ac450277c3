"""The disk is full: nobody is told that a save was kept which was not, and with room again all go on."""

import os
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults.ledger import Browser, check
from tests.faults.stack import Stack, until


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leave no byte."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


def test_a_full_disk_and_room_again(small_disk):
    stack = Stack(small_disk / "instance")
    stack.folder.mkdir()
    stack.make(4)
    stack.start()
    try:
        browsers = [Browser(stack, ticket) for ticket in stack.open_attempts(stack.people)]
        for browser in browsers:
            browser.save(**{"0": 1})
        with sqlite3.connect(stack.folder / "contest.sqlite3") as own:  # its log keeps no room of its own
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        own.close()
        ballast = fill(small_disk)
        refused = 0
        for n in range(60):
            browser = browsers[n % 4]
            browser.state |= {str(n % 12): n % 4, "11": n % 4}
            status, body = browser.once(
                "PUT", f"/thi/luot/{browser.ticket.attempt_id}/luu", browser.payload(f"day-{n:06}")
            )
            if status == 200:
                browser.revision, browser.acknowledged = body["revision"], dict(browser.state)
            else:
                refused += 1
                assert status >= 500
            fill_again(small_disk)
        assert refused > 0
        os.truncate(ballast, 0)
        for path in small_disk.glob("ballast*"):
            path.unlink()
        until(lambda: len(stack.web_workers()) == 2)
        for browser in browsers:
            browser.save(**{"5": 2})
            browser.submit()
            browser.close()
        check(stack, browsers)
    finally:
        stack.stop()


def fill_again(folder: Path) -> None:
    room = os.statvfs(folder)
    if room.f_bavail * room.f_frsize >= 4096:
        with (folder / f"ballast{time.monotonic_ns()}").open("wb", buffering=0) as file:
            try:
                file.write(b"x" * room.f_bavail * room.f_frsize)
            except OSError:
                return
