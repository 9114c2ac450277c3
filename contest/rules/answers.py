"""What the browser sends while a paper is being answered: read strictly, stored canonically.

Only shape and size are checked here, so that a save needs no paper; whether a response fits its
item is checked when the paper is graded.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contest.rules.refusals import Refused

LARGEST_BYTES = 16 * 1024
MOST_POSITIONS = 1000
LONGEST_TEXT = 500
LONGEST_LIST = 64
LARGEST_NUMBER = 1000
LARGEST_PREDICTION = 1_000_000_000
LARGEST_REVISION = 2**31 - 1
_POSITION = re.compile(r"0|[1-9]\d{0,2}", re.ASCII)
_SAVE_ID = re.compile(r"[A-Za-z0-9_-]{8,40}", re.ASCII)


@dataclass(frozen=True)
class Answers:
    """The whole answer state of a paper. `responses` and `flagged` go by 0-based position."""

    responses: Mapping[str, Any] = field(default_factory=dict)
    flagged: tuple[int, ...] = ()
    prediction: int | None = None

    def stored(self) -> str:
        """The canonical text: equal states give equal texts."""
        value = {"a": self.responses, "f": self.flagged, "p": self.prediction}
        return json.dumps(value, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_stored(cls, text: str) -> "Answers":
        value = json.loads(text or "{}")
        return cls(value.get("a", {}), tuple(value.get("f", ())), value.get("p"))


def overlay(stored: Answers, before: Answers, mine: Answers) -> Answers:
    """My own changes since `before` laid over what is stored by now, question by question; the rest
    stays as stored. The browser does the same in `static/quiz/state.js`."""
    responses = dict(stored.responses)
    for position in before.responses.keys() | mine.responses.keys():
        response = mine.responses.get(position)
        if response != before.responses.get(position):
            responses[position] = response
    flags = set(before.flagged) ^ set(mine.flagged)
    flagged = (set(stored.flagged) - flags) | (set(mine.flagged) & flags)
    prediction = stored.prediction if mine.prediction == before.prediction else mine.prediction
    given = {p: r for p, r in responses.items() if r is not None}
    return Answers(given, tuple(sorted(flagged)), prediction)


@dataclass(frozen=True)
class SaveRequest:
    """One save: the state, the revision it was based on, and its own name for safe repetition."""

    base: int
    save_id: str
    answers: Answers


def parse(raw: bytes) -> Any:
    """The JSON value of a request body. Raises Refused: answers_too_large, malformed_answers."""
    if len(raw) > LARGEST_BYTES:
        raise Refused("answers_too_large", kilobytes=LARGEST_BYTES // 1024)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused("malformed_answers") from None


def read_save(value: Any) -> SaveRequest:
    """`{"base": revision, "save_id": text, "answers": {"a": …, "f": …, "p": …}}`, parsed.

    Raises Refused("malformed_answers") for anything our page could not have sent.
    """
    if not isinstance(value, dict) or value.keys() != {"base", "save_id", "answers"}:
        raise Refused("malformed_answers")
    base, save_id = value["base"], value["save_id"]
    _demand(type(base) is int and 0 <= base <= LARGEST_REVISION)
    _demand(isinstance(save_id, str) and _SAVE_ID.fullmatch(save_id))
    return SaveRequest(base, save_id, read_answers(value["answers"]))


def read_answers(value: Any) -> Answers:
    """`{"a": {position: response}, "f": [position], "p": number or null}`, parsed; each may be absent."""
    _demand(isinstance(value, dict) and value.keys() <= {"a", "f", "p"})
    responses, flagged, prediction = value.get("a", {}), value.get("f", []), value.get("p")
    _demand(isinstance(responses, dict) and len(responses) <= MOST_POSITIONS)
    _demand(all(_POSITION.fullmatch(p) and _storable(r) for p, r in responses.items()))
    _demand(isinstance(flagged, list) and len(flagged) <= MOST_POSITIONS)
    _demand(all(type(p) is int and 0 <= p < MOST_POSITIONS for p in flagged))
    _demand(prediction is None or (type(prediction) is int and 0 <= prediction <= LARGEST_PREDICTION))
    given = {p: r for p, r in responses.items() if r is not None}
    return Answers(given, tuple(sorted(set(flagged))), prediction)


def _storable(response: Any) -> bool:
    if isinstance(response, list):
        return len(response) <= LONGEST_LIST and all(_scalar(r) for r in response)
    return _scalar(response)


def _scalar(value: Any) -> bool:
    if isinstance(value, str):
        # A lone surrogate cannot be written as UTF-8: no page could show it again.
        return len(value) <= LONGEST_TEXT and not any("\ud800" <= c <= "\udfff" for c in value)
    return value is None or type(value) is bool or (type(value) is int and 0 <= value <= LARGEST_NUMBER)


def _demand(holds: object) -> None:
    if not holds:
        raise Refused("malformed_answers")
