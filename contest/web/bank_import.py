"""Importing questions: choose a file, look at every question beside its source, mend it, write the chosen ones."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.services import import_errors, import_reading, import_undoing, importing
from contest.services.importing import Preview
from contest.storage.people import Upload
from contest.web.access import now_ms, settings
from contest.web.banks import ID, bank_for
from contest.web.form_fields import TableFileForm, show_refusal
from contest.web.sheets import sheet_response

bp = Blueprint("bank_import", __name__, url_prefix=f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/nhap")


def queue(work: str) -> Callable[[int], object] | None:
    """Where long work ("reading", "writing") goes; None: it is done on the spot."""
    return cast(Callable[[int], object] | None, current_app.extensions.get(f"enqueue_{work}"))


@bp.route("", methods=["GET", "POST"])
def choose(bank_id: int) -> str | BaseResponse | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    form, refused = TableFileForm(), ""
    if form.validate_on_submit():
        name, content = form.file.data.filename, form.file.data.read()
        try:
            upload_id = import_reading.upload(
                bank.id,
                name,
                content,
                actor.person_id,
                now_ms(),
                limits=import_reading.limits_of(settings()),
                enqueue=queue("reading"),
            )
            return redirect(url_for("bank_preview.show", bank_id=bank.id, upload_id=upload_id))
        except Refused as refusal:
            show_refusal(form, Refused(refusal.code, field="file", **refusal.details))
            refused = name
    waiting = import_reading.waiting_here(bank.id, actor.person_id)
    page = render_template("banks/import.html", bank=bank, form=form, refused=refused, waiting=waiting)
    return page, 422 if form.errors else 200


def upload_for(bank_id: int, upload_id: int, person_id: int) -> Upload:
    """Their own upload into this bank; ends the request otherwise."""
    upload = import_reading.own_upload(upload_id, person_id)
    if upload.target_id != bank_id:
        abort(404)
    return upload


def preview_for(bank_id: int, upload_id: int, person_id: int) -> Preview:
    upload_for(bank_id, upload_id, person_id)
    return importing.preview(upload_id, person_id)


@bp.get(f"/<{ID}:upload_id>/tien-do")
def progress(bank_id: int, upload_id: int) -> Response:
    """How far the reading is, for the waiting page."""
    bank, actor = bank_for(Action.WRITE, bank_id)
    done = upload_for(bank.id, upload_id, actor.person_id).progress
    return jsonify(progress=done, waiting=done < 100)


@bp.get(f"/<{ID}:upload_id>/ket-qua")
def result(bank_id: int, upload_id: int) -> str | BaseResponse:
    bank, actor = bank_for(Action.WRITE, bank_id)
    upload = upload_for(bank.id, upload_id, actor.person_id)
    if upload.applied_ms is None:
        return redirect(url_for("bank_preview.show", bank_id=bank.id, upload_id=upload_id))
    used = import_undoing.in_use(upload_id)
    return render_template(
        "banks/result.html",
        bank=bank,
        upload=upload,
        outcome=upload.outcome,
        used=used,
        organises=bool(actor.organises),
    )


@bp.get(f"/<{ID}:upload_id>/loi.xlsx")
def errors(bank_id: int, upload_id: int) -> Response:
    bank, actor = bank_for(Action.WRITE, bank_id)
    upload_for(bank.id, upload_id, actor.person_id)
    content = import_errors.invalid_rows(upload_id, actor.person_id, gettext)
    return sheet_response(content, "dong-loi.xlsx")
