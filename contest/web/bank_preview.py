"""The preview of an import: every question beside its source, ticks, corrections, what is set for many."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.formats.reading import place_of
from contest.formats.reading_json import refusal_from_json
from contest.formats.telling import told
from contest.rules.item_lines import Fate, ItemLine
from contest.rules.item_types.choice import LETTERS
from contest.rules.items import Item, Level
from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.services import banks, import_lines, import_undoing, import_work, import_writing
from contest.services.importing import Preview
from contest.storage.banks import Bank
from contest.web.access import now_ms
from contest.web.bank_import import preview_for, queue, upload_for
from contest.web.banks import ID, bank_for
from contest.web.errors import sentence
from contest.web.form_fields import whole_numbers
from contest.web.import_fixing import fixed, start_of
from contest.web.item_form import ItemForm

bp = Blueprint("bank_preview", __name__, url_prefix=f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/nhap")
PER_PAGE = 50
_ON_THE_WHOLE = {"write", "set", "tick", "untick", "save", "restore"}
FILTERS = ("doubtful", "faulty", "changed", "left_out")


@dataclass(frozen=True)
class _View:
    """Which lines of the preview are looked at."""

    filter: str
    page: int
    fixing: int | None

    def arguments(self, **changes: Any) -> dict[str, Any]:
        named = {"xem": self.filter, "trang": self.page if self.page > 1 else None, "sua": self.fixing}
        return {name: value for name, value in (named | changes).items() if value not in ("", None)}


def _view() -> _View:
    chosen = request.args.get("xem", "")
    fixing = whole_numbers([request.args.get("sua", "")])
    pages = whole_numbers([request.args.get("trang", "")])
    return _View(chosen if chosen in FILTERS else "", max(1, *pages, 1), fixing[0] if fixing else None)


def _of_filter(found: Preview, name: str) -> list[ItemLine]:
    faulty = {Fate.INVALID, Fate.REPEATED}
    if name == "faulty":
        return [line for line in found.lines if line.fate in faulty]
    if name == "doubtful":
        return [line for line in found.lines if line.fate not in faulty and found.doubtful(line)]
    if name == "changed":
        return [line for line in found.lines if line.fate is Fate.CHANGED]
    if name == "left_out":
        return [line for line in found.lines if line.writable and line.position in found.work.left_out]
    return found.lines


@bp.get(f"/<{ID}:upload_id>")
def show(bank_id: int, upload_id: int) -> str | Response | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    upload = upload_for(bank.id, upload_id, actor.person_id)
    if upload.applied_ms is not None:
        return redirect(url_for("bank_import.result", bank_id=bank.id, upload_id=upload_id))
    if upload.progress < 100:
        return render_template("banks/at_work.html", bank=bank, upload=upload, writing=upload.work.get("writing"))
    try:
        found = preview_for(bank.id, upload_id, actor.person_id)
    except Refused as refusal:
        if refusal.code == "columns_unknown":
            return redirect(url_for("import_columns.explain", bank_id=bank.id, upload_id=upload_id))
        return render_template("banks/unread.html", bank=bank, upload=upload, reason=sentence(refusal)), 422
    broken_off = sentence(refusal_from_json(found.work.refused)) if found.work.refused else ""
    return _page(bank, found, _view(), refusal=broken_off)


def _page(bank: Bank, found: Preview, view: _View, form: ItemForm | None = None, refusal: str = "") -> str:
    lines = _of_filter(found, view.filter)
    pages = max(1, -(-len(lines) // PER_PAGE))
    page = min(view.page, pages)
    shown = import_lines.with_doubts(lines[(page - 1) * PER_PAGE : page * PER_PAGE], now_ms())
    fixing = next((line for line in shown if line.position == view.fixing), None)
    if fixing and form is None:
        start = start_of(found.reading.entries[fixing.position])
        form = ItemForm(start.type, formdata=None)
        form.show(start)
    return render_template(
        "banks/preview.html",
        bank=bank,
        found=found,
        shown=shown,
        view=view,
        page=page,
        pages=pages,
        listed=len(lines),
        earlier=import_undoing.same_file(bank.id, found.upload.sha256),
        filters={name: len(_of_filter(found, name)) for name in FILTERS},
        form=form,
        letters=LETTERS,
        levels=list(Level),
        topics=sorted({*banks.topics_of(bank.id), *(line.item.topic for line in found.lines if line.item)} - {""}),
        file_remarks=[told(p, gettext) for p in (*found.reading.problems, *found.reading.hints)],
        refusal=refusal,
        tell=lambda problem: told(problem, gettext),
        place_of=place_of,
    )


@bp.post(f"/<{ID}:upload_id>")
def act(bank_id: int, upload_id: int) -> str | Response | tuple[str, int]:
    """Every button of the preview: the ticks of the page are remembered, then it is done."""
    bank, actor = bank_for(Action.WRITE, bank_id)
    upload_for(bank.id, upload_id, actor.person_id)
    deed, _, wanted = request.form.get("do", "").partition(":")
    number = next(iter(whole_numbers([wanted])), None)
    shown, ticked = (whole_numbers(request.form.getlist(name)) for name in ("shown", "line"))
    view = _view()
    try:
        import_work.leave_out(upload_id, actor.person_id, shown, ticked)
        # To turn a page needs no look at the whole file.
        found = preview_for(bank.id, upload_id, actor.person_id) if deed in _ON_THE_WHOLE else None
        if found and deed == "write":
            import_writing.write(found, actor.person_id, now_ms(), queue("writing"))
            return redirect(url_for("bank_import.result", bank_id=bank.id, upload_id=upload_id))
        if found and deed == "set":
            count = _set(found, set(ticked), actor.person_id)
            flash(gettext("Đã đặt cho %(count)s câu.", count=count), "success")
        elif found and deed in ("tick", "untick"):
            listed = [line.position for line in _of_filter(found, view.filter) if line.writable]
            import_work.leave_out(upload_id, actor.person_id, listed, listed if deed == "tick" else ())
        elif found and number is not None and number < len(found.lines):
            return _mended(bank, found, number, deed, actor.person_id, view)
    except Refused as refusal:
        if refusal.code in {"nothing_ticked", "nothing_to_set"}:
            again = preview_for(bank.id, upload_id, actor.person_id)
            return _page(bank, again, view, refusal=sentence(refusal)), 422
        raise
    changes: dict[str, Any] = {"fix": {"sua": number}, "page": {"trang": number, "sua": None}}.get(deed, {})
    if deed == "show":
        changes = {"xem": wanted, "trang": None, "sua": None}
    anchor = f"q-{number}" if deed == "fix" else None
    return redirect(
        url_for("bank_preview.show", bank_id=bank.id, upload_id=upload_id, _anchor=anchor, **view.arguments(**changes))
    )


def _set(found: Preview, ticked: set[int], person_id: int) -> int:
    """Topic, level and legal basis for the ticked questions of the page, or for all that are chosen."""
    if request.form.get("set_all"):
        ticked = set(found.chosen)
    level = request.form.get("set_level", "")
    items: dict[int, Item] = {n: line.item for n, line in enumerate(found.lines) if line.item and n in ticked}
    import_work.set_for_many(
        found.upload.id,
        person_id,
        items,
        topic=request.form.get("set_topic", "")[:120],
        level=level if level in set(Level) else "",
        document=request.form.get("set_document", "")[:1000],
    )
    return len(items)


def _mended(
    bank: Bank, found: Preview, number: int, deed: str, person_id: int, view: _View
) -> str | Response | tuple[str, int]:
    if deed == "restore":
        import_work.restore(found.upload.id, person_id, number)
    else:
        base = start_of(found.reading.entries[number])
        form = ItemForm(base.type)
        if not form.validate():
            return _page(bank, found, view, form), 422
        import_work.correct(found.upload.id, person_id, number, fixed(form, base))
    arguments = view.arguments(sua=None)
    return redirect(
        url_for("bank_preview.show", bank_id=bank.id, upload_id=found.upload.id, _anchor=f"q-{number}", **arguments)
    )
