"""A table whose headings nobody knows: its first rows, and which column is what."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.formats.bank_headings import FIELDS, LETTERS
from contest.formats.sheets import column_letters
from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.services import import_guessing, import_reading, import_work
from contest.storage.banks import Bank
from contest.storage.people import Upload
from contest.web.access import now_ms, settings
from contest.web.bank_import import queue, upload_for
from contest.web.banks import ID, bank_for
from contest.web.errors import sentence
from contest.web.form_fields import whole_numbers
from contest.wording import label

bp = Blueprint("import_columns", __name__, url_prefix=f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/nhap")
OFFERED = ("stem", *(f"option_{letter}" for letter in LETTERS), "options", "key", "topic", "level", "explanation",
           "document", "code", "type", "note")  # fmt: skip


def _name(field: str) -> str:
    if field.startswith("option_"):
        return gettext("Phương án %(letter)s", letter=field[-1])
    return label("bank_column", field, gettext)


@bp.route(f"/<{ID}:upload_id>/cot", methods=["GET", "POST"])
def explain(bank_id: int, upload_id: int) -> str | Response | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    upload = upload_for(bank.id, upload_id, actor.person_id)
    sheets = import_work.work_of(upload).sheets
    if upload.applied_ms is not None or upload.progress < 100 or not sheets or upload.reading is not None:
        return redirect(url_for("bank_preview.show", bank_id=bank.id, upload_id=upload_id))
    number = next(iter(whole_numbers([request.values.get("trang-tinh", "")])), 0)
    sheet = sheets[number if number < len(sheets) else 0]
    if request.method == "GET":
        return _page(bank, upload, sheets, sheet)
    columns = [(n, field) for n in range(_width(sheet)) if (field := request.form.get(f"column-{n}", "")) in FIELDS]
    heading = next(iter(whole_numbers([request.form.get("heading", "")])), 0)
    try:
        import_work.explain_columns(upload_id, actor.person_id, sheet["name"], heading, columns)
    except Refused as refusal:
        details = {name: _name(value) if name == "column" else value for name, value in refusal.details.items()}
        return _page(bank, upload, sheets, sheet, sentence(Refused(refusal.code, **details))), 422
    limits = import_reading.limits_of(settings())
    import_reading.read_again(upload_id, now_ms(), limits=limits, enqueue=queue("reading"))
    return redirect(url_for("bank_preview.show", bank_id=bank.id, upload_id=upload_id))


def _width(sheet: dict[str, Any]) -> int:
    return max((len(cells) for _, cells in sheet["rows"]), default=0)


def _page(bank: Bank, upload: Upload, sheets: list[dict[str, Any]], sheet: dict[str, Any], refusal: str = "") -> str:
    heading, named = import_guessing.guessed(sheet["rows"])
    if request.method == "POST":
        named = {n: request.form.get(f"column-{n}", "") for n in range(_width(sheet))}
    return render_template(
        "banks/columns.html",
        bank=bank,
        upload=upload,
        sheets=[known["name"] for known in sheets],
        sheet=sheet,
        number=sheets.index(sheet),
        width=_width(sheet),
        letter=column_letters,
        offered=[(field, _name(field)) for field in OFFERED],
        chosen=named,
        guessed=request.method == "GET" and bool(named),
        heading=request.form.get("heading", str(heading)),
        refusal=refusal,
    )
