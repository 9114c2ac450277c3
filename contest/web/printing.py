"""Exam papers to be printed: the same questions under several codes, with the sheet of keys, as one ZIP."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField
from wtforms.validators import Length

from contest.rules.days import vietnam_day
from contest.rules.items import Level
from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.rules.rulesets import BlueprintCell
from contest.services import bank_files, banks, exporting
from contest.services.exam_papers import check_stock
from contest.storage.items import ItemFilter
from contest.web.access import now_ms
from contest.web.banks import ID, bank_for
from contest.web.exports import queue
from contest.web.form_fields import CountField, required, show_refusal

bp = Blueprint("printing", __name__)
MOST_QUESTIONS, MOST_CODES = 200, 24


class PapersForm(FlaskForm):
    """Questions by number, or by topic and level in the fields `cell-<topic>-<level>` beside it."""

    count = CountField()
    codes = CountField(validators=[required("required")])
    seed = StringField(validators=[required("required"), Length(max=60)])


@bp.route(f"/ban-to-chuc/ngan-hang/<{ID}:bank_id>/de-thi", methods=["GET", "POST"])
def papers(bank_id: int) -> str | BaseResponse | tuple[str, int]:
    bank, actor = bank_for(Action.MANAGE, bank_id)
    today = vietnam_day(now_ms())
    page = banks.bank_page(bank.id, ItemFilter(), 1)
    form = PapersForm(data=None if request.method == "POST" else {"count": 40, "codes": 4, "seed": f"{today:%d-%m-%Y}"})
    topics = page.counted_topics
    asked = _asked(topics)
    if form.validate_on_submit():
        try:
            _check(form, asked)
            codes = form.codes.data or 0
            wanted: dict[str, Any] = {
                "count": form.count.data or 0,
                "blueprint": asked,
                "seed": form.seed.data or "",
                "on": today,
            }
            if (sum(cell.count for cell in asked) or wanted["count"]) * codes > bank_files.LARGE:
                check_stock(bank.code, **wanted)
                wish = bank_files.papers(bank.id, {**wanted, "codes": codes})
                exporting.request_file(wish, actor, now_ms(), queue(), bank=bank.id)
                flash(gettext("Đã nhận yêu cầu tạo tệp."), "success")
                return redirect(url_for("exports.index"))
            headers = {"Content-Disposition": f'attachment; filename="de-thi-{bank.code}.zip"'}
            archive = bank_files.papers_archive(bank.code, {**wanted, "codes": codes})
            return Response(archive, mimetype="application/zip", headers=headers)
        except Refused as refusal:
            show_refusal(form, refusal)
    typed = {name: request.form.get(name, "") for name in request.form if name.startswith("cell-")}
    return render_template(
        "banks/papers.html", bank=bank, form=form, page=page, topics=topics, levels=list(Level), typed=typed
    ), 422 if form.errors else 200


def _asked(topics: list[str]) -> tuple[BlueprintCell, ...]:
    cells = []
    for n, topic in enumerate(topics):
        for level in Level:
            text = request.form.get(f"cell-{n}-{level}", "").strip()
            if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= MOST_QUESTIONS:
                cells.append(BlueprintCell(topic=topic, level=level, count=int(text[:4])))
    return tuple(cells)


def _check(form: PapersForm, asked: tuple[BlueprintCell, ...]) -> None:
    wanted = sum(cell.count for cell in asked) if asked else form.count.data or 0
    if not 1 <= wanted <= MOST_QUESTIONS:
        raise Refused("number_between", field="count", least=1, most=MOST_QUESTIONS)
    if not 1 <= (form.codes.data or 0) <= MOST_CODES:
        raise Refused("number_between", field="codes", least=1, most=MOST_CODES)
