"""Organisers' pages about announcements of a contest."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from contest.rules.permissions import Action, Subject
from contest.services import announcing, contests
from contest.storage.contests import Contest
from contest.web.access import now_ms, require, require_login
from contest.web.contest_forms import Required, at_most

bp = Blueprint("announcements", __name__, url_prefix="/ban-to-chuc")


class AnnouncementForm(FlaskForm):
    title = StringField(_l("Tiêu đề"), validators=[Required(), at_most(200)])
    text = TextAreaField(_l("Nội dung"), validators=[Required(), at_most(10000)])


def _managed(contest_id: int) -> tuple[Contest, int]:
    """The contest and who is managing it."""
    actor = require_login()
    contest = contests.contest_of(contest_id)
    require(Action.MANAGE, Subject("contest", unit_id=contest.unit_id, public=contest.published))
    return contest, actor.person_id


@bp.route("/cuoc-thi/<int:contest_id>/thong-bao", methods=["GET", "POST"])
def index(contest_id: int) -> str | Response:
    """The contest's announcements, and the form of a new one."""
    contest, actor_id = _managed(contest_id)
    form = AnnouncementForm()
    if form.validate_on_submit():
        made = announcing.write(
            contest_id,
            (form.title.data or "").strip(),
            (form.text.data or "").strip(),
            actor_id=actor_id,
            now_ms=now_ms(),
        )
        if request.form.get("action") == "publish":
            announcing.publish(made.id, actor_id=actor_id, now_ms=now_ms())
            flash(gettext("Đã đăng thông báo."), "success")
        else:
            flash(gettext("Đã lưu bản nháp."), "success")
        return redirect(url_for("announcements.index", contest_id=contest_id))
    found = announcing.all_of(contest_id)
    return render_template("announcements/index.html", contest=contest, form=form, announcements=found)


@bp.route("/thong-bao/<int:announcement_id>", methods=["GET", "POST"])
def edit(announcement_id: int) -> str | Response:
    """Reword, publish or withdraw one."""
    require_login()
    found = announcing.announcement(announcement_id)
    contest, actor_id = _managed(found.contest_id)
    form, action = AnnouncementForm(obj=found), request.form.get("action")
    back = redirect(url_for("announcements.index", contest_id=contest.id))
    if action == "withdraw" and request.method == "POST":
        announcing.withdraw(found.id, actor_id=actor_id, now_ms=now_ms())
        flash(gettext("Đã rút thông báo; bản nháp vẫn còn ở đây."), "success")
        return back
    if form.validate_on_submit():
        announcing.rewrite(
            found.id,
            (form.title.data or "").strip(),
            (form.text.data or "").strip(),
            actor_id=actor_id,
            now_ms=now_ms(),
        )
        if action == "publish":
            announcing.publish(found.id, actor_id=actor_id, now_ms=now_ms())
        flash(gettext("Đã lưu."), "success")
        return back
    return render_template("announcements/edit.html", contest=contest, form=form, announcement=found)
