"""Papers of a round and what organisers key of them, the short way."""

from contest.rules.item_types import ITEM_TYPES
from contest.rules.paper_entries import Keying, SheetState, shown
from contest.rules.permissions import Actor
from contest.services import paper_entries, round_papers
from contest.services.actors import actor_for
from contest.services.paper_entries import Sheet
from contest.services.papers import items_of
from contest.services.rounds import forget_rounds, round_facts
from contest.storage.db import session
from contest.storage.paper_entries import RoundPaper
from tests.support.cast import NOW, Cast

SECRET = "chi-dung-khi-thu"


def actor(cast: Cast, name: str) -> Actor:
    return actor_for(cast.person(name))


def make_papers(cast: Cast, round_id: int, codes: int = 2) -> list[str]:
    """Papers of officials as Dũng has them made; returns their codes."""
    made = round_papers.make_papers(
        round_id, "can-bo", codes, actor=actor(cast, "dung"), secret=SECRET, now_ms=NOW - 30_000
    )
    forget_rounds()
    return made


def keying(round_id: int, right: int, *, code: str = "001", minutes: int = 12, prediction: int | None = None) -> Keying:
    """The sheet of somebody who answered so many questions rightly and left the others out; just finished."""
    paper = session().get_one(RoundPaper, (round_id, code)).paper
    answers = [
        shown(ITEM_TYPES[item.type].right_response(item), item, order) if n < right else ""
        for n, (item, (_, order)) in enumerate(zip(items_of(paper), paper, strict=True))
    ]
    return Keying(code, tuple(answers), prediction, NOW, minutes)


def key(cast: Cast, round_id: int, by: str, what: Keying | None = None, *, who: str = "an") -> SheetState:
    """One keying of the person's sheet, all right unless said otherwise."""
    what = what or keying(round_id, 6)
    return paper_entries.key(round_facts(round_id), actor(cast, by), cast.people[who], what, NOW)


def sheet_of(cast: Cast, round_id: int, name: str = "an") -> Sheet:
    """The person's newest sheet, as Dũng sees it."""
    sheets = paper_entries.sheets(round_id, actor(cast, "dung"))
    return next(s for s in sheets if s.person.id == cast.people[name])
