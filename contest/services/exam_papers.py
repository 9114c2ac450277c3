"""Exam papers on paper: the same questions under several codes, each code in its own order."""

from datetime import date

from contest.documents.exam_paper import Paper, Question, write
from contest.rules.items import Category
from contest.rules.papers import Drawable, draw
from contest.rules.rulesets import BlueprintCell, Division
from contest.services.banks import bank_of_code
from contest.services.showing_pictures import filled
from contest.storage.banks import Bank, drawable, load_versions


def exam_papers(
    bank_code: str, *, count: int = 0, blueprint: tuple[BlueprintCell, ...] = (), codes: int, seed: str, on: date
) -> dict[str, bytes]:
    """File name → content: papers 001, 002 … of `count` questions, or as many as the blueprint says,
    that may be used on that day, and their key sheet. The same seed on the same bank gives the same papers.

    Raises Refused: no_such_bank, bank_too_small.
    """
    bank = bank_of_code(bank_code)
    division, stock = _stock(bank, count, blueprint, seed, on)
    chosen = {item.version_id for item in stock}
    found = load_versions(chosen)
    items = dict(zip(found, filled(found.values()), strict=True))
    papers = []
    for number in range(1, codes + 1):
        lines = draw(division, stock, f"{seed}/{number}", shuffle_items=True, shuffle_options=True)
        questions = tuple(Question(items[line.version_id], line.permutation) for line in lines)
        papers.append(Paper(f"{number:03}", questions))
    return write(bank.name, papers)


def check_stock(
    bank_code: str, *, count: int = 0, blueprint: tuple[BlueprintCell, ...] = (), seed: str, on: date
) -> None:
    """Can the papers be made? Raises Refused: no_such_bank, bank_too_small."""
    _stock(bank_of_code(bank_code), count, blueprint, seed, on)


def _stock(
    bank: Bank, count: int, blueprint: tuple[BlueprintCell, ...], seed: str, on: date
) -> tuple[Division, list[Drawable]]:
    """The questions of the papers, and the division they are drawn for."""
    division = Division(
        code="giay",
        name=bank.name[:120],
        categories=tuple(Category),
        bank_code=bank.code,
        blueprint=blueprint or (BlueprintCell(count=count),),
    )
    available = drawable(bank.id, on)
    chosen = {line.version_id for line in draw(division, available, seed, shuffle_items=False, shuffle_options=False)}
    return division, [item for item in available if item.version_id in chosen]
