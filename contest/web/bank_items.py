"""One item: its page, writing it, rewriting it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.item_types.choice import LETTERS
from contest.rules.permissions import Action, Subject
from contest.rules.refusals import Refused
from contest.services import banks, item_editing
from contest.storage.items import ItemFilter
from contest.web.access import now_ms
from contest.web.banks import ID, TickedForm, bank_for
from contest.web.form_fields import show_refusal
from contest.web.item_form import ItemForm

bp = Blueprint("bank_items", __name__, url_prefix=f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/cau")


@bp.get(f"/<{ID}:item_id>")
def show(bank_id: int, item_id: int) -> str:
    bank, _ = bank_for(Action.VIEW, bank_id)
    page = banks.item_page(bank.id, item_id, now_ms())
    return render_template(
        "banks/item.html",
        page=page,
        letters=LETTERS,
        subject=Subject("bank", unit_id=bank.unit_id),
        appraisal=Subject("item", unit_id=bank.unit_id, author_id=page.writer_id),
        form=TickedForm(),
    )


@bp.route("/moi", methods=["GET", "POST"])
def create(bank_id: int) -> str | Response | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    form = ItemForm()
    if form.validate_on_submit():
        try:
            item_id = item_editing.create_item(bank.id, form.item(), actor.person_id, now_ms())
            flash(gettext("Đã lưu câu hỏi mới ở trạng thái dự thảo."), "success")
            return redirect(url_for("bank_items.show", bank_id=bank.id, item_id=item_id))
        except Refused as refusal:
            show_refusal(form, refusal)
    return _editor(bank.id, form, ""), 422 if form.errors else 200


@bp.route(f"/<{ID}:item_id>/sua", methods=["GET", "POST"])
def edit(bank_id: int, item_id: int) -> str | Response | tuple[str, int]:
    bank, actor = bank_for(Action.WRITE, bank_id)
    page = banks.item_page(bank.id, item_id, now_ms())
    form = ItemForm(page.item.type)
    if not form.is_submitted():
        form.show(page.item)
        form.seen_version.data = str(page.row.version_number)
    elif form.validate():
        try:
            item_editing.edit_item(
                bank.id,
                item_id,
                form.item(page.item),
                seen_version=int(form.seen_version.data or 0),
                author_id=actor.person_id,
                now_ms=now_ms(),
                reason=form.reason.data or "",
            )
            flash(gettext("Đã lưu thành bản mới; câu hỏi trở về dự thảo, chờ thẩm định."), "success")
            return redirect(url_for("bank_items.show", bank_id=bank.id, item_id=item_id))
        except Refused as refusal:
            show_refusal(form, refusal)
    return _editor(bank.id, form, page.row.code, item_id), 422 if form.errors else 200


def _editor(bank_id: int, form: ItemForm, code: str, item_id: int | None = None) -> str:
    page = banks.bank_page(bank_id, ItemFilter(), 1)
    return render_template(
        "banks/edit.html", bank=page.bank, topics=page.topics, form=form, code=code, item_id=item_id, letters=LETTERS
    )
