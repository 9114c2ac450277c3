"""Every sentence the program itself says, as translatable Vietnamese.

Usable without a request: the command line, the formats and the documents speak too. One module
per part of the program, each with a `SENTENCES` dict (code → sentence with %(name)s places) and a
`LABELS` dict ((enumeration, value) → label). The web layer passes `translate=gettext`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from contest.wording import (
    bank_files,
    banks,
    boards,
    bulk,
    contests,
    demo,
    desk,
    importing,
    kiosks,
    notices,
    paper,
    people,
    playing,
    practice,
    results,
    shared,
    units,
    verifying,
    word_files,
)

_PARTS = (
    shared,
    people,
    bulk,
    units,
    banks,
    bank_files,
    importing,
    contests,
    playing,
    practice,
    boards,
    results,
    demo,
    desk,
    kiosks,
    notices,
    paper,
    word_files,
    verifying,
)
K = TypeVar("K")


def merged(parts: Iterable[Mapping[K, str]]) -> dict[K, str]:
    """All parts as one. Raises ValueError where two say the same key: one would be silently unsaid."""
    found: dict[K, str] = {}
    for part in parts:
        if twice := found.keys() & part.keys():
            raise ValueError(f"worded twice: {sorted(map(str, twice))}")
        found |= part
    return found


SENTENCES: dict[str, str] = merged(part.SENTENCES for part in _PARTS)
LABELS: dict[tuple[str, str], str] = merged(part.LABELS for part in _PARTS)


def _as_written(text: str) -> str:
    return text


def say(code: str, translate: Callable[[str], str] = _as_written, **details: Any) -> str:
    """The sentence for a refusal or problem code, its places filled."""
    return translate(SENTENCES[code]) % details


def label(enumeration: str, value: str, translate: Callable[[str], str] = _as_written) -> str:
    """What a person reads for one value of an enumeration, for example label("level", "easy")."""
    return translate(LABELS[enumeration, str(value)]) if value else ""
