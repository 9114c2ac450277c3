"""What makes an item contestable: warnings for its author and appraiser, never errors.

`checks` looks at one item by itself; what it merely lacks is told with severity "hint".
"""

import re
from datetime import date
from itertools import combinations

from contest.rules.items import Item, Problem
from contest.rules.vietnamese import fold

LONGER, SHORTER = 1.25, 0.5  # of the longest and the shortest other option
_WORTH_MEASURING = 20  # characters of the longest option; names and numbers differ in length by nature
_RUN = 3  # syllables that stem and key share
# "Chỉ" as only; not chỉ số (index), chỉ thị (directive) and other words that begin with it.
_ONLY = re.compile(r"Chỉ (?!số|thị|tiêu|đạo|dẫn|huy|định|điểm)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2,}")
_DOCUMENT = re.compile(r"\b\d{1,5}/(?:\d{4}/)?((?:QĐ|NQ|NĐ|CT|TT|KH|QH\d+|TTLT|HD|BC|CV)(?:-[A-ZĐ]+)*)\b")
_DATED = re.compile(r"ngày\s+\d|\d{1,2}/\d{1,2}/\d{4}|/\d{4}/")
_ISSUER = re.compile(
    r"Chính phủ|Thủ tướng|Quốc hội|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Bộ |Ban |Sở |Trung ương|Bộ Chính trị|NĐ-CP|QH\d"
)
_LOCAL = re.compile(r"-(?:UBND|HĐND)$")
_PLACE = re.compile(r"\b(?:tỉnh|thành phố|TP\.?|xã|phường|đặc khu|quận|huyện|thị xã)\s+(?-i:[A-ZĐÀ-Ỹ])", re.IGNORECASE)
_ALL_ABOVE = re.compile(
    r"^(?:tat ca|ca)\b.{0,25}\b(?:tren|dung|sai)\b"
    r"|^(?:ca|gom) (?:a|hai|ba|bon|2|3|4)\b.*\b(?:dap an|phuong an|y|[b-d])\b"
    r"|^khong co (?:dap an|phuong an|y) nao"
)
_QUIET_NOT = re.compile(r"\bkhông\s+(?:phải|thuộc|đúng|bao gồm|nằm trong|được quy định|chính xác|gồm)\b")


def checks(item: Item, on: date) -> list[Problem]:
    """Everything a person should look at on that day."""
    return [*_stem(item), *_options(item), *_basis(item, on), *_lacking(item)]


def _warning(code: str, **details: object) -> Problem:
    return Problem(code, "warning", details)


def _stem(item: Item) -> list[Problem]:
    found = []
    if document := _DOCUMENT.search(item.stem):
        if not (_DATED.search(item.stem) and _ISSUER.search(item.stem)):
            found.append(_warning("document_without_origin", number=document[0]))
        if _LOCAL.search(document[1]) and not _PLACE.search(item.stem):
            found.append(_warning("decision_without_place", number=document[0]))
    if item.options and _QUIET_NOT.search(item.stem.rpartition(".")[2]):
        found.append(_warning("quiet_negation"))
    if item.stem.count("?") > 1:
        found.append(_warning("two_questions"))
    return found


def _options(item: Item) -> list[Problem]:
    found = []
    folded = [fold(option) for option in item.options]
    if any(_ALL_ABOVE.search(text) for text in folded):
        found.append(_warning("all_of_the_above"))
    compared = zip(item.options, folded, map(_bare, folded), strict=True)
    for (first, one, bare), (second, other, again) in combinations(compared, 2):
        if one != other and bare == again:
            found.append(_warning("options_alike", first=first[:60], second=second[:60]))
    if item.type == "single_choice" and len(item.key) == 1 and item.key[0] < len(item.options) > 1:
        right = item.options[item.key[0]]
        others = [option for n, option in enumerate(item.options) if n != item.key[0]]
        found += _giveaways(item.stem, right, others)
    return found


def _bare(folded: str) -> str:
    return "".join(c for c in folded if c.isalnum())


def _giveaways(stem: str, right: str, others: list[str]) -> list[Problem]:
    found = []
    for number in dict.fromkeys(_NUMBER.findall(stem)):
        if [number in _NUMBER.findall(option) for option in (right, *others)].count(True) == 1:
            found.append(_warning("number_gives_key", number=number))
            break
    if shared := _shared_run(stem, right, others):
        found.append(_warning("stem_in_key", words=shared))
    if sum(bool(_ONLY.match(option)) for option in others) >= 2:
        found.append(_warning("distractors_say_only"))
    lengths = [len(option) for option in others]
    if max(*lengths, len(right)) >= _WORTH_MEASURING:
        if len(right) > LONGER * max(lengths):
            found.append(_warning("key_longer"))
        elif len(right) < SHORTER * min(lengths):
            found.append(_warning("key_shorter"))
    return found


def _shared_run(stem: str, right: str, others: list[str]) -> str:
    """The first run of syllables of the stem that stands in the key and in no other option."""
    words = re.findall(r"\w+", right)
    asked, wrong = _padded(stem), [_padded(option) for option in others]
    for start in range(len(words) - _RUN + 1):
        run = " ".join(words[start : start + _RUN])
        if _padded(run) in asked and not any(_padded(run) in option for option in wrong):
            return run
    return ""


def _padded(text: str) -> str:
    words = " ".join(re.findall(r"\w+", fold(text)))
    return f" {words} "


def _basis(item: Item, on: date) -> list[Problem]:
    found = [
        _warning("basis_expired", day=f"{basis.valid_to:%d/%m/%Y}", document=basis.document[:80])
        for basis in item.legal_basis
        if basis.valid_to and basis.valid_to < on
    ]
    if item.review_on and item.review_on < on:
        found.append(_warning("review_overdue", day=f"{item.review_on:%d/%m/%Y}"))
    return found


def _lacking(item: Item) -> list[Problem]:
    lacks = {
        "no_topic": not item.topic,
        "no_level": not item.level,
        "no_legal_basis": not item.legal_basis,
        "no_explanation": not item.explanation,
    }
    return [Problem(code, "hint") for code, lacking in lacks.items() if lacking]
