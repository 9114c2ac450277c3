"""A reading as JSON: how it leaves the confined process, and how it waits between preview and import.

The bytes of pictures are kept apart, once each, found by their digest.
"""

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contest.formats.reading import Entry, Reading
from contest.rules.item_json import item_from_json, item_to_json
from contest.rules.items import Picture, Problem
from contest.rules.refusals import Refused

_REFUSED = "refused:"


def reading_to_json(reading: Reading) -> dict[str, Any]:
    return {
        "format": reading.format,
        "problems": [_problem_out(p) for p in reading.problems],
        "hints": [_problem_out(p) for p in reading.hints],
        "entries": [
            {
                "where": entry.where,
                "source": list(entry.source),
                "item": item_to_json(entry.item) if entry.item else None,
                "problems": [_problem_out(p) for p in entry.problems],
                "draft": item_to_json(entry.draft) if entry.draft else None,
                "marks": entry.marks,
            }
            for entry in reading.entries
        ],
    }


def reading_from_json(content: Mapping[str, Any]) -> Reading:
    return Reading(
        content["format"],
        [
            Entry(
                entry["where"],
                tuple(entry["source"]),
                item_from_json(entry["item"]) if entry["item"] else None,
                tuple(_problem_in(p) for p in entry["problems"]),
                item_from_json(entry["draft"]) if entry["draft"] else None,
                tuple(tuple((start, end, signs) for start, end, signs in part) for part in entry.get("marks", ())),
            )
            for entry in content["entries"]
        ],
        tuple(_problem_in(p) for p in content["problems"]),
        tuple(_problem_in(p) for p in content["hints"]),
    )


def pictures_of(reading: Reading) -> dict[str, Picture]:
    """Digest → picture with its bytes, of every question."""
    return {p.sha256: p for entry in reading.entries if entry.item for p in entry.item.pictures if p.content}


def pictures_to_json(pictures: Mapping[str, Picture]) -> dict[str, str]:
    return {sha256: base64.b64encode(picture.content).decode() for sha256, picture in pictures.items()}


def with_pictures(reading: Reading, contents: Mapping[str, bytes]) -> Reading:
    """The reading with the bytes of its pictures back, by digest."""
    return replace(reading, entries=[_filled(entry, contents) for entry in reading.entries])


def _filled(entry: Entry, contents: Mapping[str, bytes]) -> Entry:
    if entry.item is None or not entry.item.pictures:
        return entry
    pictures = tuple(replace(p, content=contents.get(p.sha256, b"")) for p in entry.item.pictures)
    return replace(entry, item=replace(entry.item, pictures=pictures))


def refusal_to_json(refusal: Refused) -> dict[str, Any]:
    return {"code": refusal.code, "details": {name: _value_out(value) for name, value in refusal.details.items()}}


def refusal_from_json(content: Mapping[str, Any]) -> Refused:
    return Refused(content["code"], **{name: _value_in(value) for name, value in content["details"].items()})


def _problem_out(problem: Problem) -> list[Any]:
    return [problem.code, problem.severity, {name: _value_out(value) for name, value in problem.details.items()}]


def _problem_in(content: list[Any]) -> Problem:
    code, severity, details = content
    return Problem(code, severity, {name: _value_in(value) for name, value in details.items()})


def _value_out(value: object) -> object:
    """A detail of a sentence: a number, a text, or the refusal that is its reason."""
    if isinstance(value, Refused):
        return {_REFUSED: refusal_to_json(value)}
    return value if isinstance(value, int | float | str) else str(value)


def _value_in(value: Any) -> Any:
    return refusal_from_json(value[_REFUSED]) if isinstance(value, dict) else value
