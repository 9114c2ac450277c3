"""Study material beside the topics of contests: links, texts, PDF files."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contest.rules.refusals import Refused
from contest.rules.study_material import is_pdf
from contest.rules.vietnamese import text_key
from contest.storage import contests, study_files

_KEPT_MS = 24 * 3_600_000  # what no contest names any more
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Brought:
    """A file that comes with a material."""

    name: str
    content: bytes


def with_files(
    materials: Sequence[Mapping[str, Any]], brought: Mapping[int, Brought], now_ms: int
) -> list[dict[str, Any]]:
    """The materials as they are stored: those with a file carry its digest ("pdf") and size in bytes
    ("pdf_size"). `brought`: place in the list → new file. Does not commit.

    Raises Refused: not_a_pdf, lost_pdf.
    """
    named = [dict(material) for material in materials]
    for place, file in brought.items():
        if not is_pdf(file.content):
            raise Refused("not_a_pdf", field="materials")
        digest = hashlib.sha256(file.content).hexdigest()
        study_files.bring(digest, file.name[-_LONGEST_NAME:], file.content, now_ms)
        named[place]["pdf"] = digest
    sizes = study_files.sizes({material["pdf"] for material in named if material.get("pdf")})
    for material in named:
        if material.get("pdf"):
            if material["pdf"] not in sizes:
                raise Refused("lost_pdf", field="materials")
            material["pdf_size"] = sizes[material["pdf"]]
    study_files.drop_unnamed(now_ms - _KEPT_MS)
    return named


def file(sha256: str) -> tuple[str, bytes]:
    """(name, bytes). Raises Refused("not_found")."""
    found = study_files.find(sha256)
    if found is None:
        raise Refused("not_found")
    return found


def by_topic(materials: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Topic → its materials; topics by name, what belongs to none last."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for material in materials:
        found.setdefault(material["topic"], []).append(material)
    return {topic: found[topic] for topic in sorted(found, key=lambda topic: (not topic, text_key(topic)))}


def of_announced_contests() -> dict[str, list[Mapping[str, Any]]]:
    """The material of every announced contest by topic, that of the newest first; each but once."""
    found: list[Mapping[str, Any]] = []
    for contest in contests.announced_contests():
        found.extend(material for material in contest.materials if material not in found)
    return by_topic(found)
