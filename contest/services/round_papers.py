"""Papers of a round for places without phones: drawn as on line, kept by code, printed with a key sheet."""

import io
import zipfile
from collections.abc import Callable, Collection, Mapping
from typing import Any

from contest.documents.exam_paper import Paper, Question, write
from contest.rules.attempt_tokens import paper_seed
from contest.rules.papers import draw
from contest.rules.permissions import Actor
from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet
from contest.services.bank_files import Wish
from contest.services.papers import stock
from contest.services.round_editing import locked_round, round_now
from contest.services.rounds import RoundFacts, facts_of, forget_rounds
from contest.services.showing_pictures import filled
from contest.storage import paper_entries
from contest.storage.banks import load_versions
from contest.storage.db import commit, session
from contest.storage.paper_entries import RoundPaper
from contest.storage.people import audit
from contest.wording import label, say

KIND = "round_papers"
MOST_CODES, MOST_OF_A_ROUND = 24, 200
_NOBODY = 0  # a printed paper is drawn before anybody is known to sit with it


def make_papers(round_id: int, division_code: str, codes: int, *, actor: Actor, secret: str, now_ms: int) -> list[str]:
    """Draw and keep so many papers of a division; their codes go on from those of the round.

    Raises Refused: not_found, paper_too_late, unknown_division, number_between, too_many_papers, bank_missing,
    bank_too_small.
    """
    row, contest = locked_round(round_id)
    facts = facts_of(row, contest)
    if facts.phase_at(now_ms) not in {Phase.DRAFT, Phase.UPCOMING, Phase.OPEN}:
        raise Refused("paper_too_late")
    rules = facts.rules
    division = next((d for d in rules.divisions if d.code == division_code), None)
    if division is None:
        raise Refused("unknown_division", field="division")
    if not 1 <= codes <= MOST_CODES:
        raise Refused("number_between", field="codes", least=1, most=MOST_CODES)
    taken = len(paper_entries.papers_of(round_id))
    if taken + codes > MOST_OF_A_ROUND:
        raise Refused("too_many_papers", field="codes", most=MOST_OF_A_ROUND)
    available = stock(division, max(now_ms, rules.opens_ms))
    made = []
    for number in range(taken + 1, taken + codes + 1):
        seed = paper_seed(secret, round_id, _NOBODY, number)
        lines = draw(
            division, available, seed, shuffle_items=rules.shuffle_items, shuffle_options=rules.shuffle_options
        )
        paper = [[line.version_id, list(line.permutation)] for line in lines]
        made.append(f"{number:03}")
        session().add(RoundPaper(round_id=round_id, code=made[-1], division=division.code, paper=paper, made_ms=now_ms))
    audit(actor.person_id, "paper.made", "round", round_id, now_ms, division=division.code, codes=made)
    commit()
    forget_rounds()
    return made


def files_wish(facts: RoundFacts, codes: Collection[str]) -> Wish:
    """The file of these papers, as `exporting.request_file` takes it."""
    wish = {"round_id": facts.id, "codes": sorted(codes)}
    return Wish(KIND, wish, facts.contest_unit_id, f"{facts.contest_name} – {facts.name}")


def papers_of(round_id: int) -> dict[str, list[str]]:
    """Division → the codes printed for it."""
    found: dict[str, list[str]] = {}
    for paper in paper_entries.papers_of(round_id):
        found.setdefault(paper.division, []).append(paper.code)
    return found


def archive(round_id: int, codes: Collection[str]) -> bytes:
    """A ZIP of the papers and their key sheet, a folder for each division."""
    facts = round_now(round_id)
    wanted = [p for p in paper_entries.papers_of(round_id) if p.code in codes]
    versions = load_versions({version for paper in wanted for version, _ in paper.paper})
    shown = dict(zip(versions, filled(versions.values()), strict=True))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for division in facts.rules.divisions:
            papers = [
                Paper(p.code, tuple(Question(shown[version], tuple(order)) for version, order in p.paper))
                for p in wanted
                if p.division == division.code
            ]
            title = f"{facts.contest_name} – {facts.name} – {division.name}"
            for name, content in write(title, papers, _asked(facts.rules)).items() if papers else ():
                pack.writestr(f"{division.code}/{name}", content)
    return made.getvalue()


def _asked(rules: RuleSet) -> list[str]:
    """What a sheet must say besides the answers."""
    prediction = [label("prediction_question", rules.prediction.target) + " …………………"] if rules.prediction else []
    return [*prediction, say("paper_times_line")]


def _made(wish: Mapping[str, Any]) -> tuple[str, bytes]:
    return f"de-giay-dot-{round_now(wish['round_id']).number}.zip", archive(wish["round_id"], wish["codes"])


MAKING: dict[str, Callable[[Mapping[str, Any]], tuple[str, bytes]]] = {KIND: _made}
