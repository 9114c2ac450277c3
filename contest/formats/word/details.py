"""What an item carries besides its question: level, topic, legal basis, and the rest of our fields."""

import re
from typing import Any

from contest.formats.bank_headings import FIELDS
from contest.formats.bank_words import audience_of, means_yes, value_of
from contest.formats.legal_cells import legal_bases
from contest.rules.items import LegalBasis, Problem, Scope, Status
from contest.rules.table_cells import date_of

_LEVELS = {"1": "easy", "2": "medium", "3": "hard", "4": "hard"}
_POINTS = re.compile(r"[\d.,]+\s*(?:điểm|đ|diem|point|points)\b\.?", re.IGNORECASE)
_BASIS = ("document", "article", "clause", "valid_from", "valid_to")
_CITED = re.compile(
    r"(?:(?:điểm\s+\w+\s*,?\s*)?khoản\s+(?P<clause>[\w, ]{1,20}?)\s*,?\s+)?điều\s+(?P<article>\d+\w?)\s*,?\s*"
    r"(?:của\s+)?(?P<document>(?:Luật|Bộ luật|Hiến pháp|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Kế hoạch|"
    r"Công văn|Pháp lệnh)\b.*)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_PLAIN = ("code", "topic", "enemy_group", "author_name", "appraiser_name", "note")


def level_of(tag: str) -> str | None:
    """The level that a remark in a question's label names; "" for one that says nothing of the
    question (points); None for any other remark."""
    if (level := value_of("level", tag)) is not None:
        return level
    if tag in _LEVELS:
        return _LEVELS[tag]
    return "" if _POINTS.fullmatch(tag.strip()) else None


def details_of(fields: dict[str, str], problems: list[Problem], *, exact: bool) -> dict[str, Any]:
    """Arguments of an Item. What is not understood is told in `problems`; `exact` takes legal bases as
    they stand, without taking "khoản 2 Điều 5 Luật …" apart."""
    found: dict[str, Any] = {name: fields.get(name, "") for name in _PLAIN}
    found["situational"] = means_yes(fields.get("situational", ""))
    found["level"] = _value("level", fields.get("level", ""), "unknown_level", problems)
    found["scope"] = _value("item_scope", fields.get("scope", ""), "unknown_scope", problems) or Scope.CENTRAL.value
    found["status"] = _value("item_status", fields.get("status", ""), "unknown_status", problems) or Status.DRAFT.value
    found["audience"], strange = audience_of(fields.get("audience", ""))
    if strange:
        problems.append(Problem("unknown_audience", "warning", {"written": "; ".join(strange)[:60]}))
    try:
        found["review_on"] = date_of(fields.get("review_on", ""))
    except ValueError:
        written = fields["review_on"][:60]
        problems.append(Problem("bad_date", details={"column": FIELDS["review_on"][0], "written": written}))
    found["legal_basis"] = _bases(fields, problems, exact=exact)
    return found


def _value(enumeration: str, written: str, unknown: str, problems: list[Problem]) -> str:
    value = value_of(enumeration, written) if written else ""
    if value is None:
        problems.append(Problem(unknown, "warning", {"written": written[:60]}))
    return value or ""


def _bases(fields: dict[str, str], problems: list[Problem], *, exact: bool) -> tuple[LegalBasis, ...]:
    document = fields.get("document", "")
    if not exact and (cited := _CITED.fullmatch(document.strip())):
        return (LegalBasis(cited["document"].strip(" ."), cited["article"], (cited["clause"] or "").strip()),)

    def refuse(code: str, **details: object) -> None:
        problems.append(Problem(code, details=details))

    return legal_bases({field: fields.get(field, "") for field in _BASIS}, refuse, lambda field: FIELDS[field][0])
