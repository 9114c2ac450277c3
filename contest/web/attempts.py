"""Taking the quiz: start, paper, save, submit, receipt, review."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from contest.rules.answers import LARGEST_BYTES, Answers, parse
from contest.rules.attempt_tokens import Ticket, unseal
from contest.rules.permissions import Action, Subject, can
from contest.rules.refusals import Refused
from contest.services import entering, kiosks, playing, receipts, sheets
from contest.storage.db import autocommit
from contest.storage.people import Person
from contest.web.access import current_actor, current_person, login_manager, now_ms, require, require_login, settings
from contest.web.answer_form import answers_in, payload_of, prediction_in
from contest.web.attempt_pages import doorway_page, paper_page, receipt_page
from contest.web.errors import STATUS, sentence
from contest.web.kiosk_mode import kiosk

bp = Blueprint("attempts", __name__)
ROUND = "/thi/<int(max=2147483647):round_id>"
ATTEMPT = "/thi/luot/<int(max=2147483647):attempt_id>"
OUTCOME = "contest.save"  # in the environ of a save that the lane in front tried: why it was not stored
LARGEST_FORM = 64 * 1024  # the same state as a form is wordier than as JSON


@bp.get(ROUND)
def begin(round_id: int) -> str:
    """The start page: what awaits, what counts, and the button."""
    autocommit()
    actor = require_login()
    door = entering.doorway(actor.person_id, round_id, now_ms())
    on_staff = actor.is_admin or any(actor.holds(role, door.facts.contest_unit_id) for role in actor.scopes)
    return doorway_page(door, on_staff)


@bp.post(ROUND)
def start(round_id: int) -> Response:
    here, secret = kiosk(), settings().secret_key
    if not here:
        autocommit()  # all that is written is the attempt
    person_id = _person().id
    if here:
        started = kiosks.start(here, person_id, now_ms=now_ms(), secret=secret)
    else:
        started = playing.start(person_id, round_id, now_ms(), secret)
    return redirect(url_for("attempts.paper", attempt_id=started.id))


@bp.get(ATTEMPT)
def paper(attempt_id: int) -> str | Response:
    autocommit()
    sheet = _own_sheet(attempt_id)
    if sheet.closed:
        return redirect(url_for("attempts.receipt", attempt_id=attempt_id))
    return paper_page(sheet)


@bp.put(f"{ATTEMPT}/luu")
def save(attempt_id: int) -> tuple[Response, int]:
    """Autosave. No session is read: the token says whose paper it is. What the lane in front
    (`save_lane`) tried and did not store is only answered here."""
    try:
        if OUTCOME in request.environ:
            raise request.environ[OUTCOME]
        saved = playing.save(_ticket(attempt_id, request.headers.get("X-Attempt", "")), _body(), now_ms())
    except Refused as refusal:
        return _refusal(refusal)
    return jsonify(saved_reply(saved, now_ms())), 200


@bp.post(f"{ATTEMPT}/nop")
def submit(attempt_id: int) -> Any:
    """Hand in: JSON from our script, a plain form from a browser without it."""
    if not request.is_json:
        return _submit_form(attempt_id)
    try:
        ticket = _ticket(attempt_id, request.headers.get("X-Attempt", ""))
        playing.submit(ticket, _body(), now_ms())
    except Refused as refusal:
        return _refusal(refusal)
    return jsonify(receipt=url_for("attempts.receipt", attempt_id=attempt_id), signed_in=_signed_in(ticket))


@bp.get("/thi/gio")
def server_time() -> Response:
    """For a page that woke up: the only clock that counts."""
    return jsonify(now=now_ms())


@bp.get(f"{ATTEMPT}/bien-nhan")
def receipt(attempt_id: int) -> str | Response:
    autocommit()
    owner = receipts.owner_of(attempt_id, now_ms())
    actor = require(Action.VIEW, Subject("attempt", unit_id=owner.facts.contest_unit_id, person_id=owner.person_id))
    own = actor is not None and actor.person_id == owner.person_id
    if owner.receipt is None:
        return redirect(url_for("attempts.paper", attempt_id=attempt_id)) if own else abort(404)
    return receipt_page(owner.facts, owner.receipt, own=own)


@bp.get(f"{ROUND}/luot")
def mine(round_id: int) -> str:
    """A person's own attempts in a round."""
    door = entering.doorway(require_login().person_id, round_id, now_ms())
    closed, counted = receipts.receipts_of(round_id, _person().id, now_ms())
    return render_template(
        "attempts/mine.html",
        door=door,
        receipts=closed,
        counted=counted,
        reviewable=receipts.may_review(door.facts, now_ms()),
    )


@bp.get(f"{ATTEMPT}/xem-lai")
def review(attempt_id: int) -> str | Response:
    sheet = _own_sheet(attempt_id)
    if not sheet.closed:
        return redirect(url_for("attempts.paper", attempt_id=attempt_id))
    if not receipts.may_review(sheet.facts, now_ms()):
        raise Refused("review_closed")
    return render_template("attempts/review.html", sheet=sheet, receipt=receipts.receipt(attempt_id))


@bp.record_once
def _without_session(state: BlueprintSetupState) -> None:
    """The signed token of the paper takes the place of the CSRF token of a session."""
    for view in (save, submit):
        state.app.extensions["csrf"].exempt(view)


def _person() -> Person:
    """Who is logged in, without their roles: starting must stay cheap."""
    return current_person() or abort(login_manager.unauthorized())


def _signed_in(ticket: Ticket) -> bool:
    """Does this browser still hold a session of theirs, as far as its cookie tells? The paper needs
    none, the receipt does; no row is read for it."""
    return str(session.get("_user_id", "")).partition(".")[0] == str(ticket.person_id)


def _own_sheet(attempt_id: int) -> sheets.Sheet:
    """The visitor's own paper; an organiser of the contest learns that it exists, others do not."""
    person = _person()
    try:
        return sheets.sheet(attempt_id, person.id, now_ms())
    except Refused:
        owner = receipts.owner_of(attempt_id, now_ms())
        subject = Subject("attempt", unit_id=owner.facts.contest_unit_id, person_id=owner.person_id)
        abort(403 if can(current_actor(), Action.VIEW, subject) else 404)


def saved_reply(saved: playing.Saved, now_ms: int) -> dict[str, int]:
    return {"revision": saved.revision, "saved": saved.saved_ms, "deadline": saved.deadline_ms, "now": now_ms}


def ticket_of(attempt_id: int, token: str, secret: str) -> Ticket:
    """Raises Refused("forged_token") for a token that is not ours or of another paper."""
    ticket = unseal(token, secret)
    if ticket.attempt_id != attempt_id:
        raise Refused("forged_token")
    return ticket


def _ticket(attempt_id: int, token: str) -> Ticket:
    return ticket_of(attempt_id, token, settings().secret_key)


def _body() -> Any:
    request.max_content_length = LARGEST_BYTES
    try:
        return parse(request.get_data(cache=False))
    except RequestEntityTooLarge:
        raise Refused("answers_too_large", kilobytes=LARGEST_BYTES // 1024) from None


def _refusal(refusal: Refused) -> tuple[Response, int]:
    more = {k: v for k, v in refusal.details.items() if k in {"revision", "answers"}}
    answer = jsonify(code=refusal.code, message=sentence(refusal), field=refusal.field, now=now_ms(), **more)
    return answer, STATUS.get(refusal.code, 422)


def _submit_form(attempt_id: int) -> Any:
    request.max_content_length = LARGEST_FORM
    ticket = _ticket(attempt_id, request.form.get("token", ""))
    mine = Answers()
    try:
        mine = answers_in(request.form, attempt_id)
        mine = replace(mine, prediction=prediction_in(request.form))
        try:
            playing.submit(ticket, payload_of(request.form, mine), now_ms())
        except Refused as refusal:
            if refusal.code != "stale_save":
                raise
            playing.submit(ticket, payload_of(request.form, mine, refusal), now_ms())
    except Refused as refusal:
        if not refusal.field and refusal.code != "stale_save":
            raise
        sheet = sheets.sheet(attempt_id, ticket.person_id, now_ms())
        return paper_page(sheet.with_answers(mine), sentence(refusal)), STATUS.get(refusal.code, 422)
    return redirect(url_for("attempts.receipt", attempt_id=attempt_id), 303)
