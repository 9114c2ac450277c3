"""What organisers do with a round before it opens."""

from contest.rules.phases import rules_locked
from contest.rules.presets import still_assumed
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.services.actors import unit_tree
from contest.services.blueprints import require_filled
from contest.services.contests import add_round_row, held, lot_seed, whole_minute
from contest.services.rounds import RoundFacts, facts_of, forget_rounds
from contest.storage import contests
from contest.storage.contests import Contest, Round
from contest.storage.db import commit, session
from contest.storage.people import audit
from contest.wording import say

_DAY = 24 * 3_600_000


def is_locked(facts: RoundFacts, now_ms: int) -> bool:
    """From its opening on, or once anybody has a paper, only an amendment changes a round."""
    return rules_locked(facts.phase_at(now_ms)) or contests.has_attempts([facts.id])


def locked_round(round_id: int) -> tuple[Round, Contest]:
    """The round and its contest, held until the transaction ends. Raises Refused("not_found")."""
    row = contests.lock_round(round_id)
    contest = session().get(Contest, row.contest_id) if row else None
    if row is None or contest is None:
        raise Refused("not_found")
    return row, contest


def round_now(round_id: int) -> RoundFacts:
    """The round as stored, past the cache: what an editor works on. Raises Refused("not_found")."""
    row = session().get(Round, round_id)
    contest = session().get(Contest, row.contest_id) if row else None
    if row is None or contest is None:
        raise Refused("not_found")
    return facts_of(row, contest)


def require_known_units(rules: RuleSet) -> None:
    """Raises Refused("unknown_units") naming codes of no unit."""
    unknown = [code for code in rules.entry_units if code not in unit_tree().by_code]
    if unknown:
        raise Refused("unknown_units", field="entry_units", codes=", ".join(unknown))


def edit_rules(
    round_id: int, *, name: str, rules: RuleSet, seen_version: int, actor_id: int | None, now_ms: int
) -> None:
    """Write new rules into a round that has not opened.

    Raises Refused("rules_locked"), Refused("round_changed") when somebody else wrote since
    `seen_version`, Refused("unknown_units"), and for an announced contest what `require_filled` raises.
    """
    row, contest = locked_round(round_id)
    if row.version != seen_version + 1:  # the lock itself raised it by one
        raise Refused("round_changed")
    if is_locked(facts_of(row, contest), now_ms):
        raise Refused("rules_locked")
    require_known_units(rules)
    rules = rules.model_copy(update={"assumptions": still_assumed(row.ruleset, rules)})
    if contest.published:
        require_filled(rules, name)
    row.name = name
    contests.set_rules(row, rules)
    audit(actor_id, "edit", "round", row.id, now_ms, digest=rules.digest)
    commit()
    forget_rounds()


def add_round(contest_id: int, *, rehearsal: bool, actor_id: int | None, now_ms: int) -> Round:
    """One more round after the model of the last (rehearsal: of the first counted one).

    A counted round follows the last by as long as that one lasts, rounded up to weeks. A rehearsal
    opens a day before the first round and lasts that day; once that is past it opens now.
    Raises Refused("no_rounds"), and for an announced contest what `require_filled` raises.
    """
    contest = held(contest_id)
    counted = [r for r in contests.rounds_of([contest.id]) if not r.rehearsal]
    if not counted:
        raise Refused("no_rounds")
    number = contests.next_round_number(contest.id)
    rules = counted[0].ruleset if rehearsal else counted[-1].ruleset
    if rehearsal:
        opens_ms = max(rules.opens_ms - _DAY, whole_minute(now_ms))
        closes_ms = opens_ms + _DAY
        round_name = say("rehearsal_name")
    else:
        week = 7 * _DAY
        step = -(-(rules.closes_ms - rules.opens_ms) // week) * week
        opens_ms, closes_ms = rules.opens_ms + step, rules.closes_ms + step
        round_name = say("round_name", number=len(counted) + 1)
    rules = rules.model_copy(
        update={
            "opens_ms": opens_ms,
            "closes_ms": closes_ms,
            "rehearsal": rehearsal,
            "freeze_minutes": min(rules.freeze_minutes, (closes_ms - opens_ms) // 60_000),
            "lot_seed": lot_seed(contest.slug, number),
        }
    )
    if contest.published:
        require_filled(rules, round_name)
    row = add_round_row(contest.id, number, round_name, rules)
    audit(actor_id, "add_round", "contest", contest.id, now_ms, round=row.id)
    commit()
    return row


def remove_round(round_id: int, *, actor_id: int | None, now_ms: int) -> int:
    """Take away a round that has not opened; returns the contest's id.

    Raises Refused("rules_locked").
    """
    row, contest = locked_round(round_id)
    if is_locked(facts_of(row, contest), now_ms):
        raise Refused("rules_locked")
    audit(actor_id, "remove_round", "contest", contest.id, now_ms, round=row.id, name=row.name)
    session().delete(row)
    commit()
    forget_rounds()
    return contest.id
