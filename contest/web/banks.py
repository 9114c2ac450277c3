"""Question banks: the list, one bank, appraising, writing out."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField
from wtforms.validators import Length, Optional, Regexp

from contest.formats import FORMATS, WRITABLE
from contest.rules.item_types import playable
from contest.rules.items import Level, Status
from contest.rules.permissions import Action, Actor, Subject, can
from contest.rules.refusals import Refused
from contest.services import appraising, bank_files, banks, bulk_actions, exporting
from contest.services.appraising import Outcome
from contest.storage.banks import Bank
from contest.storage.items import ItemFilter
from contest.web.access import now_ms, require, require_login
from contest.web.exports import queue
from contest.web.form_fields import required, show_refusal, whole_numbers
from contest.web.sheets import sheet_response
from contest.web.unit_picking import UnitPickForm
from contest.wording import say

bp = Blueprint("banks", __name__)
LONGEST_SEARCH = 120
# Ids are 32-bit in the database; a larger number in an address is simply nothing.
ID = "int(max=2147483647)"


class BankForm(UnitPickForm):
    code = StringField(validators=[Optional(), Length(max=60), Regexp(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")])
    name = StringField(validators=[required("required"), Length(max=200)])
    note = StringField(validators=[Length(max=500)])

    def validate(self, extra_validators: Any = None) -> bool:
        sound = bool(super().validate(extra_validators))
        if self.code.errors and self.code.data:
            self.code.errors = [say("bad_code", gettext)]
        return sound


class TickedForm(FlaskForm):
    """Carries the CSRF token of the list's buttons."""


def bank_for(action: Action, bank_id: int) -> tuple[Bank, Actor]:
    """The bank, if the person may do this to it; ends the request otherwise."""
    actor = require_login()
    bank = banks.find_bank(bank_id)
    require(action, Subject("bank", unit_id=bank.unit_id))
    return bank, actor


@bp.get("/ban-to-chuc/ngan-hang")
def index() -> str:
    actor = require_login()
    units = banks.units_of_banks(actor)
    if units is not None and not units:
        abort(404)
    makes = actor.is_admin or bool(actor.organises)
    return render_template("banks/index.html", banks=banks.list_banks(actor), makes=makes)


@bp.route("/ban-to-chuc/ngan-hang/moi", methods=["GET", "POST"])
def create() -> str | BaseResponse | tuple[str, int]:
    actor = require_login()
    if not (actor.is_admin or actor.organises):
        abort(403 if banks.units_of_banks(actor) else 404)
    form = BankForm()
    if not form.is_submitted():
        form.show_unit(actor.unit_id if actor.unit_id in actor.organises else min(actor.organises, default=None))
    elif form.validate():
        try:
            return redirect(url_for("banks.show", bank_id=_create(form, actor)))
        except Refused as refusal:
            show_refusal(form, refusal)
    return render_template("banks/new.html", form=form), 422 if form.errors else 200


def _create(form: BankForm, actor: Actor) -> int:
    unit_id = form.picked()
    if unit_id is None:
        raise Refused("required", field="unit_q")
    if not can(actor, Action.MANAGE, Subject("bank", unit_id=unit_id)):
        raise Refused("forbidden", field="unit_q")
    code, name, note = (str(field.data or "").strip() for field in (form.code, form.name, form.note))
    return banks.create_bank(
        code=code, name=name, unit_id=unit_id, now_ms=now_ms(), note=note, actor_id=actor.person_id
    )


@bp.get(f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>")
def show(bank_id: int) -> str:
    bank, actor = bank_for(Action.VIEW, bank_id)
    wanted = _filter()
    page = banks.bank_page(bank.id, wanted, min(max(request.args.get("trang", 1, type=int), 1), 100_000))
    return render_template(
        "banks/show.html",
        page=page,
        wanted=wanted,
        kept=_kept(wanted),
        subject=Subject("bank", unit_id=bank.unit_id),
        levels=list(Level),
        statuses=list(Status),
        form=TickedForm(),
        formats=WRITABLE,
        large=bank_files.is_large(bank.id),
        last=bulk_actions.last(bulk_actions.ON_ITEMS, actor, now_ms(), bank.id),
    )


def _filter() -> ItemFilter:
    words, topic = (request.args.get(name, "")[:LONGEST_SEARCH].replace("\x00", "") for name in ("q", "linh-vuc"))
    level, status = request.args.get("muc-do", ""), request.args.get("trang-thai", "")
    return ItemFilter(words, topic, level if level in set(Level) else "", status if status in set(Status) else "")


def _kept(wanted: ItemFilter) -> dict[str, Any]:
    """The filter as query arguments, for links that keep it."""
    named = {"q": wanted.words, "linh-vuc": wanted.topic, "muc-do": wanted.level, "trang-thai": wanted.status}
    return {name: value for name, value in named.items() if value}


@bp.post(f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/tham-dinh")
def appraise(bank_id: int) -> BaseResponse:
    bank, actor = bank_for(Action.APPRAISE, bank_id)
    outcome = appraising.appraise(bank.id, {item: _seen(item) for item in _ticked()}, actor, now_ms())
    if outcome.done:
        flash(gettext("Đã thẩm định %(n)s câu.", n=len(outcome.done)), "success")
    return _back(bank.id, outcome)


@bp.post(f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/ngung-dung")
def retire(bank_id: int) -> BaseResponse:
    bank, actor = bank_for(Action.MANAGE, bank_id)
    outcome = appraising.retire(bank.id, _ticked(), actor, now_ms())
    if outcome.done:
        flash(gettext("Đã ngừng dùng %(n)s câu.", n=len(outcome.done)), "success")
    return _back(bank.id, outcome)


def _ticked() -> list[int]:
    return whole_numbers(request.form.getlist("item"))


def _seen(item_id: int) -> int | None:
    """The version of the item that the page showed."""
    return next(iter(whole_numbers([request.form.get(f"seen-{item_id}", "")])), None)


def _back(bank_id: int, outcome: Outcome) -> BaseResponse:
    for code, items in outcome.refused.items():
        flash(f"{', '.join(items[:20])}: {say(code, gettext)}", "error")
    for item_id in whole_numbers([request.form.get("back", "")]):
        return redirect(url_for("bank_items.show", bank_id=bank_id, item_id=item_id))
    return redirect(url_for("banks.show", bank_id=bank_id, **_kept(_filter())))


@bp.get(f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/xuat.<format_name>")
def export(bank_id: int, format_name: str) -> BaseResponse:
    bank, _ = bank_for(Action.VIEW, bank_id)
    if bank_files.is_large(bank.id):
        flash(gettext("Ngân hàng lớn được xuất ở nền. Hãy bấm nút của dạng tệp cần tải."), "info")
        return redirect(url_for("banks.show", bank_id=bank.id))
    content = banks.export_bank(bank.id, format_name)
    headers = {"Content-Disposition": f'attachment; filename="{bank_files.bank_file_name(bank.code, format_name)}"'}
    return Response(content, mimetype=FORMATS[format_name].MEDIA_TYPE, headers=headers)


@bp.post(f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/xuat")
def request_export(bank_id: int) -> BaseResponse:
    """Have a large bank written in the background."""
    bank, actor = bank_for(Action.VIEW, bank_id)
    wish = bank_files.whole_bank(bank.id, request.form.get("format", ""))
    exporting.request_file(wish, actor, now_ms(), queue(), bank=bank.id)
    flash(gettext("Đã nhận yêu cầu tạo tệp."), "success")
    return redirect(url_for("exports.index"))


@bp.get("/ban-to-chuc/ngan-hang/mau.xlsx")
def template() -> Response:
    if banks.units_of_banks(require_login()) == frozenset():
        abort(404)
    return sheet_response(banks.empty_template(), "mau-ngan-hang-cau-hoi.xlsx")


@bp.get("/ban-to-chuc/ngan-hang/mau.docx")
def word_template() -> Response:
    if banks.units_of_banks(require_login()) == frozenset():
        abort(404)
    headers = {"Content-Disposition": 'attachment; filename="mau-ngan-hang-cau-hoi.docx"'}
    return Response(banks.word_template(), mimetype=FORMATS["docx"].MEDIA_TYPE, headers=headers)


@bp.app_template_global("playable")
def is_playable(item_type: str) -> bool:
    """Can items of this type be appraised and played?"""
    return playable(item_type)
