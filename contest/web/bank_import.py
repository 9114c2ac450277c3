"""Importing questions: choose a file, look at every row, write the ticked ones, see what became of it."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from contest.formats.reading import place_of
from contest.formats.telling import told
from contest.rules.item_lines import Fate, ItemLine
from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.services import import_errors, importing
from contest.services.importing import Preview
from contest.web.access import now_ms
from contest.web.banks import ID, bank_for
from contest.web.form_fields import TableFileForm, show_refusal, whole_numbers
from contest.web.sheets import sheet_response

bp = Blueprint("bank_import", __name__, url_prefix=f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/nhap")
MOST_SHOWN = 500  # lines of one preview page


@bp.route("", methods=["GET", "POST"])
def choose(bank_id: int) -> str | BaseResponse | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    form = TableFileForm()
    if form.validate_on_submit():
        name, content = form.file.data.filename, form.file.data.read()
        try:
            upload_id = importing.upload(bank.id, name, content, actor.person_id, now_ms())
            return redirect(url_for("bank_import.preview", bank_id=bank.id, upload_id=upload_id))
        except Refused as refusal:
            show_refusal(form, Refused(refusal.code, field="file", **refusal.details))
    return render_template("banks/import.html", bank=bank, form=form), 422 if form.errors else 200


def _preview(bank_id: int, upload_id: int, person_id: int) -> Preview:
    found = importing.preview(upload_id, person_id, now_ms())
    if found.upload.target_id != bank_id:
        abort(404)
    return found


def _shown(lines: list[ItemLine]) -> list[ItemLine]:
    """All lines in the file's order; of very many first the faulty, then the doubtful, then from the top."""
    if len(lines) <= MOST_SHOWN:
        return lines

    def order(line: ItemLine) -> tuple[bool, bool, int]:
        faulty = line.fate in {Fate.INVALID, Fate.REPEATED}
        return not faulty, not (line.problems or line.alike), line.position

    return sorted(lines, key=order)[:MOST_SHOWN]


@bp.get(f"/<{ID}:upload_id>")
def preview(bank_id: int, upload_id: int) -> str | BaseResponse:
    bank, actor = bank_for(Action.WRITE, bank_id)
    found = _preview(bank.id, upload_id, actor.person_id)
    if found.upload.applied_ms is not None:
        return redirect(url_for("bank_import.result", bank_id=bank.id, upload_id=upload_id))
    return _preview_page(bank_id, found)


def _preview_page(bank_id: int, found: Preview, refusal: str = "") -> str:
    bank, _ = bank_for(Action.WRITE, bank_id)
    shown = _shown(found.lines)
    writable = sum(line.writable for line in found.lines)
    return render_template(
        "banks/preview.html",
        bank=bank,
        found=found,
        shown=shown,
        writable=writable,
        unshown=writable - sum(line.writable for line in shown),
        file_remarks=[told(p, gettext) for p in (*found.reading.problems, *found.reading.hints)],
        refusal=refusal,
        tell=lambda problem: told(problem, gettext),
        place_of=place_of,
    )


@bp.post(f"/<{ID}:upload_id>")
def write(bank_id: int, upload_id: int) -> BaseResponse | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    found = _preview(bank.id, upload_id, actor.person_id)
    chosen = set(whole_numbers(request.form.getlist("line")))
    if "unshown" in request.form:
        on_page = {line.position for line in _shown(found.lines)}
        chosen |= {line.position for line in found.lines if line.writable and line.position not in on_page}
    if not chosen:
        return _preview_page(bank_id, found, gettext("Chưa chọn câu nào.")), 422
    importing.apply(upload_id, actor.person_id, chosen, now_ms())
    return redirect(url_for("bank_import.result", bank_id=bank.id, upload_id=upload_id))


@bp.get(f"/<{ID}:upload_id>/ket-qua")
def result(bank_id: int, upload_id: int) -> str | BaseResponse:
    bank, actor = bank_for(Action.WRITE, bank_id)
    found = _preview(bank.id, upload_id, actor.person_id)
    if found.upload.applied_ms is None:
        return redirect(url_for("bank_import.preview", bank_id=bank.id, upload_id=upload_id))
    return render_template("banks/result.html", bank=bank, found=found, outcome=found.upload.outcome)


@bp.get(f"/<{ID}:upload_id>/loi.xlsx")
def errors(bank_id: int, upload_id: int) -> Response:
    bank, actor = bank_for(Action.WRITE, bank_id)
    _preview(bank.id, upload_id, actor.person_id)
    content = import_errors.invalid_rows(upload_id, actor.person_id, now_ms(), gettext)
    return sheet_response(content, "dong-loi.xlsx")
