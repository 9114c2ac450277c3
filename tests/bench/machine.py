"""What the kernel knows of processor time and memory: ours by process tree, and everybody else's."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


@dataclass(frozen=True)
class _Process:
    parent: int
    seconds: float  # of itself and of the children it has waited for


@dataclass(frozen=True)
class Usage:
    """Between two moments: `cpu` seconds by name of a watched tree; `steal` and `foreign` as shares
    (0..1) of all the processor time the machine has."""

    wall: float
    cpu: dict[str, float]
    steal: float
    foreign: float

    @property
    def noise(self) -> float:
        return self.steal + self.foreign


def _processes() -> dict[int, _Process]:
    found = {}
    for entry in _PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        found[int(entry.name)] = _Process(int(fields[1]), sum(int(f) for f in fields[11:15]) / _TICK)
    return found


def _tree(root: int, processes: dict[int, _Process]) -> set[int]:
    children: dict[int, list[int]] = {}
    for pid, process in processes.items():
        children.setdefault(process.parent, []).append(pid)
    found, waiting = set(), [root]
    while waiting:
        pid = waiting.pop()
        if pid in processes and pid not in found:
            found.add(pid)
            waiting += children.get(pid, ())
    return found


def tree(root: int) -> set[int]:
    """The process and everything below it."""
    return _tree(root, _processes())


def _machine() -> tuple[float, float]:
    """(seconds of processor used by anyone, seconds stolen by the host) since the start of the machine."""
    first = (_PROC / "stat").read_text().split("\n", 1)[0].split()
    user, nice, system, _idle, _wait, irq, softirq, steal = (int(f) / _TICK for f in first[1:9])
    return user + nice + system + irq + softirq, steal


class Watch:
    """Reads the processors once when made and once when stopped. `roots`: name → pid of a tree."""

    def __init__(self, roots: dict[str, int]) -> None:
        self._roots = roots
        self._began = self._read()

    def _read(self) -> tuple[float, dict[str, float], float, float, float]:
        processes = _processes()
        trees = {name: _seconds(_tree(pid, processes), processes) for name, pid in self._roots.items()}
        ours = _seconds(_tree(os.getpid(), processes), processes)
        return time.monotonic(), trees, ours, *_machine()

    def stop(self) -> Usage:
        began, trees, ours, busy, stolen = self._began
        ended, trees_now, ours_now, busy_now, stolen_now = self._read()
        wall = max(ended - began, 1e-6)
        capacity = wall * (os.cpu_count() or 1)
        return Usage(
            wall=wall,
            cpu={name: trees_now[name] - trees[name] for name in trees},
            steal=(stolen_now - stolen) / capacity,
            foreign=max(0.0, (busy_now - busy) - (ours_now - ours)) / capacity,
        )


def _seconds(pids: Iterable[int], processes: dict[int, _Process]) -> float:
    return sum(processes[pid].seconds for pid in pids)


def memory_mib(root: int) -> int:
    """Proportional set size of a tree, MiB: shared pages are counted once."""
    total = 0
    for pid in tree(root):
        try:
            lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024


def described() -> str:
    """One line about the machine for the note."""
    info = (_PROC / "cpuinfo").read_text()
    model = next((li.partition(":")[2].strip() for li in info.splitlines() if li.startswith("model name")), "")
    memory = int((_PROC / "meminfo").read_text().split()[1]) / 2**20
    return f"{os.cpu_count()} vCPU ({model}), {memory:.0f} GiB, {os.uname().sysname} {os.uname().release}"
