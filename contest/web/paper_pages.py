"""The page of an open paper. One that nobody has answered yet is the same for everyone but for its questions
and a dozen values: rendered once for each round, with marks in their places.
"""

from typing import Any

from flask import render_template, session, url_for
from flask_babel import get_locale
from markupsafe import Markup

from contest.rules.answers import Answers
from contest.rules.attempt_tokens import Ticket, seal
from contest.services.sheets import Sheet
from contest.web.access import now_ms, settings
from contest.web.display import display
from contest.web.kept_parts import cut, fill, mark
from contest.web.kiosk_mode import kiosk
from contest.web.presentation import clock, nonce
from contest.web.question_cards import question_html

_PAGE = "attempts/paper.html"
_MOST_KEPT = 300
_frames: dict[tuple[Any, ...], list[str]] = {}


def paper_page(sheet: Sheet, problem: str | None = None) -> str:
    """`problem`: the sentence that says why it was not handed in."""
    own = _own(sheet)
    blank = sheet.revision == 0 and sheet.shown == sheet.stored == Answers() and not problem
    if not blank or kiosk() or session.get("_flashes"):
        return render_template(_PAGE, sheet=sheet, problem=problem, own=own)
    facts = sheet.facts
    what = facts.id, facts.rules, facts.name, facts.contest_name, sheet.number, sheet.grace_ms, len(sheet.questions)
    key = settings().secret_key, str(get_locale()), url_for("home.show"), display(), what
    if key not in _frames:
        if len(_frames) >= _MOST_KEPT:
            _frames.clear()
        marks = {name: mark(name) for name in own}
        _frames[key] = cut(render_template(_PAGE, sheet=sheet, problem=None, own=marks))
    return fill(_frames[key], own)


def _own(sheet: Sheet) -> dict[str, str]:
    """What the page says of this paper alone, as HTML."""
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
        "login": Markup.escape(url_for("account.login", next=receipt)),
        "questions": Markup("".join(question_html(question) for question in sheet.questions)),  # noqa: S704 - cards of ours
    }
