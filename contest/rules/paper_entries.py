"""Answers on paper, keyed by two people: reading the letters of one question, comparing two keyings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from contest.rules.item_types.choice import LETTERS
from contest.rules.item_types.short_answer import LONGEST_ANSWER
from contest.rules.items import Item
from contest.rules.refusals import Refused
from contest.rules.vietnamese import tidy

_TRUE, _FALSE, _LEFT_OUT = "Đ", "S", "-"
_SAID = {_TRUE: True, "D": True, _FALSE: False, _LEFT_OUT: None}  # D: a keyboard without Vietnamese
_NOTHING = str.maketrans("", "", " ,;./")  # what people type between letters


class SheetState(StrEnum):
    KEYED_ONCE = "keyed_once"
    DIFFERENT = "different"
    AGREED = "agreed"
    COUNTED = "counted"


@dataclass(frozen=True)
class Keying:
    """What one person read on a sheet. `answers`: text by question as `shown` writes it, "" for blank."""

    code: str
    answers: tuple[str, ...]
    prediction: int | None
    finished_ms: int
    minutes: int

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "answers": list(self.answers)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        return cls(**{**value, "answers": tuple(value["answers"])})


@dataclass(frozen=True)
class Difference:
    """Where two keyings differ: a field of `Keying`, or "answer" with the 0-based position."""

    name: str
    first: Any
    second: Any
    position: int | None = None

    @property
    def key(self) -> str:
        """Names it in a form: "code", "minutes", …, "answer-0"."""
        return self.name if self.position is None else f"{self.name}-{self.position}"


def differences(first: Keying, second: Keying) -> list[Difference]:
    """Where they differ, in the order of the sheet; letter case is no difference."""
    found = [
        Difference(name, one, other)
        for name in ("code", "finished_ms", "minutes", "prediction")
        if (one := getattr(first, name)) != (other := getattr(second, name))
    ]
    count = max(len(first.answers), len(second.answers))
    pairs = zip(_padded(first.answers, count), _padded(second.answers, count), strict=True)
    return found + [
        Difference("answer", one, other, n)
        for n, (one, other) in enumerate(pairs)
        if one.casefold() != other.casefold()
    ]


def _padded(answers: Sequence[str], count: int) -> list[str]:
    return [*answers, *[""] * (count - len(answers))]


def response_of(text: str, item: Item, permutation: Sequence[int]) -> Any:
    """What was typed for one question, as the page would have sent it; None for blank. Letters go by
    the order on paper: the n-th is the item's option `permutation[n]`.

    Raises Refused: unread_letter (`letters`), one_letter_only, unread_statements (`count`), unread_words.
    """
    plain = tidy(text)
    if not plain:
        return None
    if not plain.isprintable():
        raise Refused("unread_words", most=LONGEST_ANSWER)
    if item.type == "short_answer":
        if len(plain) > LONGEST_ANSWER:
            raise Refused("unread_words", most=LONGEST_ANSWER)
        return plain
    signs = plain.translate(_NOTHING).upper()
    return _statements(signs, permutation) if item.type == "true_false_cluster" else _chosen(signs, item, permutation)


def _chosen(signs: str, item: Item, permutation: Sequence[int]) -> Any:
    known = LETTERS[: len(permutation)]
    if not signs or not set(signs) <= set(known):
        raise Refused("unread_letter", letters=f"{known[0]}–{known[-1]}")
    chosen = sorted({permutation[known.index(sign)] for sign in signs})
    if item.type == "multiple_choice":
        return chosen
    if len(chosen) > 1:
        raise Refused("one_letter_only")
    return chosen[0]


def _statements(signs: str, permutation: Sequence[int]) -> list[bool | None] | None:
    if len(signs) != len(permutation) or not set(signs) <= set(_SAID):
        raise Refused("unread_statements", count=len(permutation))
    said: list[bool | None] = [None] * len(signs)
    for place, sign in zip(permutation, signs, strict=True):
        said[place] = _SAID[sign]
    return None if all(s is None for s in said) else said


def shown(response: Any, item: Item, permutation: Sequence[int]) -> str:
    """The one way to write a response of `response_of`: letters in the order on paper, or the words."""
    if response is None:
        return ""
    if item.type == "short_answer":
        return str(response)
    if item.type == "true_false_cluster":
        signs = {True: _TRUE, False: _FALSE, None: _LEFT_OUT}
        return "".join(signs[response[place]] for place in permutation)
    chosen = response if isinstance(response, list) else [response]
    return "".join(LETTERS[n] for n, place in enumerate(permutation) if place in chosen)


def state(first: Keying, second: Keying | None, *, agreed: bool, counted: bool) -> SheetState:
    """Where a sheet stands; `agreed` also when a person resolved what differed."""
    if counted:
        return SheetState.COUNTED
    if agreed:
        return SheetState.AGREED
    if second is None:
        return SheetState.KEYED_ONCE
    return SheetState.DIFFERENT if differences(first, second) else SheetState.AGREED


def check_times(
    finished_ms: int, minutes: int, *, opens_ms: int, closes_ms: int, most_minutes: int, now_ms: int
) -> None:
    """Raises Refused: paper_minutes (`most`), paper_outside_window, paper_in_future."""
    if not 1 <= minutes <= most_minutes:
        raise Refused("paper_minutes", field="minutes", most=most_minutes)
    if finished_ms > now_ms:
        raise Refused("paper_in_future", field="finished_ms")
    if finished_ms - minutes * 60_000 < opens_ms or finished_ms > closes_ms:
        raise Refused("paper_outside_window", field="finished_ms")
