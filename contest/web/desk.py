"""The organisers' desk: what to do next."""

from typing import Any

from flask import Blueprint, render_template, url_for

from contest.rules.permissions import Actor, Role, visible_units
from contest.rules.phases import Phase
from contest.services import contest_pages, kiosks
from contest.services.contest_pages import Card
from contest.services.next_steps import Step, Urgency, next_steps
from contest.services.rounds import RoundFacts
from contest.web.access import now_ms, require_staff

bp = Blueprint("desk", __name__)

# Step code → the page where it is done and what of its address the target fills.
_PAGES = {
    "announce": ("rounds.contest", "contest_id"),
    "add_contact": ("rounds.edit_contest", "contest_id"),
    "close": ("results.manage", "round_id"),
    "publish": ("results.manage", "round_id"),
    "make_official": ("results.manage", "round_id"),
    "choose_bank": ("rounds.edit", "round_id"),
    "fill_blueprint": ("rounds.edit", "round_id"),
    "remind_units": ("absences.by_unit", "round_id"),
    "remind_people": ("absences.by_unit", "round_id"),
    "add_headcounts": ("units.index", ""),
    "hand_out_codes": ("slips.choose", ""),
    "answer": ("inquiries.index", ""),
    "appraise": ("banks.show", "bank_id"),
}


def page_of(step: Step) -> str:
    endpoint, name = _PAGES[step.code]
    values: dict[str, Any] = {name: step.target_id} if name else {}
    return url_for(endpoint, **values)


@bp.get("/ban-to-chuc")
def show() -> str:
    actor = require_staff()
    organises = actor.is_admin or bool(actor.organises)
    cards = contest_pages.cards_of(visible_units(actor), now_ms()) if organises else []
    steps = next_steps(actor, now_ms())
    by_urgency = {u: [s for s in steps if s.urgency is u] for u in Urgency}
    return render_template(
        "desk/show.html",
        organises=organises,
        writes=organises or not actor.scopes.keys().isdisjoint({Role.AUTHOR, Role.APPRAISER}),
        steps={u: found for u, found in by_urgency.items() if found},
        page_of=page_of,
        running=[(c, r) for c in cards for r in c.rounds if r.phase_at(now_ms()) is Phase.OPEN],
        joined=_joined(actor, {c.contest.id for c in cards}) if organises else [],
        contest_count=len(cards),
    )


def _joined(actor: Actor, own: set[int]) -> list[tuple[Card, RoundFacts]]:
    """Open rounds of others' contests that the actor's people may enter: a kiosk may be opened for them."""
    return [
        (card, facts)
        for card in contest_pages.announced_cards(now_ms())
        if card.contest.id not in own
        for facts in card.rounds
        if not facts.rules.rehearsal
        and facts.phase_at(now_ms()) is Phase.OPEN
        and kiosks.own_unit(facts, actor) is not None
    ]
