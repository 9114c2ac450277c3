"""All options of a question in one cell, as many sheets have them."""

import re

from contest.formats.bank_headings import PLACES

_LABELLED = r"(?:(?<=\s)|(?<=[;|])|^)[(\[]?{letter}\s*[.):/\]]\s*(?=\S)"
_BETWEEN = ("\n", "|", ";")


def listed_options(text: str) -> list[str]:
    """The options: behind A., B., C. in their order, else one a line, else cut at | or ;. Nothing where it
    cannot be told where one ends."""
    if labelled := _behind_letters(text):
        return labelled
    for sign in _BETWEEN:
        parts = [part.strip(" -•\t") for part in text.split(sign)]
        if len(parts := [part for part in parts if part]) > 1:
            return parts if len(parts) <= len(PLACES) else []
    return []


_FIRST_OF_INSIDE = (
    (re.compile(r"(?<=\n)[ \t]*[(\[]?[Aa]\s*[.):/\]]\s*(?=\S)"), 2),
    (re.compile(r"(?<=\s)[(\[]?[Aa]\s*[.):/\]]\s*(?=\S)"), 3),
)  # and how many options there must be at least


def options_inside(text: str) -> tuple[str, list[str]]:
    """A stem and the options that follow it in the same cell: on lines of their own, else at least A., B. and C.
    in one line. The last A that others follow opens them: an earlier one is somebody's name ("cho ông A. Hỏi …")."""
    for first, fewest in _FIRST_OF_INSIDE:
        for found in reversed(list(first.finditer(text))):
            options = _behind_letters(text[found.start() :])
            if all(options) and len(options) >= fewest:
                return text[: found.start()].strip(), options
    return text, []


def _behind_letters(text: str) -> list[str]:
    for letters in (PLACES, PLACES.lower(), "12345678"):
        starts: list[tuple[int, int]] = []  # of the label, and of the option behind it
        for letter in letters:
            found = re.compile(_LABELLED.format(letter=letter)).search(text, starts[-1][1] if starts else 0)
            if found is None:
                break
            starts.append(found.span())
        if len(starts) > 1 and not text[: starts[0][0]].strip():
            ends = [start for start, _ in starts[1:]] + [len(text)]
            return [text[begin:end].strip(" ;|\n\t") for (_, begin), end in zip(starts, ends, strict=True)]
    return []
