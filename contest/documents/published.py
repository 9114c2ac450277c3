"""What documents are made from: one publication with the names of its contest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from contest.rules.publications import Entry, Line
from contest.wording import label, say

_VIETNAM = timedelta(hours=7)


@dataclass(frozen=True)
class Published:
    """`organiser` is the name of the organising unit, `divisions` code → name."""

    contest: str
    round: str
    organiser: str
    number: int
    kind: str
    at_ms: int
    digest: str
    entries: tuple[Entry, ...]
    divisions: Mapping[str, str] = field(default_factory=dict)

    def lines(self, kind: Line) -> list[Entry]:
        return [e for e in self.entries if e.kind == kind]

    @property
    def at(self) -> datetime:
        """When it was announced, in Vietnam."""
        return (datetime.fromtimestamp(self.at_ms / 1000, UTC) + _VIETNAM).replace(tzinfo=None)

    @property
    def source(self) -> str:
        """The line that says which publication every figure comes from."""
        kind = label("publication", self.kind).lower()
        at = self.at.strftime("%H:%M ngày %d/%m/%Y")
        return say("document_source", number=self.number, kind=kind, at=at, digest=self.digest[:16])


def minutes(ms: int) -> str:
    """Time taken as m:ss,mmm, to the millisecond that decides ties."""
    whole, rest = divmod(ms, 60_000)
    return f"{whole}:{rest // 1000:02d},{rest % 1000:03d}"


def decimal(hundredths: int | None) -> str:
    """1950 → 19,5."""
    if hundredths is None:
        return "–"
    whole, part = divmod(hundredths, 100)
    return f"{whole},{part:02d}".rstrip("0").rstrip(",") if part else str(whole)
