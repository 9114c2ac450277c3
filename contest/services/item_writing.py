"""Writing items into a bank: how every new item and every new version comes to be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from contest.rules.item_json import item_to_json
from contest.rules.items import Item, Status
from contest.rules.refusals import Refused
from contest.rules.similarity import fingerprint
from contest.rules.vietnamese import fold
from contest.storage import imports, items
from contest.storage.banks import ItemRow, ItemVersion
from contest.storage.db import session

_PREFIX = "CH-"


@dataclass(frozen=True)
class Signature:
    """Who answers for a version, when it came in, and what state it is in."""

    writer_id: int | None
    now_ms: int
    status: str = Status.DRAFT
    appraiser_id: int | None = None
    reason: str = ""
    upload_id: int | None = None

    @property
    def state(self) -> dict[str, object]:
        appraised = self.status == Status.APPRAISED
        return {
            "status": str(self.status),
            "appraiser_id": self.appraiser_id if appraised else None,
            "appraised_ms": self.now_ms if appraised else None,
        }


def add_items(bank_id: int, written: Iterable[tuple[Item, Signature]]) -> list[ItemRow]:
    """New items in the order given; those without a code get the next free one. Not committed."""
    written = list(written)
    free = _free_codes(bank_id)
    coded = [(replace(item, code=item.code or next(free)), by) for item, by in written]
    first = imports.next_item_id()
    rows = [
        ItemRow(
            id=first and first + n,
            bank_id=bank_id,
            code=item.code,
            author_id=by.writer_id,
            version_number=1,
            **by.state,
            **copies(item),
        )
        for n, (item, by) in enumerate(coded)
    ]
    session().add_all(rows)
    session().flush()
    session().add_all(_version(row.id, 1, item, by) for row, (item, by) in zip(rows, coded, strict=True))
    session().flush()
    return rows


def add_version(row: ItemRow, item: Item, by: Signature) -> None:
    """The next immutable version of an item, which thereby leaves what it was appraised as. Not
    committed. Raises Refused("version_outdated") if someone else wrote one meanwhile."""
    item, number = replace(item, code=row.code), items.last_number(row.id) + 1
    if not items.advance(
        row.id, row.version_number, version_number=number, author_id=by.writer_id, **by.state, **copies(item)
    ):
        raise Refused("version_outdated")
    session().add(_version(row.id, number, item, by))
    session().flush()


def _version(item_id: int, number: int, item: Item, by: Signature) -> ItemVersion:
    return ItemVersion(
        item_id=item_id,
        number=number,
        content=item_to_json(item),
        written_by_id=by.writer_id,
        written_ms=by.now_ms,
        review_on=item.review_on,
        reason=by.reason,
        upload_id=by.upload_id,
    )


def copies(item: Item) -> dict[str, str]:
    """What the item row repeats of its current version."""
    return {
        "topic": item.topic,
        "level": item.level,
        "type": item.type,
        "enemy_group": item.enemy_group,
        "fingerprint": fingerprint(item),
        "folded": fold(" ".join([item.code, item.stem, *item.options, *item.accepted])),
    }


def _free_codes(bank_id: int) -> Iterator[str]:
    used = [int(m[1]) for code in items.codes_like(bank_id, _PREFIX) if (m := re.fullmatch(r"CH-(\d{1,9})", code))]
    number = max(used, default=0)
    while True:
        number += 1
        yield f"{_PREFIX}{number:04}"
