"""The key of one question, from all that speaks of it: marks, answer lines, the list of keys."""

import re
from dataclasses import dataclass, field

from contest.formats.word.key_lines import letters_of, understood
from contest.formats.word.key_tables import Pair
from contest.formats.word.marks import Evidence, Option, evidence_of, struck_out, true_statements
from contest.formats.word.splitting import Split
from contest.formats.word.telling import conflict, letters_said
from contest.rules.items import Problem


@dataclass
class Verdict:
    """`judged` tells that statements were called true or false; `remarks` is text behind answers."""

    key: tuple[int, ...] = ()
    judged: bool = False
    accepted: tuple[str, ...] = ()
    remarks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, severity: str = "error", **details: object) -> None:
        self.problems.append(Problem(code, severity, details))


def choice_key(options: list[Option], found: Split, pair: Pair | None, *, exact: bool) -> Verdict:
    """The right option or options. Nothing is guessed: what contradicts itself is told."""
    verdict = Verdict()
    evidence = [] if exact else evidence_of(options)
    marked = evidence[0] if evidence else None
    evidence += _written(options, found, pair, verdict, exact=exact)
    if verdict.problems or _contradicted(evidence, verdict):
        return verdict
    if not evidence:
        verdict.refuse("options_unlettered" if found.listed else "missing_key")
        return verdict
    verdict.key = evidence[0].places
    if len(verdict.key) > 1 and marked and len(evidence) == 1 and not verdict.judged:
        verdict.refuse("several_keys", "warning", letters=letters_said(verdict.key))
    struck = () if exact else struck_out(options)
    if struck and len(struck) < len(options) - 1:
        severity = "error" if set(struck) & set(verdict.key) else "warning"
        verdict.refuse("struck_option", severity, letters=letters_said(struck))
    return verdict


def statements_key(options: list[Option], found: Split, pair: Pair | None, *, exact: bool) -> Verdict:
    """The true statements of a cluster."""
    verdict = Verdict(judged=True)
    evidence = [] if exact else true_statements(options)
    called = [option.judged for option in options]
    if options and all(judged is not None for judged in called):
        evidence.append(Evidence("sign", tuple(n for n, judged in enumerate(called) if judged)))
    evidence += _written(options, found, pair, verdict, exact=exact)
    if verdict.problems or _contradicted(evidence, verdict):
        return verdict
    if not evidence:
        verdict.refuse("statements_unjudged")
        return verdict
    verdict.key = evidence[0].places
    return verdict


def short_answer(found: Split, pair: Pair | None, *, asked_for: bool, exact: bool) -> Verdict:
    """The accepted answers of a question without options; `asked_for` tells that its part or type
    says it is one."""
    verdict = Verdict()
    answers = [payload for payload, _ in found.payloads]
    if not answers and pair:
        answers = [pair.answer]
    if asked_for and not answers and len(found.options) == 1:  # "A. 12" as some programs want it
        answers = [found.options[0].text.content]
    if not asked_for and (not answers or any(_only_letters(answer) for answer in answers)):
        verdict.refuse("no_options")
        return verdict
    parts = [part.strip() for answer in answers for part in re.split(r"\n" if exact else r"[|\n]", answer)]
    verdict.accepted = tuple(dict.fromkeys(part for part in parts if part))
    if not verdict.accepted:
        verdict.refuse("missing_key")
    return verdict


def _only_letters(answer: str) -> bool:
    letters = letters_of(answer)
    return bool(letters and not letters[1])


def _written(
    options: list[Option], found: Split, pair: Pair | None, verdict: Verdict, *, exact: bool
) -> list[Evidence]:
    texts = [option.text.content for option in options]
    evidence = []
    said = [("line", payload) for payload, _ in found.payloads] + ([("list", pair.answer)] if pair else [])
    for source, payload in said:
        if found.listed and payload.strip(" .)").isdecimal():
            payload = "ABCDEFGH"[int(payload.strip(" .)")) - 1 : int(payload.strip(" .)"))] or payload
        answer = understood(payload, texts, letters_only=exact)
        if answer.problem:
            verdict.problems.append(answer.problem)
            continue
        verdict.judged = verdict.judged or answer.judged
        if answer.remark:
            verdict.remarks.append(answer.remark)
        evidence.append(Evidence(source, answer.places))
    return evidence


def _contradicted(evidence: list[Evidence], verdict: Verdict) -> bool:
    problem = conflict(evidence)
    if problem:
        verdict.problems.append(problem)
    return problem is not None
