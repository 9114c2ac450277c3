"""What a publication says, as values, and the digest that fixes it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How final a publication is."""

    PROVISIONAL = "provisional"
    OFFICIAL = "official"


class Line(StrEnum):
    """What one entry of a publication is about."""

    PERSON = "person"
    UNIT = "unit"
    AWARD = "award"
    EXCLUSION = "exclusion"


@dataclass(frozen=True)
class Entry:
    """One line of a publication, with names as they were.

    `division` is the code of a bảng thi, or the group a unit is ranked in. `data` by kind:

    * person: score, correct, elapsed_ms, finished_ms, attempts, prediction, prediction_error, position;
    * unit: entrants, headcount, rate, mean, points (all in hundredths), threshold, not_ranked;
    * award: what its person or unit has, and prize, rank (of the prize in its table), amount, tied,
      contested, seats, twice (rounds that commended the person before);
    * exclusion: reason, details.
    """

    kind: str
    name: str
    division: str = ""
    place: int | None = None
    person_id: int | None = None
    unit_id: int | None = None
    unit_name: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def digest(rules: Mapping[str, Any], figures: Mapping[str, Any], entries: Iterable[Entry]) -> str:
    """SHA-256 over the canonical JSON of rules, figures and every entry in its order."""
    lines = [[e.kind, e.name, e.division, e.place, e.person_id, e.unit_id, e.unit_name, dict(e.data)] for e in entries]
    whole = {"rules": rules, "figures": figures, "entries": lines}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
