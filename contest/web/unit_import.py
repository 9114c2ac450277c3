"""Importing units from a spreadsheet: choose the file, look, write."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.services import unit_importing
from contest.services.unit_importing import UnitReading
from contest.services.uploading import keep_file, kept_file
from contest.web.access import now_ms, require_organiser
from contest.web.form_fields import TableFileForm, show_refusal
from contest.web.sheets import sheet_response, shown_lines

bp = Blueprint("unit_import", __name__)


@bp.route("/ban-to-chuc/don-vi/nhap", methods=["GET", "POST"])
def choose() -> str | Response | tuple[str, int]:
    actor = require_organiser()
    form = TableFileForm()
    if form.validate_on_submit():
        name, content = form.file.data.filename, form.file.data.read()
        try:
            unit_importing.preview(name, content, actor=actor, now_ms=now_ms())
            upload_id = keep_file("units", actor, name, content, now_ms())
            return redirect(url_for("unit_import.preview", upload_id=upload_id))
        except Refused as refusal:
            show_refusal(form, Refused(refusal.code, field="file", **refusal.details))
    return render_template("units/import.html", form=form), 422 if form.errors else 200


def _reading(actor: Actor, upload_id: int) -> tuple[str, UnitReading]:
    kept = kept_file("units", actor, upload_id)
    return kept.file_name, unit_importing.preview(kept.file_name, kept.content, actor=actor, now_ms=now_ms())


@bp.get("/ban-to-chuc/don-vi/nhap/<int:upload_id>")
def preview(upload_id: int) -> str:
    actor = require_organiser()
    file_name, reading = _reading(actor, upload_id)
    page = shown_lines(reading.lines, request.args.get("loai", ""), request.args.get("trang", 1, type=int))
    return render_template(
        "units/preview.html", file_name=file_name, upload_id=upload_id, page=page, counts=reading.counts
    )


@bp.post("/ban-to-chuc/don-vi/nhap/<int:upload_id>")
def write(upload_id: int) -> Response:
    actor = require_organiser()
    kept = kept_file("units", actor, upload_id)
    counts = unit_importing.import_units(kept.file_name, kept.content, actor=actor, now_ms=now_ms()).counts
    flash(
        gettext("Đã ghi %(new)s đơn vị mới, %(changed)s thay đổi; %(invalid)s dòng có lỗi không được ghi.", **counts),
        "success",
    )
    # The preview read again shows what is left: the rows with errors, to download and mend.
    target = url_for("unit_import.preview", upload_id=upload_id) if counts["invalid"] else url_for("units.index")
    return redirect(target)


@bp.get("/ban-to-chuc/don-vi/nhap/<int:upload_id>/loi.xlsx")
def errors(upload_id: int) -> Response:
    actor = require_organiser()
    _, reading = _reading(actor, upload_id)
    return sheet_response(unit_importing.sheet_of_errors(reading), "don-vi-loi.xlsx")


@bp.get("/ban-to-chuc/don-vi/nhap/mau.xlsx")
def template() -> Response:
    require_organiser()
    return sheet_response(unit_importing.template(), "mau-don-vi.xlsx")
