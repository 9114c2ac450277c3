"""Questions about a contest: asked on its page, answered on the organisers' desk."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.inquiries import LONGEST, InquiryState
from contest.rules.permissions import Action, Subject
from contest.rules.refusals import Refused
from contest.services import announcing, contest_pages, inquiring
from contest.storage.contests import Contest
from contest.storage.inquiries import Inquiry
from contest.web import limits
from contest.web.access import current_person, now_ms, require, require_login, require_organiser
from contest.web.errors import sentence
from contest.web.limits import limiter

bp = Blueprint("inquiries", __name__)
_ASKING = "10 per hour"


def _seen(slug: str) -> Contest:
    contest = contest_pages.contest_by_slug(slug)
    require(Action.VIEW, Subject("contest", unit_id=contest.unit_id, public=contest.published))
    return contest


def _page(contest: Contest, typed: str = "", error: str = "") -> str:
    person = current_person()
    return render_template(
        "inquiries/ask.html",
        contest=contest,
        announcements=announcing.published_of(contest.id),
        answered=inquiring.answered_for_all(contest.id),
        own=inquiring.own(contest.id, person.id) if person else None,
        typed=typed,
        error=error,
        longest=LONGEST,
    )


@bp.get("/cuoc-thi/<slug>/hoi-dap")
def show(slug: str) -> str:
    """Announcements, answers for everyone, and the visitor's own questions."""
    return _page(_seen(slug))


@bp.post("/cuoc-thi/<slug>/hoi-dap")
@limiter.limit(_ASKING, key_func=limits.logged_in_person)
def ask(slug: str) -> Response | tuple[str, int]:
    actor = require_login()
    contest, typed = _seen(slug), request.form.get("question", "")
    try:
        inquiring.ask(contest.id, typed, person_id=actor.person_id, now_ms=now_ms())
    except Refused as refusal:
        return _page(contest, typed[:LONGEST], sentence(refusal)), 422
    flash(gettext("Ban Tổ chức đã nhận câu hỏi. Câu trả lời sẽ hiện ở trang này."), "success")
    return redirect(url_for("inquiries.show", slug=slug))


@bp.get("/ban-to-chuc/hoi-dap")
def index() -> str:
    actor = require_organiser()
    state, mine = request.args.get("trang_thai", ""), "cua_toi" in request.args
    return render_template(
        "inquiries/index.html",
        lines=inquiring.listed(actor, state, mine=mine),
        states=list(InquiryState),
        state=state,
        mine=mine,
    )


def _managed(inquiry_id: int) -> tuple[Inquiry, Contest, int]:
    actor = require_login()
    inquiry, contest = inquiring.inquiry(inquiry_id)
    require(Action.MANAGE, Subject("contest", unit_id=contest.unit_id))
    return inquiry, contest, actor.person_id


@bp.get("/ban-to-chuc/hoi-dap/<int:inquiry_id>")
def manage(inquiry_id: int) -> str:
    inquiry, contest, _ = _managed(inquiry_id)
    return _manage_page(inquiry, contest, {}, "")


def _manage_page(inquiry: Inquiry, contest: Contest, errors: dict[str, str], typed: str) -> str:
    return render_template(
        "inquiries/manage.html",
        inquiry=inquiry,
        asker=inquiring.asker(inquiry),
        contest=contest,
        answerers=inquiring.answerers(contest),
        errors=errors,
        typed=typed,
    )


@bp.post("/ban-to-chuc/hoi-dap/<int:inquiry_id>")
def act(inquiry_id: int) -> Response | tuple[str, int]:
    """Assign, answer, publish or take back, by the button pressed."""
    inquiry, contest, actor_id = _managed(inquiry_id)
    action, typed = request.form.get("action", ""), request.form.get("text", "")
    at = {"actor_id": actor_id, "now_ms": now_ms()}
    try:
        if action == "assign":
            inquiring.assign(inquiry_id, request.form.get("to", type=int), **at)
            done = gettext("Đã lưu phân công.")
        elif action == "answer":
            inquiring.answer(inquiry_id, typed, **at)
            done = gettext("Đã gửi: người hỏi thấy câu trả lời ở trang hỏi đáp của cuộc thi.")
        elif action == "publish":
            inquiring.publish(inquiry_id, typed, **at)
            done = gettext("Đã công khai ở trang hỏi đáp của cuộc thi, không nêu tên người hỏi.")
        elif action == "unpublish":
            inquiring.unpublish(inquiry_id, **at)
            done = gettext("Đã thôi công khai. Người hỏi vẫn thấy câu trả lời.")
        else:
            raise Refused("value_invalid")
    except Refused as refusal:
        errors = {refusal.field or action: sentence(refusal)}
        return _manage_page(inquiry, contest, errors, typed[:LONGEST]), 422
    flash(done, "success")
    return redirect(url_for("inquiries.manage", inquiry_id=inquiry_id))
