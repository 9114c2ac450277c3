"""The key of a question as people write it in one cell."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from contest.formats.bank_headings import LETTERS, PLACES
from contest.rules.items import Problem
from contest.rules.vietnamese import fold

# Cyrillic and Greek capitals that look like Latin ones.
_LOOKALIKES = str.maketrans("АВСЕНΑΒΕΗ", "ABCEHABEH")
_LABEL = re.compile(
    r"^(đáp án|phương án|đ/a|đa|pa|chọn|câu|ý|answer|option)(\s+(đúng|là|số))*\s*[:.]?\s+", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:\s*(?:[,;/&+\n]|\bvà\b|\band\b)\s*)+|\s+", re.IGNORECASE)
_LETTER_AND_TEXT = re.compile(r"([A-Z])(?:\s*[.):]\s+(.+)|\s*\(([^()]+)\))", re.DOTALL)
_TRUE, _FALSE = {"đ", "đúng", "true", "t"}, {"s", "sai", "false", "f"}


@dataclass(frozen=True)
class Key:
    """`positions` are 0-based columns of the sheet's options; `judged` tells that each statement
    was called true or false. `problem` says why it could not be understood."""

    positions: tuple[int, ...] = ()
    judged: bool = False
    problem: Problem | None = None


def read_key(text: str, options: Sequence[str]) -> Key:
    """The key among the options (all columns, empty ones included), written as letters, numbers,
    the option's own text, or true/false for each statement.

    A bare letter or number is a place; only where there is no such place it is looked for among the
    texts. Where place and text both fit and differ, the key is ambiguous.
    """
    if not text:
        return Key(problem=Problem("missing_key"))
    if (judged := _judgements(text, options)) is not None:
        return Key(judged, judged=True)
    places = _places(text, PLACES[: max(len(LETTERS), len(options))])
    by_place = tuple(sorted(set(places))) if places and all(_there(p, options) for p in places) else ()
    by_text = _by_text(text, options)
    if by_place and by_text and by_place != by_text:
        return Key(problem=Problem("ambiguous_key", "warning", {"written": text[:60]}))
    if by_place or by_text:
        return Key(by_place or by_text)
    if (verdict := _verdict(text, options)) is not None:
        return Key((verdict,))
    if places:
        return Key(problem=Problem("key_outside_options", details={"written": text[:60]}))
    return Key(problem=Problem("key_not_in_options", details={"written": text[:60]}))


def _judgements(text: str, options: Sequence[str]) -> tuple[int, ...] | None:
    words = [word.strip(" .").lower() for word in _BETWEEN.split(text) if word.strip(" .")]
    filled = [n for n, option in enumerate(options) if option]
    if len(words) < 2 or len(words) != len(filled) or not set(words) <= _TRUE | _FALSE:
        return None
    return tuple(place for place, word in zip(filled, words, strict=True) if word in _TRUE)


def _verdict(text: str, options: Sequence[str]) -> int | None:
    """One word for true or false, where exactly that is asked."""
    said = {word in _TRUE: n for n, o in enumerate(options) if (word := _same(o)) in _TRUE | _FALSE}
    word = _same(text)
    whole = len(said) == 2 == sum(map(bool, options))
    return said[word in _TRUE] if whole and word in _TRUE | _FALSE else None


def _there(place: int, options: Sequence[str]) -> bool:
    return 0 <= place < len(options) and bool(options[place])


def _places(text: str, letters: str) -> list[int]:
    """0-based places of letters or numbers; nothing unless all of the text is such."""
    label = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES).strip()
    label = _LABEL.sub("", label)
    words = [word.strip(" .):(") for word in _BETWEEN.split(label)]
    words = [word for word in words if word]
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1 and set(words[0]) <= set(letters):
        words = list(words[0]) if len(set(words[0])) == len(words[0]) else words
    if words and all(len(w) == 1 and w.upper() in letters for w in words):
        return [letters.index(w.upper()) for w in words]
    if words and all(re.fullmatch(r"[0-9]{1,2}", w) for w in words):
        return [int(w) - 1 for w in words]
    if len(words) == 1 and re.fullmatch(r"[A-Za-z]", words[0]):
        return [ord(words[0].upper()) - 65]
    return []


def _by_text(text: str, options: Sequence[str]) -> tuple[int, ...]:
    """Places of the options whose text this is, or whose texts these lines are; diacritics count."""
    wanted = _same(text)
    if found := tuple(n for n, option in enumerate(options) if option and _same(option) == wanted):
        return found[:1]
    if labelled := _LETTER_AND_TEXT.fullmatch(text):
        place = PLACES.index(labelled[1])
        return (place,) if _there(place, options) and _same(options[place]) == _same(labelled[2] or labelled[3]) else ()
    for sign in (r"[\n;|]", ","):
        parts = [_same(part) for part in re.split(sign, text) if part.strip()]
        places = [next((n for n, o in enumerate(options) if o and _same(o) == part), -1) for part in parts]
        if len(parts) > 1 and -1 not in places:
            return tuple(sorted(set(places)))
    return ()


def _same(text: str) -> str:
    """Case and spacing do not matter; a text without any diacritics still does not stand for one with."""
    return " ".join(text.casefold().split()).rstrip(" .") or fold(text)
