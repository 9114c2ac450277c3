"""Closing a round: every attempt shut, everyone ranked by all rules, the figures fixed."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from contest.rules.phases import Phase
from contest.rules.places import Place, places
from contest.rules.prediction import targets, whole
from contest.rules.refusals import Refused
from contest.services import playing
from contest.services.rounds import RoundFacts, facts_of, forget_rounds
from contest.services.snapshots import forget_snapshots
from contest.storage import ranking
from contest.storage.contests import Round
from contest.storage.db import commit, rollback, session
from contest.storage.people import audit

AT_ONCE = 1000  # attempts; a round of more is closed in the background
_PORTION = 20_000  # places written in one transaction: a fraction of a second


@dataclass(frozen=True)
class _Ahead:
    """Figures of a round whose places are written already, as of one version of it."""

    version: int
    outcome: dict[str, object]


def close_round(round_id: int, actor_id: int | None, now_ms: int) -> Mapping[str, object]:
    """Rank a round whose window and grace are over, and fix its figures; returns them.

    A round that is closed already is left as it is. Raises Refused("round_not_ended") and, when an
    attempt still waits for its own deadline, Refused("attempts_still_open").
    """
    _not_before_its_end(_held(round_id)[1], now_ms)
    rollback()  # lets go of the round while the overdue attempts are shut, each in its own right
    playing.sweep(now_ms)
    ahead = _rank_ahead(round_id)
    row, facts = _held(round_id)
    if row.closed_ms is None:
        _not_before_its_end(facts, now_ms)
        _nobody_still_competes(round_id)
        row.closed_ms, row.ranking_percent = now_ms, None
        if ahead is not None and ahead.version + 1 == row.version:  # holding it raised it by one
            row.outcome = ahead.outcome
        else:
            rank(row)
        audit(actor_id, "round.closed", "round", round_id, now_ms, figures=row.outcome)
    outcome = dict(row.outcome)
    commit()
    forget_rounds()
    forget_snapshots()
    return outcome


def close_by_hand(
    round_id: int, actor_id: int, now_ms: int, enqueue: Callable[[int, int], object] | None = None
) -> bool:
    """Close a round now; where many took part only see that it can be closed and hand (round, actor) to
    `enqueue`, which has `close_ordered` called. Says whether it is closed.

    `enqueue` is None where nobody works in the background: everything is done now, what was ordered of a
    worker that died included.

    Raises Refused: those of `close_round`.
    """
    if enqueue is None or ranking.attempts(round_id) <= AT_ONCE:
        close_round(round_id, actor_id, now_ms)
        return True
    row, facts = _held(round_id)
    _not_before_its_end(facts, now_ms)
    if row.closed_ms is not None:
        rollback()
        return True
    _nobody_still_competes(round_id, now_ms)
    if row.ranking_percent is not None:  # clicked twice: it is under way
        rollback()
        return False
    row.ranking_percent = 0
    commit()
    forget_rounds()
    enqueue(round_id, actor_id)
    return False


def close_ordered(round_id: int, actor_id: int, now_ms: int) -> None:
    """The background half. One that broke off is gone on with by `close_ended_rounds`, and a second run
    finds the round closed; where somebody competes again meanwhile, none is under way any more."""
    try:
        close_round(round_id, actor_id, now_ms)
    except Refused:
        rollback()
        ranking.set_progress(round_id, None)
        commit()


def ranking_percent(round_id: int) -> int | None:
    """How far the ranking of a round is that is under way or broke off; None: none is."""
    return ranking.progress(round_id)


def close_ended_rounds(now_ms: int) -> int:
    """Close every announced round that is over; how many were. One that must wait is tried again
    the next time."""
    closed = 0
    for round_id in ranking.ended_rounds(now_ms):
        try:
            close_round(round_id, None, now_ms)
            closed += 1
        except Refused:
            rollback()
    return closed


def rank(row: Round) -> None:
    """Places, prediction errors and figures of a round, over what counts now."""
    session().flush()  # the statements below go past the session
    anew, outcome = _ranked(row)
    ranking.write_places(row.id, anew)
    row.outcome = outcome


def _rank_ahead(round_id: int) -> _Ahead | None:
    """Places of a round that is over but not closed, written in portions that hold up nobody else.

    Nobody reads them before the round is closed, and whoever comes here again writes only what is
    missing. They hold as long as the round's version does. None where it is closed already.
    """
    row = session().get_one(Round, round_id, populate_existing=True)
    version = row.version
    if row.closed_ms is not None:
        return None
    _nobody_still_competes(round_id)
    anew, outcome = _ranked(row)
    rollback()  # what was read is read; nothing is held while it is written
    for at in range(0, len(anew), _PORTION):
        ranking.write_places(round_id, anew[at : at + _PORTION])
        if not ranking.set_progress(round_id, 100 * at // len(anew)):  # somebody else was faster
            rollback()
            return None
        commit()
    return _Ahead(version, outcome)


def _nobody_still_competes(round_id: int, after_ms: int = 0) -> None:
    if waiting := ranking.open_attempts(round_id, after_ms):
        raise Refused("attempts_still_open", count=waiting)


def _ranked(row: Round) -> tuple[list[Place], dict[str, object]]:
    """Places to write and the figures of a round."""
    rules = row.ruleset
    tallies = ranking.tallies(row.id)
    aims = targets(rules.prediction, tallies) if rules.prediction else {}
    found = places(rules, ranking.lines_to_rank(row.id), aims)
    return ranking.written_anew(row.id, found), {
        **asdict(whole(tallies)),
        "units": ranking.units_entered(row.id),
        **ranking.struck(row.id),
        "divisions": {code: asdict(tally) for code, tally in sorted(tallies.items())},
        "targets": dict(sorted(aims.items())),
    }


def reopen(row: Round, actor_id: int | None, now_ms: int) -> bool:
    """Undo the close of a held round: nobody has a place, no figures stand. Says whether it was closed.

    Disqualifications and void attempts stay. The caller gives the round an end to come, tells why in
    an amendment, commits and forgets what this process keeps.
    """
    if row.closed_ms is None:
        return False
    audit(actor_id, "round.reopened", "round", row.id, now_ms, closed_ms=row.closed_ms, figures=row.outcome)
    row.closed_ms, row.outcome = None, {}
    session().flush()  # the statement below goes past the session
    ranking.write_places(row.id, ranking.written_anew(row.id, ()))
    return True


def correctable(round_id: int) -> Round:
    """The round, held, if what counted in it may still be corrected.

    Raises Refused("round_not_closed") before it is closed, Refused("already_official") after.
    """
    row, facts = _held(round_id)
    if facts.published == Phase.OFFICIAL:
        raise Refused("already_official")
    if row.closed_ms is None:
        raise Refused("round_not_closed")
    return row


def _held(round_id: int) -> tuple[Round, RoundFacts]:
    found = ranking.locked_round(round_id)
    if found is None:
        raise Refused("not_found")
    return found[0], facts_of(*found)


def _not_before_its_end(facts: RoundFacts, now_ms: int) -> None:
    if facts.closed_ms is None and facts.phase_at(now_ms) is not Phase.ENDED:
        raise Refused("round_not_ended")
