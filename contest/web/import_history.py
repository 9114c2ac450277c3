"""What was imported into a bank, by whom, from which file; taking an import back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.services import import_undoing
from contest.web.access import now_ms
from contest.web.banks import ID, TickedForm, bank_for
from contest.web.errors import sentence

bp = Blueprint("import_history", __name__, url_prefix=f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/nhap")


@bp.get("/lich-su")
def show(bank_id: int) -> str:
    bank, actor = bank_for(Action.VIEW, bank_id)
    past = import_undoing.history(bank.id, actor)
    return render_template("banks/history.html", bank=bank, past=past, form=TickedForm())


@bp.post(f"/<{ID}:upload_id>/hoan-tac")
def undo(bank_id: int, upload_id: int) -> Response:
    """Back to where the button was: the result page or the history."""
    bank, actor = bank_for(Action.WRITE, bank_id)
    try:
        count = import_undoing.undo(bank.id, upload_id, actor, now_ms())
        flash(gettext("Đã hoàn tác lần nhập: %(count)s câu.", count=count), "success")
    except Refused as refusal:
        if refusal.code in {"not_found", "forbidden"}:
            raise
        flash(sentence(refusal), "error")
    if request.form.get("back") == "result":
        return redirect(url_for("bank_import.result", bank_id=bank.id, upload_id=upload_id))
    return redirect(url_for("import_history.show", bank_id=bank.id))
