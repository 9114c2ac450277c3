"""Changes to a round that has opened: each numbered, with a reason everyone can read."""

from typing import Any

from contest.rules.amendments import changed_parts, frozen_parts
from contest.rules.contact import plain_login
from contest.rules.extensions import extended_end, over
from contest.rules.presets import still_assumed
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.rules.vietnamese import tidy
from contest.services.actors import unit_tree
from contest.services.blueprints import require_filled
from contest.services.closing import reopen
from contest.services.round_editing import is_locked, locked_round, require_known_units
from contest.services.rounds import facts_of, forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import contests, person_rows
from contest.storage.contests import Amendment, AttemptGrant, Contest, Round
from contest.storage.db import commit, session
from contest.storage.people import audit
from contest.wording import label

LONGEST_REASON = 500
MOST_MINUTES = 7 * 24 * 60
MOST_ATTEMPTS = 10


def amend_rules(
    round_id: int,
    *,
    rules: RuleSet,
    reason: str,
    seen_version: int,
    actor_id: int | None,
    now_ms: int,
) -> Amendment:
    """Change the rules of an open round, keeping both forms.

    Raises Refused("reason_required", "round_changed", "round_closed", "rules_unchanged", or
    "frozen_by_attempts" naming the first part that papers already drawn forbid to change).
    """
    row, contest = _amendable(round_id, reason, now_ms)
    if row.version != seen_version + 1:
        raise Refused("round_changed")
    before = row.ruleset
    rules = rules.model_copy(update={"assumptions": still_assumed(before, rules)})
    changed = changed_parts(before, rules)
    if not changed:
        raise Refused("rules_unchanged")
    attempts = contests.has_attempts([row.id])
    if attempts and (frozen := frozen_parts(changed)):
        raise Refused("frozen_by_attempts", field=_field_of(frozen[0]), part=label("rule_part", frozen[0]))
    require_known_units(rules)
    if not attempts and contest.published:
        require_filled(rules, row.name)
    contests.set_rules(row, rules)
    details = {
        "before": before.model_dump(mode="json"),
        "after": rules.model_dump(mode="json"),
        "changed": list(changed),
    }
    return _finish(_record(row, "rules", reason, details, actor_id, now_ms))


def extend(round_id: int, *, minutes: int, reason: str, actor_id: int | None, now_ms: int) -> Amendment:
    """After an outage: the round's end and the deadline of every open attempt move together. Once
    the end is past the minutes count from now; a closed round opens again.

    Raises Refused("reason_required", "minutes_out_of_range" or "results_announced").
    """
    row = _repairable(round_id, reason, now_ms)
    details = _more_time(row, minutes, now_ms) | {"reopened": reopen(row, actor_id, now_ms)}
    return _finish(_record(row, "extend", reason, details, actor_id, now_ms))


def grant_attempts(
    round_id: int,
    *,
    attempts: int,
    reason: str,
    actor_id: int | None,
    now_ms: int,
    login: str = "",
    unit_code: str = "",
    minutes: int | None = None,
) -> Amendment:
    """Give further attempts to one person (by phone, e-mail or staff code), to a unit's subtree, or
    (neither named) to everyone. Once the window is over nobody could use them, so the round opens
    again for so many `minutes` from now, for all who have attempts left.

    Raises Refused("reason_required", "attempts_out_of_range", "no_such_person", "no_such_unit",
    "window_over" without minutes then, "minutes_out_of_range" or "results_announced").
    """
    if not 1 <= attempts <= MOST_ATTEMPTS:
        raise Refused("attempts_out_of_range", field="attempts", most=MOST_ATTEMPTS)
    row = _repairable(round_id, reason, now_ms)
    person = person_rows.by_contact(*plain_login(login)) if login else None
    if login and person is None:
        raise Refused("no_such_person", field="login")
    unit = unit_tree().by_code.get(unit_code) if unit_code else None
    if unit_code and unit is None:
        raise Refused("no_such_unit", field="unit_code")
    scope = "person" if person else "unit" if unit else "everyone"
    # The contest page shows this: a unit by name, a person not.
    details: dict[str, Any] = {"attempts": attempts, "scope": scope, "unit": unit.name if unit else ""}
    if over(row.closes_ms, now_ms):
        if minutes is None:
            raise Refused("window_over", field="minutes")
        details |= _more_time(row, minutes, now_ms)
    details["reopened"] = reopen(row, actor_id, now_ms)
    amendment = _record(row, "grant", reason, details, actor_id, now_ms)
    session().add(
        AttemptGrant(
            amendment_id=amendment.id,
            round_id=row.id,
            person_id=person.id if person else None,
            unit_id=unit.id if unit else None,
            attempts=attempts,
        )
    )
    return _finish(amendment)


def _field_of(part: str) -> str:
    return "divisions" if part.startswith("division_") else part


def _more_time(row: Round, minutes: int, now_ms: int) -> dict[str, Any]:
    """Move the end of the round and every open deadline; what the amendment tells about it."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("minutes_out_of_range", field="minutes", most=MOST_MINUTES)
    before = row.ruleset
    after_ms = extended_end(before.closes_ms, minutes, now_ms)
    contests.set_rules(row, before.model_copy(update={"closes_ms": after_ms}))
    moved = contests.move_open_deadlines(row.id, after_ms - before.closes_ms)
    return {
        "minutes": minutes,
        "attempts_moved": moved,
        "before": before.closes_ms,
        "after": after_ms,
        "from_now": over(before.closes_ms, now_ms),
    }


def _amendable(round_id: int, reason: str, now_ms: int) -> tuple[Round, Contest]:
    """The held round, which must have opened and not been closed, for a reason that can be shown."""
    row, contest = _opened(round_id, reason, now_ms)
    if row.closed_ms is not None:
        raise Refused("round_closed")
    return row, contest


def _repairable(round_id: int, reason: str, now_ms: int) -> Round:
    """The held round, which must have opened; closed or not, as long as nothing of it is announced."""
    row, _ = _opened(round_id, reason, now_ms)
    if row.published:
        raise Refused("results_announced")
    return row


def _opened(round_id: int, reason: str, now_ms: int) -> tuple[Round, Contest]:
    if not 5 <= len(tidy(reason)) <= LONGEST_REASON:
        raise Refused("reason_required", field="reason", most=LONGEST_REASON)
    row, contest = locked_round(round_id)
    if not is_locked(facts_of(row, contest), now_ms):
        raise Refused("not_opened_yet")
    return row, contest


def _record(
    row: Round, kind: str, reason: str, details: dict[str, Any], actor_id: int | None, now_ms: int
) -> Amendment:
    amendment = Amendment(
        round_id=row.id,
        number=contests.next_amendment_number(row.id),
        kind=kind,
        reason=tidy(reason),
        at_ms=now_ms,
        by_id=actor_id,
        details=details,
    )
    session().add(amendment)
    session().flush()
    audit(actor_id, f"amend_{kind}", "round", row.id, now_ms, number=amendment.number)
    return amendment


def _finish(amendment: Amendment) -> Amendment:
    commit()
    forget_rounds()
    forget_snapshots()
    return amendment
