"""What organisers do with a contest as a whole: create, edit, announce, withdraw, clone."""

import re
from collections.abc import Mapping
from typing import Any

from contest.rules.days import vietnam_day
from contest.rules.phases import rules_locked
from contest.rules.presets import PRESETS, Preset
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.rules.vietnamese import hyphenated, tidy
from contest.services import study_material
from contest.services.blueprints import require_filled
from contest.services.rounds import facts_of, forget_rounds
from contest.services.study_material import Brought
from contest.storage import contests
from contest.storage.contests import Contest, Round
from contest.storage.db import commit, session
from contest.storage.people import audit, audited
from contest.wording import label, say

LONGEST_SLUG = 80


def create_contest(
    *,
    preset: str,
    name: str,
    unit_id: int,
    starts_ms: int,
    bank_codes: Mapping[str, str],
    actor_id: int | None,
    now_ms: int,
) -> Contest:
    """A contest with the preset's rounds, the first opening at `starts_ms`; not yet announced.

    `bank_codes`: division code ("officials", "citizens") → bank code.
    Raises Refused("not_found") for an unknown preset.
    """
    plan = PRESETS.get(preset)
    if plan is None:
        raise Refused("not_found")
    contest = _new(tidy(name), unit_id, actor_id, now_ms)
    for number, (round_name, rules) in enumerate(planned(plan, starts_ms, bank_codes, contest.slug), start=1):
        add_round_row(contest.id, number, round_name, rules)
    audit(actor_id, "create", "contest", contest.id, now_ms, preset=preset)
    commit()
    return contest


def planned(plan: Preset, starts_ms: int, bank_codes: Mapping[str, str], slug: str) -> list[tuple[str, RuleSet]]:
    """(name, rules) of each round the preset would make."""
    return [
        (say("round_name", number=n), plan.rules(opens_ms, closes_ms, bank_codes, label, lot_seed(slug, n)))
        for n, (opens_ms, closes_ms) in enumerate(plan.windows(whole_minute(starts_ms)), start=1)
    ]


def clone_contest(contest_id: int, *, name: str, starts_ms: int, actor_id: int | None, now_ms: int) -> Contest:
    """A new contest with the texts and rounds of another, its first counted round opening at
    `starts_ms`; no attempts, amendments or results come along."""
    model = contest_of(contest_id)
    rounds = contests.rounds_of([model.id])
    first = next((r for r in rounds if not r.rehearsal), rounds[0] if rounds else None)
    copy = _new(tidy(name), model.unit_id, actor_id, now_ms)
    copy.introduction, copy.plan, copy.contact = model.introduction, model.plan, model.contact
    copy.materials = list(model.materials)
    for row in rounds:
        rules, shift = row.ruleset, whole_minute(starts_ms) - (first.opens_ms if first else 0)
        moved = {
            "opens_ms": rules.opens_ms + shift,
            "closes_ms": rules.closes_ms + shift,
            "lot_seed": lot_seed(copy.slug, row.number) if rules.lot_seed else "",
        }
        add_round_row(copy.id, row.number, row.name, rules.model_copy(update=moved))
    audit(actor_id, "clone", "contest", copy.id, now_ms, model=model.id)
    commit()
    return copy


def edit_contest(
    contest_id: int,
    *,
    name: str,
    slug: str,
    introduction: str,
    plan: str,
    contact: str,
    materials: list[dict[str, Any]],
    actor_id: int | None,
    now_ms: int,
    brought: Mapping[int, Brought] | None = None,
) -> Contest:
    """Write the texts and the study material, with the files `brought` for it (place in the list → file).

    Raises Refused: bad_slug, slug_taken, not_a_pdf, lost_pdf.
    """
    contest = contest_of(contest_id)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > LONGEST_SLUG:
        raise Refused("bad_slug", field="slug")
    other = contests.contest_by_slug(slug)
    if other is not None and other.id != contest.id:
        raise Refused("slug_taken", field="slug")
    contest.name, contest.slug = tidy(name), slug
    contest.introduction, contest.plan, contest.contact = introduction, plan, contact
    contest.materials = study_material.with_files(materials, brought or {}, now_ms)
    audit(actor_id, "edit", "contest", contest.id, now_ms)
    commit()
    forget_rounds()
    return contest


def announce(contest_id: int, *, actor_id: int | None, now_ms: int) -> None:
    """Show the contest to the public. Every round's papers must be drawable.

    Raises Refused("no_rounds", "round_without_bank" or "blueprint_unfilled").
    """
    contest = held(contest_id)
    rounds = contests.rounds_of([contest.id])
    if not rounds:
        raise Refused("no_rounds")
    for row in rounds:
        require_filled(row.ruleset, row.name)
    contest.published = True
    audit(actor_id, "announce", "contest", contest.id, now_ms)
    commit()
    forget_rounds()


def withdraw(contest_id: int, *, actor_id: int | None, now_ms: int) -> None:
    """Take the announcement back, which is possible until something has opened.

    Raises Refused("already_opened").
    """
    contest = held(contest_id)
    if not may_withdraw(contest, now_ms):
        raise Refused("already_opened")
    contest.published = False
    audit(actor_id, "withdraw", "contest", contest.id, now_ms)
    commit()
    forget_rounds()


def may_withdraw(contest: Contest, now_ms: int) -> bool:
    """Announced, and nothing has opened yet."""
    rounds = contests.rounds_of([contest.id])
    opened = any(rules_locked(facts_of(row, contest).phase_at(now_ms)) for row in rounds)
    return contest.published and not opened and not contests.has_attempts([row.id for row in rounds])


def remove_contest(contest_id: int, *, actor_id: int | None, now_ms: int) -> None:
    """Delete a draft that was never announced, with its rounds.

    Raises Refused("contest_not_a_draft").
    """
    contest = held(contest_id)
    if not may_remove(contest):
        raise Refused("contest_not_a_draft")
    audit(actor_id, "remove", "contest", contest.id, now_ms, name=contest.name, slug=contest.slug)
    for row in contests.rounds_of([contest.id]):
        session().delete(row)
    session().flush()
    session().delete(contest)
    commit()
    forget_rounds()


def may_remove(contest: Contest) -> bool:
    """Never announced, and nobody has entered it."""
    rounds = [row.id for row in contests.rounds_of([contest.id])]
    return not (contest.published or audited("announce", "contest", contest.id) or contests.has_attempts(rounds))


def contest_of(contest_id: int) -> Contest:
    """Raises Refused("not_found")."""
    contest = session().get(Contest, contest_id)
    if contest is None:
        raise Refused("not_found")
    return contest


def held(contest_id: int) -> Contest:
    """The contest, locked until the transaction ends. Raises Refused("not_found")."""
    contest = contests.lock_contest(contest_id)
    if contest is None:
        raise Refused("not_found")
    return contest


def add_round_row(contest_id: int, number: int, name: str, rules: RuleSet) -> Round:
    row = Round(contest_id=contest_id, number=number, name=name, version=0, outcome={})
    contests.set_rules(row, rules)
    session().add(row)
    session().flush()
    return row


def whole_minute(ms: int) -> int:
    """Windows are set by the minute."""
    return ms // 60_000 * 60_000


def lot_seed(slug: str, number: int) -> str:
    """A seed known to all before anybody enters."""
    return f"{slug}/{number}"


def _new(name: str, unit_id: int, actor_id: int | None, now_ms: int) -> Contest:
    contest = Contest(
        slug=_free_slug(name, now_ms),
        name=name,
        unit_id=unit_id,
        introduction="",
        plan="",
        contact="",
        materials=[],
        published=False,
        created_ms=now_ms,
        created_by_id=actor_id,
    )
    session().add(contest)
    session().flush()
    return contest


def _free_slug(name: str, now_ms: int) -> str:
    """The name without diacritics, made unique with the year or a number."""
    base = hyphenated(name, LONGEST_SLUG - 8)
    base = base or f"cuoc-thi-{vietnam_day(now_ms).year}"
    slug, number = base, 2
    while contests.contest_by_slug(slug) is not None:
        slug, number = f"{base}-{number}", number + 1
    return slug
