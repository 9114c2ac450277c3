"""Which of two attempts stands higher on a live board: by what is known before the round closes, as
one sortable text."""

from contest.rules.rulesets import RuleSet, TieBreak

# Digits of each criterion: milliseconds of an epoch time, of a duration, a count.
_WIDTH = {TieBreak.ELAPSED: 10, TieBreak.FINISHED: 14, TieBreak.ATTEMPTS: 5, TieBreak.REGISTERED: 14}
_SCORE_WIDTH = 9
_TOP_SCORE = 10**_SCORE_WIDTH - 1


def live_key(
    rules: RuleSet, *, score: int, elapsed_ms: int, finished_ms: int, attempts: int, registered_ms: int
) -> str:
    """Fixed-width digits; ascending byte order is better first. Equal keys are ties.

    The score, then the rules' tie-breaks in their order without those that only the close reveals
    (prediction, lot). Scores in hundredths, times in milliseconds.
    """
    values = {
        TieBreak.ELAPSED: elapsed_ms,
        TieBreak.FINISHED: finished_ms,
        TieBreak.ATTEMPTS: attempts,
        TieBreak.REGISTERED: registered_ms,
    }
    parts = [f"{_TOP_SCORE - min(score, _TOP_SCORE):0{_SCORE_WIDTH}d}"]
    for criterion in rules.tie_breaks:
        if criterion in values:
            width = _WIDTH[criterion]
            parts.append(f"{min(max(values[criterion], 0), 10**width - 1):0{width}d}")
    return "".join(parts)
