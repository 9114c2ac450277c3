"""Correcting one question in the preview: the part of the item's form that is shown there."""

from dataclasses import replace

from contest.formats.reading import Entry
from contest.rules.item_changes import rewritten
from contest.rules.items import Item, LegalBasis
from contest.web.item_form import ItemForm


def start_of(entry: Entry) -> Item:
    """What a person starts from: the question, else what was understood of it, else its source."""
    source = "\n".join(part for part in entry.source if part)
    return entry.item or entry.draft or Item(type="single_choice", stem=source)


def fixed(form: ItemForm, base: Item) -> Item:
    """The item with what was typed; what the preview does not show stays."""
    item = rewritten(
        base,
        type=form.type.data,
        stem=form.stem.data or "",
        **form.answers(),
        topic=form.topic.data or "",
        level=form.level.data or "",
        explanation=form.explanation.data or "",
    )
    document = (form.bases[0].form.document.data or "").strip()
    first = base.legal_basis[0] if base.legal_basis else LegalBasis("")
    if document == first.document:
        return item
    changed = (replace(first, document=document),) if document else ()
    return replace(item, legal_basis=(*changed, *base.legal_basis[1:]))
