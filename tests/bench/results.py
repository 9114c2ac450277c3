"""Figures as they come in, kept on disk after each one, so that an interrupted run loses nothing."""

import json
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from contest.settings import ROOT
from tests.bench import machine


def commit() -> str:
    """The commit that is checked out where this runs."""
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


@dataclass(frozen=True)
class Spread:
    """The runs of one figure: the middle one, the least and the greatest."""

    middle: float
    least: float
    most: float


@dataclass
class Results:
    """`records`: {"part", "figure", "case", "run", "value", …} with whatever else was seen in that run."""

    path: Path
    records: list[dict[str, Any]] = field(default_factory=list)
    commits: dict[str, str] = field(default_factory=dict)

    @classmethod
    def kept_in(cls, path: Path) -> "Results":
        """What an earlier run left there: parts that run again replace their own figures."""
        if not path.exists():
            return cls(path)
        kept = json.loads(path.read_text())
        return cls(path, kept["records"], kept["commits"])

    def begin(self, part: str, case: str = "") -> None:
        """Forget what is known of a part, or of one case of it."""
        self.records = [r for r in self.records if r["part"] != part or (case and r["case"] != case)]
        self.commits[part] = commit()

    def add(self, part: str, figure: str, case: str, value: float, **more: Any) -> None:
        run = sum(r["figure"] == figure and r["case"] == case for r in self.records)
        self.records.append({"part": part, "figure": figure, "case": case, "run": run, "value": value, **more})
        told = ", ".join(f"{k} {v:.4g}" if isinstance(v, float) else f"{k} {v}" for k, v in more.items())
        print(f"{part:9} {case:11} {figure:24} {value:12,.2f}   {told}", flush=True)
        self.keep()

    def keep(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine.described(),
            "commits": self.commits,
            "records": self.records,
        }
        self.path.write_text(json.dumps(kept, indent=1))

    def runs(self, figure: str, case: str) -> list[dict[str, Any]]:
        return [r for r in self.records if r["figure"] == figure and r["case"] == case]

    def spread(self, figure: str, case: str, key: str = "value") -> Spread | None:
        values = [r[key] for r in self.runs(figure, case) if key in r]
        return Spread(median(values), min(values), max(values)) if values else None
