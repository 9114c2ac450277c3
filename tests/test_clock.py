"""Setting the system's clock moves no deadline; all processes of one `serve` agree on the time."""

import os
import subprocess
import sys

import pytest

from contest import clock

SECOND_NS = 1_000_000_000


@pytest.fixture
def system(monkeypatch):
    """A system whose clock can be set; its counter runs on by itself."""

    class System:
        wall = 1_700_000_000 * SECOND_NS
        counter = 5 * SECOND_NS

        def pass_(self, seconds):
            self.wall += seconds * SECOND_NS
            self.counter += seconds * SECOND_NS

    made = System()
    monkeypatch.setattr(clock.time, "time_ns", lambda: made.wall)
    monkeypatch.setattr(clock.time, "monotonic_ns", lambda: made.counter)
    monkeypatch.setattr(clock, "_anchor_ns", 0)
    monkeypatch.setenv("CONTEST_CLOCK_ANCHOR", "")
    clock.fix()
    return made


@pytest.mark.parametrize("step", [3600, -3600])
def test_a_step_of_the_systems_clock_does_not_move_ours(system, step):
    system.pass_(10)
    before = clock.now_ms()
    system.wall += step * SECOND_NS
    system.pass_(1)
    assert clock.now_ms() == before + 1000
    assert clock.set_by_ms() == step * 1000


def test_ours_begins_with_the_systems(system):
    assert clock.now_ms() == system.wall // 1_000_000
    assert clock.set_by_ms() == 0


def test_a_process_that_is_started_later_agrees(monkeypatch):
    monkeypatch.setenv("CONTEST_CLOCK_ANCHOR", "")
    monkeypatch.setattr(clock, "_anchor_ns", clock._anchor_ns)
    clock.fix()
    monkeypatch.setenv("CONTEST_CLOCK_ANCHOR", str(int(os.environ["CONTEST_CLOCK_ANCHOR"]) + 3600 * SECOND_NS))
    code = "from contest import clock; print(clock.set_by_ms())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert abs(int(said) + 3_600_000) < 1000
