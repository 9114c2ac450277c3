"""Items found by their words, in whichever bank."""

from collections.abc import Collection

from sqlalchemy import select

from contest.storage.banks import Bank, ItemRow
from contest.storage.db import session
from contest.storage.searching import holds_words


def items(unit_ids: Collection[int] | None, words: str, limit: int) -> list[tuple[ItemRow, Bank]]:
    """Of the banks of these units (None: of all), by bank and code."""
    query = (
        select(ItemRow, Bank)
        .join(Bank, Bank.id == ItemRow.bank_id)
        .where(holds_words(ItemRow.folded, words))
        .order_by(Bank.name, ItemRow.code)
        .limit(limit)
    )
    if unit_ids is not None:
        query = query.where(Bank.unit_id.in_(unit_ids))
    return [(item, bank) for item, bank in session().execute(query)]
