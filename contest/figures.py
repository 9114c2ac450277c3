"""What the program counts about itself, for monitoring (Prometheus). Over all processes of one `serve`:
each writes into its own files in one folder, and whoever is asked adds them up."""

import atexit
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

# Mapped files: on a full disk whoever writes to one is killed, in memory not.
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made in it is our own
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_BOUNDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

if os.environ.get(FOLDER):  # somebody may have tidied up: no process must die of that
    Path(os.environ[FOLDER]).mkdir(parents=True, exist_ok=True)

_own = CollectorRegistry()
REQUESTS = Counter("contest_requests", "Answers by kind of page and status.", ("route", "status"), registry=_own)
SECONDS = Histogram("contest_request_seconds", "Time to answer.", ("route",), buckets=_BOUNDS, registry=_own)
SAVES = Counter("contest_saves", "Answer states stored.", registry=_own)
REFUSED = Counter("contest_saves_refused", "Saves that were not stored, by status.", ("status",), registry=_own)
STARTS = Counter("contest_starts", "Papers opened, or found open.", registry=_own)
SUBMITS = Counter("contest_submits", "Papers handed in by people.", registry=_own)
JOBS = Counter("contest_jobs", "Background work done, by what became of it.", ("job", "outcome"), registry=_own)
JOB_SECONDS = Counter("contest_job_seconds", "Time background work took.", ("job",), registry=_own)


def prepare(instance: Path) -> None:
    """Empty the folder and hand it to every process started from here on: counting begins at 0.

    It lies in memory where that can be: the files are mapped, and a process that writes into a mapped
    file on a full disk is killed.
    """
    name = hashlib.sha256(str(instance).encode()).hexdigest()[:12]
    folder = _MEMORY / f"contest-metrics-{name}" if os.access(_MEMORY, os.W_OK) else instance / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ[FOLDER] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # memory is not left behind


class Moment(Collector):
    """Figures of this very moment: name → (explanation, value)."""

    def __init__(self, figures: dict[str, tuple[str, float]]) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        for name, (explanation, value) in self._figures.items():
            yield GaugeMetricFamily(name, explanation, value=value)


def exposition(moment: dict[str, tuple[str, float]]) -> bytes:
    """All counters of all processes and the figures of the moment, as Prometheus reads them."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)
    else:
        registry.register(_Ours())
    registry.register(Moment(moment))
    return generate_latest(registry)


class _Ours(Collector):
    """The counters of this process alone, where nobody supervises several."""

    def collect(self) -> Iterable[Metric]:
        return _own.collect()
