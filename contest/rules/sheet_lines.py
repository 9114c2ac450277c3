"""What becomes of each row of an imported list, whatever it lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from contest.rules.items import Problem

Content = TypeVar("Content")


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    INVALID = "invalid"


@dataclass
class Line(Generic[Content]):
    """One row: its number in the sheet, what it says, what it will do.

    `known_id` is the row of ours it speaks of; `changes` maps a field to (before, after) for the
    preview. A line with an error is INVALID and never written; warnings do not stop it.
    """

    number: int
    content: Content
    problems: list[Problem] = field(default_factory=list)
    known_id: int | None = None
    changes: dict[str, tuple[object, object]] = field(default_factory=dict)

    @property
    def invalid(self) -> bool:
        return any(p.severity == "error" for p in self.problems)

    @property
    def fate(self) -> Fate:
        if self.invalid:
            return Fate.INVALID
        if self.known_id is None:
            return Fate.NEW
        return Fate.CHANGED if self.changes else Fate.SAME

    def refuse(self, code: str, **details: object) -> None:
        """Say once what is wrong."""
        problem = Problem(code, details=dict(details))
        if problem not in self.problems:
            self.problems.append(problem)

    def warn(self, code: str, **details: object) -> None:
        self.problems.append(Problem(code, severity="warning", details=details))


def tally(lines: Sequence[Line[Content]]) -> dict[str, int]:
    """How many lines of each fate."""
    counts = {fate.value: 0 for fate in Fate}
    for line in lines:
        counts[line.fate] += 1
    return counts
