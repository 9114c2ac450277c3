"""Files made by background jobs."""

from collections.abc import Callable
from io import BytesIO
from typing import cast

from flask import Blueprint, current_app, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Action, Actor, Subject
from contest.services import bank_files, exporting, publishing, round_editing, round_papers
from contest.services.exporting import File
from contest.web.access import now_ms, require, require_login, require_staff

bp = Blueprint("exports", __name__)
_LIST = "/ban-to-chuc/tep-xuat"


def queue() -> Callable[[int], object]:
    """Where wishes go: the job queue, or made on the spot where there is none."""

    def at_once(export_id: int) -> None:
        exporting.run_export(export_id, now_ms())

    return cast(Callable[[int], object], current_app.extensions.get("enqueue_export", at_once))


def _id(text: str) -> int:
    """A row's number as both databases can hold it; else ValueError."""
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


def _mine(export_id: int) -> tuple[File, Actor]:
    """A file the visitor may fetch: they asked for it, or organise what it is about."""
    actor = require_login()
    file = exporting.file(export_id)
    if file.kind in bank_files.NEEDED:
        require(bank_files.NEEDED[file.kind], Subject("bank", unit_id=file.unit_id))
    elif file.asked_by_id != actor.person_id or file.kind == round_papers.KIND:  # keys: for those who organise now
        require(Action.MANAGE, Subject("contest", unit_id=file.unit_id))
    return file, actor


@bp.get(_LIST)
def index() -> str:
    return render_template("exports/index.html", files=exporting.list_exports(require_staff()))


@bp.post(_LIST)
def request_file() -> Response:
    """Ask for a file made of one publication."""
    actor = require_login()
    header = publishing.header(request.form.get("publication", 0, type=_id))
    facts = round_editing.round_now(header.round_id)
    require(Action.MANAGE, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    kind = request.form.get("kind", "")
    exporting.request_export(kind, {"publication_id": header.id}, actor, now_ms(), queue())
    flash(gettext("Đã nhận yêu cầu tạo tệp."), "success")
    return redirect(url_for("exports.index"))


@bp.get(f"{_LIST}/<int:export_id>/tien-do")
def progress(export_id: int) -> Response:
    """How far a file is, for the waiting page."""
    file, _ = _mine(export_id)
    return jsonify(progress=file.progress, waiting=file.waiting)


@bp.get(f"{_LIST}/<int:export_id>/tai-ve")
def download(export_id: int) -> Response:
    file, _ = _mine(export_id)
    content = BytesIO(exporting.content(file.id))
    return send_file(content, as_attachment=True, download_name=file.file_name)
