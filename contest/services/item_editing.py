"""Writing a new item, and rewriting one as a new immutable version."""

from dataclasses import replace

from contest.formats.sheets import clean
from contest.rules.item_json import item_from_json
from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Item, Status
from contest.rules.refusals import Refused
from contest.services.banks import find_bank, find_item
from contest.services.item_writing import Signature, add_items, add_version
from contest.storage import items
from contest.storage.db import commit, session
from contest.storage.people import Person, audit

# The form field that a problem of the content is shown at.
_FIELDS = {"missing_key": "key", "too_many_keys": "key", "key_outside_options": "key"}


def create_item(bank_id: int, item: Item, author_id: int, now_ms: int) -> int:
    """A new draft; its id. Raises Refused: item_code_taken, or the content's first error, by field."""
    find_bank(bank_id)
    item = tidied(item)
    _refuse_faulty(item)
    if item.code and items.item_of_code(bank_id, item.code):
        raise Refused("item_code_taken", field="code")
    item = replace(item, status=Status.DRAFT, author_name=_name(author_id), appraiser_name="")
    row = add_items(bank_id, [(item, Signature(author_id, now_ms))])[0]
    audit(author_id, "item.create", "item", row.id, now_ms, code=row.code)
    commit()
    return row.id


def edit_item(
    bank_id: int, item_id: int, item: Item, *, seen_version: int, author_id: int, now_ms: int, reason: str = ""
) -> None:
    """The next version, written over the one that was seen; an appraised item is a draft again.

    Raises Refused: not_found, version_outdated, item_unchanged, or the content's first error.
    """
    row, version = find_item(bank_id, item_id)
    if row.version_number != seen_version:
        raise Refused("version_outdated")
    item = tidied(item)
    _refuse_faulty(item)
    before = item_from_json(version.content)
    item = replace(item, code=row.code, status=Status.DRAFT, author_name=_name(author_id), appraiser_name="")
    same = replace(before, code=row.code, status=Status.DRAFT, author_name=item.author_name, appraiser_name="")
    if item == same:
        raise Refused("item_unchanged")
    add_version(row, item, Signature(author_id, now_ms, reason=clean(reason)[:300]))
    audit(author_id, "item.edit", "item", row.id, now_ms, version=seen_version + 1, was=row.status)
    commit()


def tidied(item: Item) -> Item:
    """Text as an import would leave it; empty options dropped, the key kept on its options."""
    kept = [n for n, option in enumerate(item.options) if clean(option)]
    whole = len(kept) == len(item.options)
    return replace(
        item,
        code=clean(item.code),
        stem=clean(item.stem),
        options=tuple(clean(item.options[n]) for n in kept),
        key=tuple(kept.index(k) for k in item.key if k in kept),
        weights=item.weights if whole else (),
        feedback=item.feedback if whole else (),
        accepted=tuple(a for text in item.accepted if (a := clean(text))),
        topic=clean(item.topic),
        explanation=clean(item.explanation),
        legal_basis=tuple(replace(b, document=clean(b.document)) for b in item.legal_basis if clean(b.document)),
        enemy_group=clean(item.enemy_group),
        note=clean(item.note),
    )


def _refuse_faulty(item: Item) -> None:
    if not item.stem:
        raise Refused("empty_stem", field="stem")
    for problem in ITEM_TYPES[item.type].problems(item):
        if problem.severity == "error":
            field = _FIELDS.get(problem.code, "options" if item.options or item.type != "short_answer" else "accepted")
            if item.type == "short_answer":
                field = "accepted"
            raise Refused(problem.code, field=field, **problem.details)


def _name(person_id: int) -> str:
    person = session().get(Person, person_id)
    return person.name if person else ""
