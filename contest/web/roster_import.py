"""Importing people from a spreadsheet: choose the file, look, write."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.refusals import Refused
from contest.services import rosters
from contest.services.uploading import keep_file, kept_file
from contest.web.access import now_ms, require_organiser
from contest.web.form_fields import TableFileForm, show_refusal, whole_numbers
from contest.web.sheets import sheet_response, shown_lines

bp = Blueprint("roster_import", __name__)


@bp.route("/ban-to-chuc/thi-sinh/nhap", methods=["GET", "POST"])
def choose() -> str | Response | tuple[str, int]:
    actor = require_organiser()
    form = TableFileForm()
    if form.validate_on_submit():
        name, content = form.file.data.filename, form.file.data.read()
        try:
            rosters.preview(name, content, actor=actor)
            upload_id = keep_file("people", actor, name, content, now_ms())
            return redirect(url_for("roster_import.preview", upload_id=upload_id))
        except Refused as refusal:
            show_refusal(form, Refused(refusal.code, field="file", **refusal.details))
    return render_template("people/import.html", form=form), 422 if form.errors else 200


@bp.get("/ban-to-chuc/thi-sinh/nhap/<int:upload_id>")
def preview(upload_id: int) -> str:
    actor = require_organiser()
    kept = kept_file("people", actor, upload_id)
    reading = rosters.preview(kept.file_name, kept.content, actor=actor)
    page = shown_lines(reading.lines, request.args.get("loai", ""), request.args.get("trang", 1, type=int))
    return render_template(
        "people/preview.html",
        file_name=kept.file_name,
        upload_id=upload_id,
        page=page,
        counts=reading.counts,
        unit_names=reading.unit_names,
    )


@bp.post("/ban-to-chuc/thi-sinh/nhap/<int:upload_id>")
def write(upload_id: int) -> Response:
    """Every valid row is written, but for those ticked to be passed over."""
    actor = require_organiser()
    kept = kept_file("people", actor, upload_id)
    skipped = set(whole_numbers(request.form.getlist("bo_qua")))
    reading = rosters.import_roster(kept.file_name, kept.content, actor=actor, now_ms=now_ms(), skipped=skipped)
    flash(
        gettext(
            "Đã ghi %(written)s dòng; %(invalid)s dòng có lỗi không được ghi.",
            written=len(rosters.written_lines(reading, skipped)),
            invalid=reading.counts["invalid"],
        ),
        "success",
    )
    if reading.counts["invalid"]:
        return redirect(url_for("roster_import.preview", upload_id=upload_id))
    return redirect(url_for("slips.choose"))


@bp.get("/ban-to-chuc/thi-sinh/nhap/<int:upload_id>/loi.xlsx")
def errors(upload_id: int) -> Response:
    actor = require_organiser()
    kept = kept_file("people", actor, upload_id)
    reading = rosters.preview(kept.file_name, kept.content, actor=actor)
    return sheet_response(rosters.sheet_of_errors(reading), "thi-sinh-loi.xlsx")


@bp.get("/ban-to-chuc/thi-sinh/nhap/mau.xlsx")
def template() -> Response:
    require_organiser()
    return sheet_response(rosters.template(), "mau-thi-sinh.xlsx")
