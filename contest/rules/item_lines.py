"""What an import would do with each entry of a file, told beside the bank it goes into."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from contest.rules.items import Item, Problem


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REPEATED = "repeated"
    INVALID = "invalid"


@dataclass(frozen=True)
class KnownItem:
    """An item of the bank as an import compares with it."""

    id: int
    code: str
    fingerprint: str
    item: Item


@dataclass(frozen=True)
class ItemLine:
    """`position` counts the file's entries from 0. `alike` names the item it nearly repeats:
    (code, percent), `twin` the earlier line of the file that it nearly repeats: (position, percent)."""

    position: int
    where: dict[str, int | str]
    fate: Fate
    item: Item | None
    source: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    known_id: int | None = None
    alike: tuple[str, int] | None = None
    twin: tuple[int, int] | None = None

    @property
    def writable(self) -> bool:
        return self.fate in {Fate.NEW, Fate.CHANGED}


@dataclass
class KnownItems:
    """The bank's items, found by code, else by fingerprint."""

    items: Sequence[KnownItem]
    by_code: dict[str, KnownItem] = field(init=False)
    by_fingerprint: dict[str, KnownItem] = field(init=False)

    def __post_init__(self) -> None:
        self.by_code = {k.code.casefold(): k for k in self.items}
        self.by_fingerprint = {k.fingerprint: k for k in self.items}

    def find(self, item: Item, mark: str) -> KnownItem | None:
        return (self.by_code.get(item.code.casefold()) if item.code else None) or self.by_fingerprint.get(mark)


def fate_of(item: Item, known: KnownItem | None) -> Fate:
    """New, changed or same, by everything that an author writes (not by who wrote or appraised it)."""
    if known is None:
        return Fate.NEW
    return Fate.SAME if _content(item) == _content(known.item) else Fate.CHANGED


def _content(item: Item) -> Item:
    return replace(item, code="", author_name="", appraiser_name="", status="")
