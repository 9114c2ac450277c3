"""Formatting and signs by which people mark the right options."""

import re
from dataclasses import dataclass, replace

from contest.formats.word.lines import Line
from contest.formats.word.looks import Look
from contest.formats.word.plain import plain

_WHOLE = 0.8  # of an option's letters must carry a mark
_SIGNS = "✓✔☑✅√"
_SAID_RIGHT = re.compile(
    r"\s+[(\[{]\s*(?:dung|dap an dung|dap an|phuong an dung|correct|correct answer|chinh xac|\*)\s*[)\]}]\s*[.]?\s*$"
    r"|\s+\([D]\)\s*[.]?\s*$|\s+\[[xX]\]\s*$",
    re.IGNORECASE,
)
_JUDGEMENT = re.compile(
    r"\s*(?:[(\[]\s*(dung|sai|[DSTF]|true|false)\s*[)\]]|[-–:=>→]+\s*(dung|sai|true|false|[DS]))\s*[.]?\s*$",
    re.IGNORECASE,
)
_FEATURES = ("bold", "underline", "red", "highlight", "shade", "colour", "strike")
_LAST_RESORT = "italic"


@dataclass(frozen=True)
class Option:
    """One option: its label (empty where there is none) and its text, with looks; `signed` tells
    that a sign marks it right; `judged` is what it is called in so many words (a statement's Đ/S)."""

    label: Line
    text: Line
    signed: bool = False
    judged: bool | None = None


@dataclass(frozen=True)
class Evidence:
    """What one mark says: the options (by place) that carry it."""

    source: str
    places: tuple[int, ...]


def signs_read(option: Option, *, statement: bool) -> Option:
    """The option without the signs that mark it: *, ✓, "(đúng)"; of a statement also "(Đ)", "(S)"."""
    line = option.text
    bare = plain(line.text)
    if statement and (found := _JUDGEMENT.search(bare)):
        true = (found[1] or found[2])[0].upper() in "DT"
        return replace(option, text=line.part(0, found.start()), judged=true)
    start, end, signed = 0, len(bare), option.signed
    if found := _SAID_RIGHT.search(bare):
        end, signed = found.start(), True
    while start < end and (bare[start] in _SIGNS or (bare[start] == "*" and not _starred_inside(bare))):
        start, signed = start + 1, True
    while end > start and (bare[end - 1] in _SIGNS + " \t\ufe0f" or (bare[end - 1] == "*" and bare.count("*") == 1)):
        end, signed = end - 1, signed or bare[end - 1] not in " \t"
    if not bare[start:end].strip():  # the sign is all there is: an option such as "*"
        return option
    return replace(option, text=line.part(start, end), signed=signed)


def _starred_inside(bare: str) -> bool:
    return bare.count("*") > 1


def evidence_of(options: list[Option]) -> list[Evidence]:
    """Every mark that sets some options apart from the others."""
    found = []
    if signed := tuple(n for n, option in enumerate(options) if option.signed):
        found.append(Evidence("sign", signed))
    for feature in _FEATURES:
        found += _separating(feature, options)
    struck = [e for e in found if e.source == "strike"]
    found = [e for e in found if e.source != "strike"]
    if struck and len(struck[0].places) == len(options) - 1:  # all but one are crossed out
        left = tuple(n for n in range(len(options)) if n not in struck[0].places)
        found.append(Evidence("left_standing", left))
    return found or _separating(_LAST_RESORT, options)


def struck_out(options: list[Option]) -> tuple[int, ...]:
    """Options that are crossed out."""
    return tuple(n for n, option in enumerate(options) if _covered("strike", option.text))


def _separating(feature: str, options: list[Option]) -> list[Evidence]:
    letters = tuple(n for n, option in enumerate(options) if option.label.text and _covered(feature, option.label))
    texts = tuple(n for n, option in enumerate(options) if _covered(feature, option.text))
    if texts and any(option.label.automatic for option in options):
        letters = ()  # the look of an automatic number follows the paragraph's end, which nobody sees
    return [Evidence(feature, places) for places in dict.fromkeys((letters, texts)) if 0 < len(places) < len(options)]


def true_statements(options: list[Option]) -> list[Evidence]:
    """Of a cluster: what marks statements as true. All may be true, so a mark on every letter
    counts where it is no habit of the layout (bold, italics)."""
    found = []
    for feature in ("underline", "red", "highlight", "shade", "colour", "bold"):
        for side in ("label", "text"):
            places = tuple(n for n, option in enumerate(options) if _covered(feature, getattr(option, side)))
            if places and (len(places) < len(options) or feature in {"underline", "highlight"}):
                found.append(Evidence(feature, places))
    return found


def _covered(feature: str, line: Line) -> bool:
    letters = [look for char, look in zip(line.text, line.looks, strict=True) if char.isalnum()]
    letters = letters or [look for char, look in zip(line.text, line.looks, strict=True) if not char.isspace()]
    return bool(letters) and sum(_has(feature, look) for look in letters) >= _WHOLE * len(letters)


def _has(feature: str, look: Look) -> bool:
    if feature == "red":
        return look.colour == "red"
    if feature == "colour":
        return look.colour == "other"
    return bool(getattr(look, feature))
