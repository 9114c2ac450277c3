"""Vietnamese text: one form, a form for searching, and the order of the Vietnamese alphabet."""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tone order of Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


# Characters that print nothing: soft hyphen, zero-width and direction marks, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
_MARKS = re.compile("[\u0300-\u036f]")


def tidy(text: str) -> str:
    """NFC, without invisible characters, runs of white space folded to one space."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """The form to search in and compare by: lower case, no diacritics, đ as d, single spaces."""
    return _MARKS.sub("", unicodedata.normalize("NFD", tidy(text).lower())).replace("đ", "d")


def _letter(char: str) -> tuple[int, int]:
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    place = _ALPHABET.find(base)
    return (100 + place if place >= 0 else min(ord(base[0]), 99), tone)


def word_key(word: str) -> tuple[list[int], list[int]]:
    """Sort key of one word: letters first, tones only between words of the same letters."""
    letters = [_letter(c) for c in unicodedata.normalize("NFC", word).lower()]
    return [place for place, _ in letters], [tone for _, tone in letters]


def text_key(text: str) -> list[tuple[list[int], list[int]]]:
    """Sort key of a phrase (a unit's name), word by word."""
    return [word_key(w) for w in tidy(text).split()]


def name_key(full_name: str) -> list[tuple[list[int], list[int]]]:
    """Sort key of a person's name: given name, then family and middle names, as lists are kept."""
    words = tidy(full_name).split()
    return [word_key(w) for w in words[-1:] + words[:-1]]


def hyphenated(text: str, longest: int) -> str:
    """For addresses and codes: lower-case words without diacritics, joined by hyphens; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:longest].strip("-")
