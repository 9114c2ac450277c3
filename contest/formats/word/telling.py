"""Findings of a Word file in words for the details of sentences."""

from string import ascii_uppercase

from contest.formats.word.marks import Evidence
from contest.rules.items import Problem
from contest.wording import label


def letters_said(places: tuple[int, ...]) -> str:
    """A, B … Z, then numbers: a broken question may have any number of options."""
    return ", ".join(ascii_uppercase[place] if place < 26 else str(place + 1) for place in places)


def worded(evidence: Evidence) -> str:
    """ "in đậm: C"."""
    return f"{label('key_source', evidence.source)}: {letters_said(evidence.places)}"


def conflict(evidence: list[Evidence]) -> Problem | None:
    """Two findings that contradict each other, named."""
    for other in evidence[1:]:
        if set(other.places) != set(evidence[0].places):
            return Problem("keys_contradict", details={"first": worded(evidence[0]), "second": worded(other)})
    return None
