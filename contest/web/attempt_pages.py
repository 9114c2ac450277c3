"""The pages of the quiz: the start page, the paper that nobody has answered yet, the receipt. Each is kept for all
whom it tells the same, with marks in the places of their own figures.
"""

from typing import Any

from flask import render_template, url_for
from flask_babel import format_decimal
from flask_wtf.csrf import generate_csrf

from contest.rules.answers import Answers
from contest.rules.attempt_tokens import Ticket, seal, seal_share
from contest.services import receipts
from contest.services.entering import Doorway
from contest.services.handing_in import Receipt
from contest.services.rounds import RoundFacts
from contest.services.sheets import Sheet
from contest.web.access import now_ms, settings
from contest.web.kept_parts import kept_page
from contest.web.presentation import clock, duration, nonce, points
from contest.web.question_cards import questions_html


def doorway_page(door: Doorway, on_staff: bool) -> str:
    division = door.division.code if door.division else None
    own_way = door.phase, division, door.used, door.allowed, door.extra_minutes, door.resumes, door.refusal, on_staff
    what = *door.facts.face, *own_way
    return kept_page("attempts/begin.html", {"csrf_token": generate_csrf()}, what, door=door, on_staff=on_staff)


def paper_page(sheet: Sheet, problem: str | None = None) -> str:
    """`problem`: the sentence that says why it was not handed in."""
    own = _paper_values(sheet)
    blank = sheet.revision == 0 and sheet.shown == sheet.stored == Answers() and not problem
    if not blank:
        return render_template("attempts/paper.html", sheet=sheet, problem=problem, own=own)
    what = *sheet.facts.face, sheet.number, sheet.grace_ms, len(sheet.questions)
    return kept_page("attempts/paper.html", own, what, sheet=sheet, problem=None)


def _paper_values(sheet: Sheet) -> dict[str, str]:
    """What the page says of this paper alone."""
    left = max((sheet.deadline_ms - now_ms()) // 1000, 0)
    receipt = url_for("attempts.receipt", attempt_id=sheet.attempt_id)
    return {
        "attempt": str(sheet.attempt_id),
        "person": str(sheet.person_id),
        "started": str(sheet.started_ms),
        "deadline": str(sheet.deadline_ms),
        "until": clock(sheet.deadline_ms, "%H:%M:%S"),
        "left": f"{left // 60}:{left % 60:02d}",
        "now": str(now_ms()),
        "token": seal(Ticket(sheet.attempt_id, sheet.person_id), settings().secret_key),
        "nonce": nonce(),
        "submit": url_for("attempts.submit", attempt_id=sheet.attempt_id),
        "save": url_for("attempts.save", attempt_id=sheet.attempt_id),
        "receipt": receipt,
        "login": url_for("account.login", next=receipt),
        "questions": questions_html(sheet.questions),
    }


def receipt_page(facts: RoundFacts, receipt: Receipt, *, own: bool) -> str:
    """`own`: seen by whose it is, and not by an organiser."""
    partly = receipt.score > receipt.correct * facts.rules.points_per_item
    shown = {
        "own_receipt": own,
        "partly": partly,
        "closed_by": receipt.closed_by,
        "voided": receipt.voided,
        "predicted": receipt.prediction is not None,
        "reviewable": own and receipts.may_review(facts, now_ms()),
    }
    return kept_page(
        "attempts/receipt.html", _receipt_values(receipt, own), (*facts.face, *shown.values()), facts=facts, **shown
    )


def _receipt_values(receipt: Receipt, own: bool) -> dict[str, Any]:
    """What the page says of this receipt alone."""
    return {
        "attempt": receipt.attempt_id,
        "number": receipt.number,
        "code": receipt.code,
        "score": points(receipt.score),
        "correct": receipt.correct,
        "questions": receipt.questions,
        "answered": receipt.answered,
        "elapsed": duration(receipt.elapsed_ms),
        "submitted": clock(receipt.submitted_ms, "%H:%M:%S %d/%m/%Y"),
        "prediction": "" if receipt.prediction is None else format_decimal(receipt.prediction),
        "nonce": nonce() if own else "",
        "share": url_for("sharing.result", token=seal_share(receipt.attempt_id, settings().secret_key)) if own else "",
        "review": url_for("attempts.review", attempt_id=receipt.attempt_id),
    }
