"""Practising: progress by topic with its study material, one question at a time, its verdict."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Actor
from contest.rules.refusals import Refused
from contest.services import practising, study_material
from contest.services.practising import Asked, Wish
from contest.web import limits
from contest.web.access import current_actor, now_ms, require_login
from contest.web.errors import sentence
from contest.web.form_fields import whole_numbers
from contest.web.limits import limiter

bp = Blueprint("practice", __name__, url_prefix="/on-tap")
_LONGEST_TOPIC = 120
_ERRORS = "sai"


def _practiser() -> Actor:
    if current_actor() is None:
        flash(gettext("Hãy đăng nhập để ôn tập: tiến độ và các câu từng sai được ghi theo tài khoản của bạn."), "info")
    return require_login()


def _wish() -> Wish:
    topic = request.args.get("linh-vuc", "")[:_LONGEST_TOPIC].replace("\x00", "")
    return Wish(topic, request.args.get("loai") == _ERRORS)


def _kept(wish: Wish) -> dict[str, Any]:
    """The wish as query arguments."""
    named = {"linh-vuc": wish.topic, "loai": _ERRORS if wish.errors_only else ""}
    return {name: value for name, value in named.items() if value}


@bp.get("")
def show() -> str:
    actor = _practiser()
    materials = study_material.of_announced_contests()
    overview = practising.overview(actor, now_ms())
    return render_template(
        "practice/show.html",
        overview=overview,
        materials=materials,
        elsewhere={topic: found for topic, found in materials.items() if topic not in overview.topics},
    )


@bp.route("/cau", methods=["GET", "POST"])
@limiter.limit(limits.PER_PERSON, key_func=limits.logged_in_person, methods=["POST"])
def ask() -> str | Response | tuple[str, int]:
    actor, wish = _practiser(), _wish()
    if request.method == "POST":
        return _answered(actor, wish)
    asked = practising.next_question(actor, wish, now_ms())
    if asked is None:
        flash(gettext("Không còn câu nào để ôn theo lựa chọn này."), "info")
        return redirect(url_for("practice.show"))
    return _page(asked, wish)


def _answered(actor: Actor, wish: Wish) -> str | Response | tuple[str, int]:
    fields = request.form.to_dict(flat=False)
    numbers = whole_numbers([request.form.get(name, "") for name in ("item", "version", "seen")])
    if len(numbers) != 3:
        raise Refused("not_found")
    item_id, version_number, seen = numbers
    try:
        practising.answer(actor, item_id, version_number, seen, fields, now_ms())
    except Refused as refusal:
        if refusal.code != "practice_unanswered":
            return _elsewhere(refusal, wish)
        asked = practising.question(actor, item_id, now_ms())
        filled = replace(asked.question, response=refusal.details["response"])
        return _page(replace(asked, question=filled), wish, sentence(refusal)), 422
    return redirect(url_for("practice.verdict", item_id=item_id, **_kept(wish)))


@bp.get("/cau/<int:item_id>")
def verdict(item_id: int) -> str | Response:
    actor, wish = _practiser(), _wish()
    try:
        found = practising.verdict(actor, item_id, now_ms())
    except Refused as refusal:
        if refusal.code == "not_found":
            raise
        return _elsewhere(refusal, wish)
    return render_template("practice/verdict.html", verdict=found, asked=found.asked, wish=wish, kept=_kept(wish))


def _page(asked: Asked, wish: Wish, wrong: str = "") -> str:
    return render_template("practice/ask.html", asked=asked, wish=wish, kept=_kept(wish), wrong=wrong)


def _elsewhere(refusal: Refused, wish: Wish) -> Response:
    """The question is not to be practised now: say so, and ask another."""
    flash(sentence(refusal), "error")
    return redirect(url_for("practice.ask", **_kept(wish)))
