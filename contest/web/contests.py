"""Public pages of a contest: plan, thể lệ, material, timetable."""

from flask import Blueprint, render_template
from flask_babel import gettext

from contest.rules.permissions import Action, Subject
from contest.rules.refusals import Refused
from contest.services import announcing, contest_pages, study_material
from contest.services.contest_pages import Card
from contest.web.access import current_person, now_ms, require

bp = Blueprint("contests", __name__, url_prefix="/cuoc-thi")


def _seen(slug: str) -> Card:
    """The contest, if it is announced or the visitor organises it."""
    contest = contest_pages.contest_by_slug(slug)
    require(Action.VIEW, Subject("contest", unit_id=contest.unit_id, public=contest.published))
    return contest_pages.card(contest, now_ms())


def _spent(card: Card) -> frozenset[int]:
    person = current_person()
    return contest_pages.spent(person.id if person else None, card.rounds, now_ms())


@bp.get("/<slug>")
def show(slug: str) -> str:
    card = _seen(slug)
    return render_template(
        "contests/show.html",
        card=card,
        spent=_spent(card),
        topics=study_material.by_topic(card.contest.materials),
        changes=contest_pages.changes_of(card.contest.id),
        announcements=announcing.published_of(card.contest.id),
    )


@bp.get("/<slug>/the-le")
def regulation(slug: str) -> str:
    card = _seen(slug)
    return render_template(
        "contests/regulation.html",
        card=card,
        regulations=contest_pages.regulations(card, gettext),
        changes=contest_pages.changes_of(card.contest.id),
    )


@bp.get("/<slug>/dot/<int:number>")
def round(slug: str, number: int) -> str:
    card = _seen(slug)
    shown = next((r for r in card.rounds if r.number == number), None)
    if shown is None:
        raise Refused("not_found")
    changes = [c for c in contest_pages.changes_of(card.contest.id) if c.amendment.round_id == shown.id]
    return render_template("contests/round.html", card=card, round=shown, spent=_spent(card), changes=changes)
