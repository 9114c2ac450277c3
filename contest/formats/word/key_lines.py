"""Lines behind the options: the key in its many wordings, and named fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contest.formats.bank_headings import FIELDS, LETTERS
from contest.formats.keys import Key, read_key
from contest.formats.word.plain import plain
from contest.rules.items import Problem
from contest.rules.vietnamese import fold

_LEAD = r"[\s\-=>→⇒➔•*(\[+]*"
_NAMED = re.compile(
    _LEAD + r"(?:dap\s*an|phuong\s*an|lua\s*chon|d\s*[/.]\s*a|da|dap\s*so|answers?|keys?|ans|tra\s*loi|ket\s*qua|"
    r"correct(?:\s+answer)?|"
    r"chon(?:\s+(?:dap\s*an|phuong\s*an|cau|y))?)"
    r"((?:\s+(?:dung|chinh\s*xac|la|chuan|can\s*chon|phuong\s*an|dap\s*an|cua\s+cau(?:\s+\d+)?|cau\s+\d+|option|answer))*)"
    r"\s*([:.=]|[-](?=\s)|(?=\s|\(|\[|$))\s*",
    re.IGNORECASE,
)  # fmt: skip
_OPTION_D = re.compile(r"\W*[Dd]\s*\.\s*[Aa]")  # an option that begins with a lone A; only "Đ.A" is the word
_ARROW = re.compile(r"\s*(?:=>|-->|->|→|⇒|➔)\s*(?=[A-Ha-h]\b)")
_LETTERS = re.compile(
    r"[(\[]?\s*([A-H](?:\s*(?:[,;/&+]|\bva\b|\band\b)+\s*[A-H]\b|\s+[A-H]\b)*|[A-H]{2,8}|[a-h](?:\s*(?:[,;/&+]|\bva\b)\s*[a-h]\b)*)"
    r"\b\s*[)\]]?"
)
_REST = re.compile(r"\s*[.)\]:,;–\-]+\s*|\s*(?=\()|\s+(?=vi |theo |do )", re.IGNORECASE)
_JUDGED = re.compile(r"([a-h])\s*[).:\-=]*\s*(dung|sai|true|false|[DSTF])\b", re.IGNORECASE)
_JUDGED_ROW = re.compile(r"[DSTF](?:[\s,;/\-.]*[DSTF]){1,7}\.?", re.IGNORECASE)
_SPELT_ROW = re.compile(r"(?:dung|sai|true|false)(?:[\s,;/\-]+(?:dung|sai|true|false)){1,7}\.?", re.IGNORECASE)
_EXPLANATION = re.compile(
    r"(?:👉|→|⇒|➔|=>)\s*(?=\w)|[\W_]{0,3}(?:loi giai(?: chi tiet)?|giai thich(?: dap an)?|"
    r"huong dan(?: giai| tra loi)?|giai chi tiet|giai|phan tich|hdg?|"
    r"explanation)\s*(?:[:.]\s*|$)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[\-•*+]?\s*([^\W\d][^:\n]{0,28}?)\s*:\s*")
_NOT_FIELDS = {"key", "stem", "options", "number", *(f"option_{letter}" for letter in LETTERS)}
_FIELD_NAMES = {
    fold(name): field for field, names in FIELDS.items() if field not in _NOT_FIELDS for name in names if len(name) > 2
}  # fmt: skip
_MORE_NAMES = {
    "co so": "document", "trich": "document", "nguon trich dan": "document", "van ban phap ly": "document",
    "dap an chi tiet": "explanation", "phan hoi": "explanation", "muc do cau hoi": "level", "do kho cau hoi": "level",
    "bai hoc": "topic", "noi dung kien thuc": "topic",
}  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """Statements called true, by place, among how many."""

    true: tuple[int, ...]
    count: int


def key_payload(text: str) -> str | None:
    """What a line names as the key, "" where it names nothing yet; None for a line that is none."""
    bare = plain(text)
    if found := _ARROW.match(bare):
        rest = text[found.end() :].strip()
        return rest if letters_of(rest) else None
    found = _NAMED.match(bare)
    if not found or _OPTION_D.match(text):
        return None
    payload = text[found.end() :].strip()
    if found[2] and found[2] in ":=":
        return payload
    if not payload:
        return "" if bare.strip()[:1].lower() in "daltr" and found[2] != "." else None
    letters = letters_of(payload)
    if not (letters or judgements(payload)):
        return None
    # "Chọn a …" and the like are words unless the letter stands alone or in capitals.
    return payload if payload[:1].isupper() or payload[:1] in "([" or not letters or not letters[1] else None


def letters_of(payload: str) -> tuple[list[int], str] | None:
    """(places of the letters, text after them) of an answer such as "B", "A và C", "B. Hà Nội"."""
    bare = plain(payload)
    found = _LETTERS.match(bare)
    if not found:
        return None
    rest = payload[found.end() :]
    if rest.strip(" .;,)*"):
        gap = _REST.match(plain(rest))
        if not gap and not found[0].endswith((")", "]")):
            return None
        rest = rest[gap.end() if gap else 0 :]
    letters = re.sub(r"\b(?:va|and)\b", "", found[1])
    places = [LETTERS.index(char.upper()) for char in letters if char.isalpha()]
    return (places, rest.strip(" .;,*")) if len(set(places)) == len(places) else None


def judgements(payload: str) -> Judged | None:
    """Đ S Đ S; "a) Đúng, b) Sai"; "ĐSĐS"."""
    bare = plain(payload)
    if (named := _JUDGED.findall(bare)) and len(named) > 1:
        places = {ord(letter.lower()) - 97: word[0].upper() in "DT" for letter, word in named}
        if sorted(places) == list(range(len(places))) == list(range(len(named))):
            return Judged(tuple(sorted(p for p, true in places.items() if true)), len(places))
    row = bare.strip()
    if _SPELT_ROW.fullmatch(row):
        signs = [word[0].upper() for word in re.findall(r"[A-Za-z]+", row)]
    elif _JUDGED_ROW.fullmatch(row) and re.search(r"[SF]", row, re.IGNORECASE):
        signs = [char.upper() for char in row if char.isalpha()]
    else:
        return None
    return Judged(tuple(n for n, sign in enumerate(signs) if sign in "DT"), len(signs))


@dataclass(frozen=True)
class Answer:
    """What an answer line says once the options are known; `remark` is text behind the letters."""

    places: tuple[int, ...] = ()
    judged: bool = False
    remark: str = ""
    problem: Problem | None = None


def understood(payload: str, options: Sequence[str], *, letters_only: bool = False) -> Answer:
    """The key among the options; `letters_only` never takes a letter for an option's text."""
    if (judged := judgements(payload)) and judged.count == len(options):
        return Answer(judged.true, judged=True)
    exact = [n for n, option in enumerate(options) if option and _same(option) == _same(payload)]
    many = read_key(payload, options) if len(options) > len(LETTERS) else Key()
    if many.positions:
        return Answer(many.positions, many.judged)
    if letters := letters_of(payload):
        places, rest = letters
        if exact and exact != places and not rest and not letters_only:
            return Answer(problem=Problem("ambiguous_key", "error", {"written": payload[:60]}))
        if any(place >= len(options) for place in places):
            return Answer(problem=Problem("key_outside_options", details={"written": payload[:60]}))
        said = [n for n, option in enumerate(options) if rest and _same(option) == _same(rest)]
        if said and said[0] not in places:
            return Answer(problem=Problem("key_letter_and_text", details={"written": payload[:80]}))
        return Answer(tuple(sorted(places)), remark="" if said or len(rest) < 3 else rest)
    if len(exact) == 1:
        return Answer((exact[0],))
    key = read_key(payload, options)
    return Answer(key.positions, key.judged, problem=key.problem)


def explanation_start(text: str) -> int | None:
    """Where an explanation begins on a line that opens one."""
    found = _EXPLANATION.match(plain(text))
    return found.end() if found else None


def field_start(text: str) -> tuple[str, int] | None:
    """(field, start of its value) of a line such as "Căn cứ: …", "Mức độ: …"."""
    found = _FIELD.match(text)
    if not found:
        return None
    name = fold(found[1])
    field = _FIELD_NAMES.get(name) or _MORE_NAMES.get(name)
    return (field, found.end()) if field else None


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .;")
