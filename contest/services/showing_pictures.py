"""Pictures of questions: shown one at a time, given back to items that are written out."""

from collections.abc import Iterable
from dataclasses import replace

from contest.rules.items import Item
from contest.rules.refusals import Refused
from contest.storage import pictures

# What a browser may show as a picture and never runs.
SHOWABLE = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}


def picture(sha256: str) -> tuple[str, bytes]:
    """(media type, bytes). Raises Refused("not_found")."""
    found = pictures.find(sha256)
    if found is None or found[0] not in SHOWABLE:
        raise Refused("not_found")
    return found


def filled(items: Iterable[Item]) -> list[Item]:
    """The items with the bytes of their pictures."""
    items = list(items)
    contents = pictures.contents({p.sha256 for item in items for p in item.pictures})
    return [
        replace(item, pictures=tuple(replace(p, content=contents.get(p.sha256, b"")) for p in item.pictures))
        if item.pictures
        else item
        for item in items
    ]
