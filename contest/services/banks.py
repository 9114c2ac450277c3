"""Banks as their people see them: the list, one bank, one item; making a bank; writing it out."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from contest.formats import FORMATS
from contest.rules.days import vietnam_day
from contest.rules.item_checks import checks
from contest.rules.item_json import item_from_json
from contest.rules.items import Item, Level, Problem
from contest.rules.permissions import Actor, Role
from contest.rules.refusals import Refused
from contest.rules.similarity import comparable, nearest
from contest.rules.vietnamese import hyphenated
from contest.services.showing_pictures import filled
from contest.storage import items
from contest.storage.banks import Bank, ItemRow, ItemVersion, bank_by_code
from contest.storage.db import commit, rollback, session
from contest.storage.items import ItemFilter
from contest.storage.people import audit

PER_PAGE = 25


@dataclass(frozen=True)
class ListedItem:
    row: ItemRow
    item: Item
    writer_id: int | None


@dataclass(frozen=True)
class BankPage:
    """One page of a bank's items, with what the whole bank holds. `cells` counts appraised items by
    (topic, level)."""

    bank: Bank
    listed: list[ListedItem]
    found: int
    page: int
    pages: int
    topics: list[str]
    cells: dict[tuple[str, str], int]

    def cell(self, topic: str, level: str) -> int:
        return self.cells.get((topic, level), 0)

    def row_total(self, topic: str) -> int:
        return sum(count for (t, _), count in self.cells.items() if t == topic)

    @property
    def counted_topics(self) -> list[str]:
        return sorted({topic for topic, _ in self.cells})

    @property
    def levels(self) -> list[str]:
        unset = [""] if any(not level for _, level in self.cells) else []
        return [*(level.value for level in Level), *unset]


@dataclass(frozen=True)
class SeenVersion:
    version: ItemVersion
    item: Item
    writer: str


@dataclass(frozen=True)
class ItemPage:
    """An item with all its versions, newest first. `alike` is the nearest other item of the bank:
    (id, code, percent)."""

    bank: Bank
    row: ItemRow
    versions: list[SeenVersion]
    remarks: list[Problem]
    author: str
    appraiser: str
    alike: tuple[int, str, int] | None

    @property
    def item(self) -> Item:
        return self.versions[0].item

    @property
    def writer_id(self) -> int | None:
        return self.versions[0].version.written_by_id


def units_of_banks(actor: Actor) -> frozenset[int] | None:
    """The units whose banks this person works on; None means all."""
    if actor.is_admin:
        return None
    roles = (Role.AUTHOR, Role.APPRAISER, Role.ORGANISER)
    return frozenset[int]().union(*(actor.scopes.get(role, frozenset()) for role in roles))


def list_banks(actor: Actor) -> list[tuple[Bank, int]]:
    """(bank, its items in use) of every bank the person works on."""
    return items.banks_of(units_of_banks(actor))


def find_bank(bank_id: int) -> Bank:
    """Raises Refused("not_found")."""
    bank = session().get(Bank, bank_id)
    if bank is None:
        raise Refused("not_found")
    return bank


def bank_of_code(code: str) -> Bank:
    """Raises Refused("no_such_bank")."""
    bank = bank_by_code(code)
    if bank is None:
        raise Refused("no_such_bank", bank=code)
    return bank


def create_bank(*, code: str, name: str, unit_id: int, now_ms: int, note: str = "", actor_id: int | None = None) -> int:
    """The new bank's id; without a code one is made of the name. Raises Refused("bank_code_taken", field="code")."""
    code = code or _free_code(name)
    if bank_by_code(code):
        raise Refused("bank_code_taken", field="code")
    bank = Bank(code=code, name=name, unit_id=unit_id, note=note, created_ms=now_ms)
    session().add(bank)
    try:
        session().flush()
    except IntegrityError:
        rollback()
        raise Refused("bank_code_taken", field="code") from None
    audit(actor_id, "bank.create", "bank", bank.id, now_ms, code=code)
    commit()
    return bank.id


def _free_code(name: str) -> str:
    base = hyphenated(name, 50) or "ngan-hang"
    code, number = base, 2
    while bank_by_code(code) is not None:
        code, number = f"{base}-{number}", number + 1
    return code


def bank_page(bank_id: int, wanted: ItemFilter, page: int) -> BankPage:
    """Raises Refused("not_found")."""
    bank = find_bank(bank_id)
    found = items.count_items(bank_id, wanted)
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    listed = [
        ListedItem(row, item_from_json(version.content), version.written_by_id)
        for row, version in items.page_of_items(bank_id, wanted, offset=(page - 1) * PER_PAGE, limit=PER_PAGE)
    ]
    return BankPage(bank, listed, found, page, pages, items.topics(bank_id), items.counts_by_cell(bank_id))


def topics_of(bank_id: int) -> list[str]:
    """The topics of the bank's items."""
    return items.topics(bank_id)


def find_item(bank_id: int, item_id: int) -> tuple[ItemRow, ItemVersion]:
    """The item with its current version. Raises Refused("not_found")."""
    found = items.current_of([item_id])
    if not found or found[0][0].bank_id != bank_id:
        raise Refused("not_found")
    return found[0]


def item_page(bank_id: int, item_id: int, now_ms: int) -> ItemPage:
    """Raises Refused("not_found")."""
    row, _ = find_item(bank_id, item_id)
    versions = [SeenVersion(v, item_from_json(v.content), writer) for v, writer in items.versions_of(item_id)]
    names = items.names_of({i for i in (row.author_id, row.appraiser_id) if i})
    current = versions[0].item
    others = [(r, item_from_json(v.content)) for r, v in items.all_current(bank_id) if r.id != item_id]
    likeness = nearest([comparable(current)], [comparable(item) for _, item in others])[0]
    alike = others[likeness.position][0] if likeness else None
    return ItemPage(
        bank=find_bank(bank_id),
        row=row,
        versions=versions,
        remarks=checks(current, vietnam_day(now_ms)),
        author=names.get(row.author_id or 0, current.author_name),
        appraiser=names.get(row.appraiser_id or 0, current.appraiser_name if row.status == "appraised" else ""),
        alike=(alike.id, alike.code, likeness.percent) if alike and likeness else None,
    )


def export_bank(bank_id: int, format_name: str) -> bytes:
    """All items of the bank as a file that imports as the same items. Raises Refused("not_found")."""
    find_bank(bank_id)
    if not hasattr(FORMATS.get(format_name), "write"):
        raise Refused("not_found")
    written: bytes = FORMATS[format_name].write(filled(_as_they_stand(items.all_current(bank_id))))
    return written


def empty_template() -> bytes:
    """The XLSX sheet to fill in: headings only."""
    written: bytes = FORMATS["xlsx"].write([])
    return written


def word_template() -> bytes:
    """The Word document to write over."""
    written: bytes = FORMATS["docx"].template()
    return written


def _as_they_stand(rows: Collection[tuple[ItemRow, ItemVersion]]) -> list[Item]:
    """Items with the state and the people of their rows, which change without a new version."""
    people = {i for row, _ in rows for i in (row.author_id, row.appraiser_id) if i}
    names = items.names_of(people)
    found = []
    for row, version in rows:
        item = item_from_json(version.content)
        appraiser = names.get(row.appraiser_id or 0, item.appraiser_name) if row.status == "appraised" else ""
        author = item.author_name or names.get(row.author_id or 0, "")
        found.append(replace(item, code=row.code, status=row.status, author_name=author, appraiser_name=appraiser))
    return found
