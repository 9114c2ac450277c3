"""Organisers' pages for places without phones: papers by code, their answers keyed twice, compared, counted."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from contest.rules.answers import LONGEST_TEXT
from contest.rules.days import moment_ms
from contest.rules.paper_entries import Keying, SheetState
from contest.rules.permissions import Action, Actor, Subject
from contest.rules.refusals import Refused
from contest.services import counting_papers, exporting, paper_entries, round_editing, round_papers
from contest.services.paper_entries import Desk, Sheet
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms, require, require_login, settings
from contest.web.confirming import confirmed
from contest.web.contest_forms import Required
from contest.web.errors import sentence
from contest.web.exports import queue
from contest.web.refused_forms import refused_on
from contest.web.ruleset_fields import MomentField, PickField, WholeField, offered
from contest.wording import say

bp = Blueprint("paper_entries", __name__, url_prefix="/ban-to-chuc/dot-thi/<int:round_id>")
LONGEST_SEARCH = 100


class PapersForm(FlaskForm):
    division = PickField(_l("Bảng thi"))
    codes = WholeField(_l("Số mã đề in thêm"), default=4, validators=[Required()])


class KeyingForm(FlaskForm):
    """What a sheet says beside its answers, which come in the fields `answer-<position>`."""

    finished_ms = MomentField(_l("Giờ nộp bài ghi trên giấy"), validators=[Required()])
    minutes = WholeField(_l("Số phút đã làm bài"), validators=[Required()])
    prediction = WholeField(_l("Câu dự đoán (để trống nếu bài không ghi)"))


def _managed(round_id: int) -> tuple[RoundFacts, Actor]:
    actor = require_login()
    facts = round_editing.round_now(round_id)
    require(Action.MANAGE, Subject("contest", unit_id=facts.contest_unit_id, public=facts.announced))
    return facts, actor


@bp.route("/de-giay", methods=["GET", "POST"])
def papers(round_id: int) -> str | Response:
    """Papers of the round by code; the file with the key sheet is made in the background."""
    facts, actor = _managed(round_id)
    form = PapersForm()
    form.division.choices = offered((d.code, d.name) for d in facts.rules.divisions)
    known = round_papers.papers_of(round_id)
    if request.form.get("action") == "again" and known:
        return _file(facts, actor, [code for codes in known.values() for code in codes])
    if form.validate_on_submit():
        try:
            made = round_papers.make_papers(
                round_id,
                form.division.data,
                form.codes.data or 0,
                actor=actor,
                secret=settings().secret_key,
                now_ms=now_ms(),
            )
            return _file(facts, actor, made)
        except Refused as refusal:
            refused_on(form, refusal)
    return render_template("paper/papers.html", facts=facts, form=form, known=known)


def _file(facts: RoundFacts, actor: Actor, codes: list[str]) -> Response:
    exporting.request_file(round_papers.files_wish(facts, codes), actor, now_ms(), queue(), round=facts.id)
    flash(gettext("Đã nhận yêu cầu tạo tệp."), "success")
    return redirect(url_for("exports.index"))


@bp.get("/bai-giay")
def index(round_id: int) -> str:
    """Look for a person to key for; every sheet with its state."""
    facts, actor = _managed(round_id)
    words, wanted = request.args.get("tim", "")[:LONGEST_SEARCH], request.args.get("trang-thai", "")
    sheets = paper_entries.sheets(round_id, actor)
    tally = {state: sum(s.state is state for s in sheets) for state in SheetState}
    return render_template(
        "paper/index.html",
        facts=facts,
        words=words,
        people=paper_entries.find_people(actor, words),
        sheets=[s for s in sheets if wanted in ("", s.state)],
        tally=tally,
        wanted=wanted,
        most=paper_entries.LISTED,
    )


@bp.route("/bai-giay/nhap/<int:person_id>", methods=["GET", "POST"])
def key(round_id: int, person_id: int) -> str | Response | tuple[str, int]:
    """Key one person's sheet: first its code, then the answers of that paper."""
    facts, actor = _managed(round_id)
    person, code = paper_entries.person_of(actor, person_id), request.values.get("ma", "").strip()[:10]
    form, refused, desk = KeyingForm(), "", None
    if code:
        code = code.zfill(3) if code.isascii() and code.isdigit() else code
        try:
            desk = paper_entries.desk(facts, actor, person_id, code, now_ms())
        except Refused as refusal:
            refused = sentence(refusal)
    if desk is None:
        page = render_template("paper/code.html", facts=facts, person=person, code=code, refused=refused)
        return (page, 422) if refused else page
    typed = [request.form.get(f"answer-{n}", "")[: LONGEST_TEXT + 1] for n in range(len(desk.items))]
    wrong: dict[int, str] = {}
    if form.validate_on_submit():
        read, problems = paper_entries.read_answers(desk.questions, typed)
        wrong = {n: sentence(refusal) for n, refusal in problems.items()}
        if not wrong:
            try:
                return _keyed(facts, actor, desk, form, read)
            except Refused as refusal:
                refused_on(form, refusal)
    page = render_template("paper/key.html", facts=facts, desk=desk, form=form, typed=typed, wrong=wrong, code=code)
    return page, 422 if wrong or form.errors or form.form_errors else 200


def _keyed(facts: RoundFacts, actor: Actor, desk: Desk, form: KeyingForm, read: tuple[str, ...]) -> Response:
    keying = Keying(
        desk.paper.code,
        read,
        form.prediction.data if facts.rules.prediction else None,
        form.finished_ms.data,
        form.minutes.data or 0,
    )
    where = paper_entries.key(facts, actor, desk.person.id, keying, now_ms())
    said = {
        SheetState.KEYED_ONCE: gettext("Đã ghi lần nhập thứ nhất: %(name)s.", name=desk.person.name),
        SheetState.AGREED: gettext("Hai lần nhập khớp nhau: %(name)s.", name=desk.person.name),
        SheetState.DIFFERENT: gettext("Hai lần nhập lệch nhau: %(name)s. Cần đối chiếu.", name=desk.person.name),
    }
    flash(said[where], "info" if where is SheetState.DIFFERENT else "success")
    return redirect(url_for("paper_entries.index", round_id=facts.id))


@bp.route("/bai-giay/<int:sheet_id>", methods=["GET", "POST"])
def sheet(round_id: int, sheet_id: int) -> str | Response | tuple[str, int]:
    """The two keyings side by side, once both are there; where they differ, what the paper says."""
    facts, actor = _managed(round_id)
    shown = paper_entries.sheet(round_id, actor, sheet_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            paper_entries.resolve(facts, actor, sheet_id, _chosen(shown), now_ms())
            flash(gettext("Đã đối chiếu xong: bài này khớp."), "success")
            return redirect(url_for("paper_entries.index", round_id=round_id))
        except Refused as refusal:
            errors[refusal.field] = refused_on(None, refusal)
    page = render_template("paper/sheet.html", facts=facts, sheet=shown, errors=errors, sent=request.form)
    return page, 422 if errors else 200


def _chosen(shown: Sheet) -> dict[str, Any]:
    """`pick-<key>`: the first keying, the second, or what is typed in `other-<key>`. Raises Refused: bad_whole_number,
    bad_time."""
    chosen: dict[str, Any] = {}
    for difference in shown.differences:
        picked = request.form.get(f"pick-{difference.key}")
        if picked == "other":
            chosen[difference.key] = _other(difference.name, difference.key)
        elif picked in {"first", "second"}:
            chosen[difference.key] = getattr(difference, picked)
    return chosen


def _other(name: str, key: str) -> Any:
    text = request.form.get(f"other-{key}", "").strip()[: LONGEST_TEXT + 1]
    if name in {"minutes", "prediction"}:
        if not text and name == "prediction":
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 10):
            raise Refused("bad_whole_number", field=key)
        return int(text)
    if name == "finished_ms":
        try:
            return moment_ms(datetime.strptime(text, "%Y-%m-%dT%H:%M"))
        except (ValueError, OverflowError):
            raise Refused("bad_time", field=key) from None
    return text


@bp.post("/bai-giay/<int:sheet_id>/bo")
def remove(round_id: int, sheet_id: int) -> Response:
    facts, actor = _managed(round_id)
    if not confirmed():
        return redirect(url_for("paper_entries.sheet", round_id=round_id, sheet_id=sheet_id))
    try:
        paper_entries.remove(facts, actor, sheet_id, now_ms())
        flash(gettext("Đã bỏ bài giấy."), "success")
    except Refused as refusal:
        flash(refused_on(None, refusal), "error")
    return redirect(url_for("paper_entries.index", round_id=round_id))


@bp.post("/bai-giay/tinh")
def count(round_id: int) -> Response:
    """Count what was agreed on, and name what cannot be."""
    _, actor = _managed(round_id)
    try:
        counted = counting_papers.count_agreed(round_id, actor, settings().secret_key, now_ms())
        flash(gettext("Đã tính %(n)s bài.", n=counted.done), "success" if counted.done else "info")
        for name, refusal in counted.left[:10]:
            flash(say("paper_not_counted", gettext, name=name, why=sentence(refusal)), "error")
    except Refused as refusal:
        flash(refused_on(None, refusal), "error")
    return redirect(url_for("paper_entries.index", round_id=round_id))
