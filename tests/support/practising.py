"""A bank that people may practise with, and answers to its questions."""

from contest.rules.items import Item, LegalBasis
from contest.services import practice_banks
from contest.services.snapshots import forget_snapshots
from contest.storage.banks import Bank
from tests.support.cast import NOW, Cast
from tests.support.rounds import make_bank

OPTIONS = ("Đúng", "Sai một", "Sai hai")


def question(n: int, **changes: object) -> Item:
    """Its right option is the first."""
    facts: dict[str, object] = {
        "type": "single_choice",
        "stem": f"Câu ôn số {n}?",
        "options": OPTIONS,
        "key": (0,),
        "topic": "PAPI",
        "explanation": "Vì quy định như vậy.",
        "legal_basis": (LegalBasis("Nghị định 118/2025/NĐ-CP", article="Điều 5"),),
    }
    return Item(**(facts | changes))  # type: ignore[arg-type]


def make_practice(cast: Cast, *items: Item, code: str = "on-tap") -> Bank:
    """A bank of appraised items (without any: three), opened for practice."""
    bank = make_bank(cast, list(items) or [question(n) for n in range(1, 4)], code)
    practice_banks.allow_practice(bank.id, True, actor_id=cast.people["dung"], now_ms=NOW)
    forget_snapshots()
    return bank
