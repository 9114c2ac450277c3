"""`python -m tests.bench`: run parts of the bench, keep every figure as it comes, write JSON and tables.

Needs wrk, nginx and PostgreSQL (`tools/install-bench-system`) and a machine with nothing else to do.
"""

import argparse
import json
import shutil
import signal
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from contest.settings import ROOT
from tests.bench import boards, day, files, floors, instances, journeys, logins, machine, report, results, targets
from tests.bench.floors import Load
from tests.bench.instances import Postgres
from tests.bench.results import Results

PARTS = ("floors", "journeys", "boards", "logins", "files", "day")
_PORT = 8130
_CONNECTIONS = 64  # that save
_READERS = 16  # that read pages or take whole attempts: as many as the peers were measured with


@dataclass(frozen=True)
class Sizes:
    """How much of everything; seconds of one wrk run, people, lines."""

    seconds: float
    board_seconds: float
    attempt_seconds: float
    starts: int
    boards: dict[str, tuple[int, ...]]
    closed: dict[str, int]
    units: int
    login_seconds: float
    files: files.Plan
    runs: int
    people: int
    minutes: float
    arriving: float


def _quick() -> Sizes:
    return Sizes(
        seconds=3,
        board_seconds=2,
        attempt_seconds=8,
        starts=3000,
        boards={"postgresql": (1000, 50_000), "sqlite": (1000,)},
        closed={"postgresql": 50_000, "sqlite": 1000},
        units=3500,
        login_seconds=10,
        files=files.Plan(runs=1, lines=10_000, items=1000, questions=100, people=2000),
        runs=2,
        people=500,
        minutes=0.75,
        arriving=20,
    )


def _full() -> Sizes:
    return Sizes(
        seconds=8,
        board_seconds=6,
        attempt_seconds=20,
        starts=6000,
        boards={"postgresql": (1000, 50_000, 1_000_000), "sqlite": (50_000,)},
        closed={"postgresql": 1_000_000, "sqlite": 50_000},
        units=3500,
        login_seconds=30,
        files=files.Plan(runs=3, lines=100_000, items=10_000, questions=600, people=10_000),
        runs=3,
        people=10_000,
        minutes=10,
        arriving=60,
    )


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="the sizes that are promised; without it, smaller ones")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    parser.add_argument("--engine", nargs="+", choices=instances.ENGINES, default=instances.ENGINES)
    parser.add_argument("--sizes", nargs="+", type=int, help="people on the boards, instead of the usual sizes")
    parser.add_argument("--runs", type=int, help="runs of each figure (3 with --full, else 2)")
    parser.add_argument("--seconds", type=float, help="of one measurement")
    parser.add_argument("--day-runs", type=int, help="runs of the day (as --runs; 1 without --full)")
    parser.add_argument("--day-people", type=int, help="how many come on the day")
    parser.add_argument("--day-minutes", type=float, help="how long they write, ± 10 %%")
    parser.add_argument("--day-watchers", type=float, default=0.2, help="share who then watch the board for a minute")
    parser.add_argument("--day-proxied", action="store_true", help="with nginx in front")
    parser.add_argument("--results", type=Path, default=ROOT / "instance" / "bench" / "results.json")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs left in --results")
    parser.add_argument("--json", type=Path, help="write the promised figures there, flat")
    parser.add_argument("--markdown", type=Path, help="write the tables between the marks of this page")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> None:
    asked = _arguments(words)
    signal.signal(signal.SIGTERM, _interrupt)
    if asked.fresh:
        asked.results.unlink(missing_ok=True)
    found = Results.kept_in(asked.results)
    folder = Path(tempfile.mkdtemp(prefix="contest-bench-"))
    broken: list[str] = []
    try:
        with ExitStack() as stack:
            server = stack.enter_context(instances.postgres()) if _needs_postgres(asked) else None
            for part in PARTS:
                if part in asked.only and not _ran(part, asked, folder, server, found):
                    broken.append(part)
    except KeyboardInterrupt:
        print(f"interrupted; what was measured is in {asked.results}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _tell(asked, found)
    if broken:
        raise SystemExit(f"these parts did not come to their end: {', '.join(broken)}")


def _ran(part: str, asked: argparse.Namespace, folder: Path, server: Postgres | None, found: Results) -> bool:
    """Run one part; what breaks it keeps no other part from running."""
    try:
        _run(part, asked, folder, server, found)
    except Exception:
        traceback.print_exc()
        return False
    return True


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _needs_postgres(asked: argparse.Namespace) -> bool:
    return "postgresql" in asked.engine


def _run(part: str, asked: argparse.Namespace, folder: Path, server: Postgres | None, found: Results) -> None:
    sizes = _full() if asked.full else _quick()
    runs, seconds = asked.runs or sizes.runs, asked.seconds or sizes.seconds
    load = Load(_CONNECTIONS, seconds, _PORT)
    glance = Load(_READERS, asked.seconds or sizes.board_seconds, _PORT)
    if part == "floors":
        floors.run(folder, server, load, runs, found)
    elif part == "journeys":
        plan = journeys.Plan(
            load, runs, sizes.starts, at_once=_READERS, attempt_seconds=asked.seconds or sizes.attempt_seconds
        )
        for engine in asked.engine:
            journeys.run(engine, folder, _of(engine, server), plan, found)
    elif part == "boards":
        for engine in asked.engine:
            of_engine = tuple(asked.sizes or sizes.boards[engine])
            closed = max(of_engine) if asked.sizes else sizes.closed[engine]
            boards.run(
                engine, folder, _of(engine, server), boards.Plan(glance, runs, of_engine, sizes.units, closed), found
            )
    elif part == "files":
        for engine in asked.engine:
            files.run(engine, folder, _of(engine, server), sizes.files, found)
    elif server is None:
        print(f"{part}: only on PostgreSQL, left out")
    elif part == "logins":
        logins.run(folder, server, logins.Plan(_PORT, runs, asked.seconds or sizes.login_seconds), found)
    else:
        day.run(folder, server, _day(asked, sizes, runs), found)


def _of(engine: str, server: Postgres | None) -> Postgres | None:
    return server if engine == "postgresql" else None


def _day(asked: argparse.Namespace, sizes: Sizes, runs: int) -> day.Plan:
    minutes = asked.day_minutes or sizes.minutes
    return day.Plan(
        port=_PORT,
        runs=asked.day_runs or (runs if asked.full else 1),
        people=asked.day_people or sizes.people,
        minutes=minutes,
        watchers=asked.day_watchers,
        proxied=asked.day_proxied,
        arriving=min(sizes.arriving, minutes * 60),
        watching=min(60.0, minutes * 60),
    )


def _tell(asked: argparse.Namespace, found: Results) -> None:
    flat = targets.flat(found, results.commit(), datetime.now(UTC).date().isoformat())
    content = report.whole(found, flat, machine.described())
    if asked.json:
        asked.json.write_text(json.dumps(flat, indent=1) + "\n")
    if asked.markdown:
        report.write(asked.markdown, content)
    print(content)
    missing = [t.key for t in targets.TARGETS if t.key not in flat]
    if missing:
        print(f"\nnot measured yet: {', '.join(missing)}")


if __name__ == "__main__":
    main()
