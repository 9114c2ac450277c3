"""The organisers' desk: what to do next."""

from flask import Blueprint, render_template

from contest.rules.permissions import Role, visible_units
from contest.rules.phases import Phase
from contest.services import contest_choices, contest_pages
from contest.web.access import now_ms, require_staff

bp = Blueprint("desk", __name__)


@bp.get("/ban-to-chuc")
def show() -> str:
    actor = require_staff()
    organises = actor.is_admin or bool(actor.organises)
    cards = contest_pages.cards_of(visible_units(actor), now_ms()) if organises else []
    appraises = None if actor.is_admin else actor.scopes.get(Role.APPRAISER, frozenset()) | actor.organises
    return render_template(
        "desk/show.html",
        organises=organises,
        writes=organises or not actor.scopes.keys().isdisjoint({Role.AUTHOR, Role.APPRAISER}),
        unannounced=[c for c in cards if not c.contest.published],
        running=[(c, r) for c in cards for r in c.rounds if r.phase_at(now_ms()) is Phase.OPEN],
        to_close=[
            (c, r)
            for c in cards
            for r in c.rounds
            if r.phase_at(now_ms()) in {Phase.ENDED, Phase.CLOSED, Phase.PROVISIONAL} and not r.rules.rehearsal
        ],
        drafts=contest_choices.drafts_waiting(appraises),
        contest_count=len(cards),
    )
