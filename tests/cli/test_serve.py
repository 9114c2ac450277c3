"""The supervisor keeps its children up, says when one ended, and ends them all."""

import os
import select
import subprocess
import sys
import time

import pytest

from contest.cli.serve import Supervisor
from contest.settings import ROOT

SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")
SUPERVISES = """
import sys
from contest.cli.serve import Supervisor
made = Supervisor()
made.start("web server", *sys.argv[1:])
made.watch()
"""
DIES = (sys.executable, "-c", "raise SystemExit(3)")


@pytest.fixture
def supervisor():
    made = Supervisor()
    yield made
    made.end()


def test_a_child_that_was_killed_is_started_again_and_named(supervisor, capfd):
    supervisor.start("job worker", *SLEEPS)
    first = supervisor.children[0].process
    first.kill()
    first.wait()
    supervisor.mend()
    assert supervisor.children[0].process.poll() is None
    assert supervisor.children[0].process.pid != first.pid
    assert "job worker ended with code -9" in capfd.readouterr().err


def test_what_a_killed_child_left_behind_is_killed_too(supervisor, tmp_path):
    line = tmp_path / "line"
    os.mkfifo(line)
    supervisor.start("web server", "sh", "-c", f"exec 3>{line}; rm {line}; sleep 60 & echo began >&3; wait")
    with line.open("rb", buffering=0) as heard:
        assert heard.readline() == b"began\n"
        supervisor.children[0].process.kill()
        supervisor.children[0].process.wait()
        supervisor.mend()
        assert select.select([heard], [], [], 5)[0], "somebody still holds the line"
        assert heard.read() == b""


def test_children_of_a_supervisor_that_was_killed_end_too(tmp_path):
    line = tmp_path / "line"
    os.mkfifo(line)
    child = ("sh", "-c", f"exec 3>{line}; echo began >&3; exec sleep 60")
    killed = subprocess.Popen([sys.executable, "-c", SUPERVISES, *child], cwd=ROOT)
    with line.open("rb", buffering=0) as heard:
        assert heard.readline() == b"began\n"
        killed.kill()
        killed.wait()
        assert select.select([heard], [], [], 5)[0], "the child lives on"
        assert heard.read() == b""


def test_a_child_that_keeps_ending_at_once_is_given_up(supervisor):
    supervisor.start("web server", *DIES)
    assert supervisor.watch() == 1


def test_what_has_worked_is_never_given_up(supervisor):
    supervisor.start("web server", *DIES)
    supervisor.was_ready = True
    for _ in range(5):
        supervisor.children[0].process.wait()
        supervisor.mend()
    assert not supervisor.failed


def test_being_asked_to_stop_ends_every_child_quietly(supervisor):
    supervisor.start("web server", *SLEEPS)
    supervisor.start("job worker", *SLEEPS)
    supervisor.stop()
    started = time.monotonic()
    assert supervisor.watch() == 0
    assert all(child.process.poll() is not None for child in supervisor.children)
    assert time.monotonic() - started < 15
