"""The labels by which people mark questions, options, parts and what belongs to neither."""

import re
from dataclasses import dataclass

from contest.formats.word.plain import plain

_TAGS = r"((?:\s*(?:\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\]|\{[^{}\n]{1,40}\}))*)"
_WORD = re.compile(
    r"[\W_]{0,4}(cau hoi|cau so|cau|question|quest|ques|bai tap|bai)\s*(?:so|thu|no)?\s*\.?\s*(\d{1,4})" + _TAGS
    + r"\s*([.:)\]/*]+(?!\d{1,3}[,.)]?\s*$)|-(?!\s*\d)|$|(?=[\t\n]))?",
    re.IGNORECASE,
)  # fmt: skip
_UNNUMBERED = re.compile(r"(?:cau hoi|question)\s*[:.]\s*(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,4})\s*(?:[.)/]|:(?=\s)|-(?=\s))(?!\d)\s*")
_BRACKET = re.compile(r"\[(\d{1,2})\]\s*(?=\S)")
_OPTION = re.compile(r"([*#✓✔☑✅√>]*)\s?(?:[(\[{]\s?([A-Za-z])\s?[)\]}]|([A-Za-z])\s?(?:[.):/\]]|[-=](?=\s)))[.:)]?")
_PART = re.compile(r"[\W_]{0,4}(?:phan|part)\s+(?:thu\s+)?([IVX]{1,4}|\d{1,2}|nhat|hai|ba|mot)\b", re.IGNORECASE)
_ROMAN_HEAD = re.compile(r"[\W_]{0,4}(?:[IVX]{1,4}|[A-E])\s*[.)/:-]\s*(.+)", re.DOTALL)
_ABOUT_PARTS = re.compile(
    r"\b(?:phan|trac nghiem|tu luan|dung\s*[-/,]?\s*(?:hay |hoac )?sai|tra loi ngan|"
    r"chuong|chuyen de|chu de|linh vuc|muc do)\b",
    re.IGNORECASE,
)
_TRUE_FALSE = re.compile(r"\bdung\s*(?:[-/,]|hay|hoac)?\s*sai\b|true\s*[-/]?\s*false", re.IGNORECASE)
_SHORT = re.compile(r"\btra loi ngan\b|\bdien (?:tu|khuyet|so)\b|short answer", re.IGNORECASE)
_ESSAY = re.compile(r"\btu luan\b|\bessay\b", re.IGNORECASE)
_CHOICE = re.compile(r"\btrac nghiem\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:[\W_\d]*$|[\W_]*het\b[\W_]*$|can bo coi thi|giam thi|thi sinh khong|ho va ten|ho, ten|"
    r"so bao danh|trang \d|ma de"
    r"|thoi gian|de (?:thi|kiem tra|chinh thuc|so|cuong)|(?:chuong|chu de|chuyen de|"
    r"bai|linh vuc|muc|phu luc)\s+[\dIVX]+\b"
    r"|cong hoa xa hoi|doc lap|so giao duc|bo giao duc|uy ban nhan dan|ngan hang cau hoi|bo cau hoi|"
    r"<\w{1,6}>|\[?</?\w{1,6}>)",
    re.IGNORECASE,
)
_PASSAGE = re.compile(
    r"^(?:doc |dua vao|dua tren|can cu vao|su dung|cho (?:bang|thong tin|doan|bieu|hinh|biet|tinh huong)|"
    r"tinh huong|theo doan"
    r"|quan sat|tra loi cac cau|cau \d+\s*(?:[-,]|den|va)|read |mark the|choose|questions? )",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:cau(?: hoi)?|questions?|blanks?|cau so)\s*(?:hoi\s*)?(?:so\s*)?(?:tu\s*|from\s*)?(?:cau\s*)?(\d{1,4})\s*"
    r"(?:-|den|toi|to|va|and|,|&)\s*(?:het\s*)?(?:cau\s*)?(\d{1,4})",
    re.IGNORECASE,
)
_KEY_HEAD = re.compile(
    r"^[\W_]*(?:phan\s+)?(?:bang\s+)?(?:dap an|huong dan cham|answer keys?|keys?|answers)"
    r"(?:\s*(?:va|&|-)\s*(?:huong dan|thang diem|loi giai|bieu diem).*|\s+(?:de|ma de|chi tiet|tham khao|"
    r"cac cau|trac nghiem|phan|cuoi).*)?[\W_]*$",
    re.IGNORECASE,
)
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class QuestionLabel:
    """`kind`: "word" (Câu 1), "lesson" (Bài 1), "number" (1.), "bracket" ([1]), "bare" (Câu hỏi:).
    `end` is where the label ends; `tags` are remarks in brackets; `certain` tells that a separator follows."""

    kind: str
    number: int | None
    end: int
    tags: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True)
class OptionLabel:
    """`letter` is 0 for A; `marks` are signs in front (*, #, ✓); the text begins at `end`."""

    letter: int
    lower: bool
    start: int
    end: int
    marks: str = ""


def question_label(text: str) -> QuestionLabel | None:
    """The question label that a line begins with."""
    bare = plain(text)
    if found := _WORD.match(bare):
        rest = bare[found.end() :].lstrip()
        separator = found[4] or ""
        if (
            not separator
            and found.end() < len(bare)
            and not found[3]
            and not rest[:1].isupper()
            and rest[:1] not in '"“['
        ):
            return None
        if _RANGE.match(bare[found.start(1) :]) and not separator:
            return None
        kind = "lesson" if found[1].lower().startswith("bai") else "word"
        tags = tuple(
            tag.strip() for tag in re.findall(r"[(\[{]([^()\[\]{}]*)[)\]}]", text[found.start(3) : found.end(3)])
        )
        return QuestionLabel(kind, int(found[2]), found.end(), tags, bool(separator) or found.end() == len(bare))
    if found := _UNNUMBERED.match(bare):
        return QuestionLabel("bare", None, found.end())
    if found := _BRACKET.match(bare):
        return QuestionLabel("bracket", None, found.end(), (found[1],))
    if found := _NUMBER.match(bare):
        return QuestionLabel("number", int(found[1]), found.end())
    return None


def option_label(text: str, start: int = 0, letters: str = LETTERS) -> OptionLabel | None:
    """The option label at a place of a line; a letter behind H is one only to who asks for it, for it may be a
    Roman number or begin a name."""
    found = _OPTION.match(plain(text), start)
    letter = (found[2] or found[3]) if found else ""
    if not found or letter.upper() not in letters:
        return None
    return OptionLabel(letters.index(letter.upper()), letter.islower(), start, found.end(), found[1])


def part_heading(text: str) -> bool:
    """PHẦN I …, "I. TRẮC NGHIỆM", "B. PHẦN TỰ LUẬN"."""
    bare = plain(text)
    if _PART.match(bare):
        return len(text) < 400
    found = _ROMAN_HEAD.match(bare)
    return bool(found and len(text) < 120 and _ABOUT_PARTS.search(found[1]) and _shouted(found[1]))


def part_kind(text: str) -> str:
    """What the questions of a part are: "true_false_cluster", "short_answer", "essay", or "" for choice."""
    bare = plain(text)
    if _ESSAY.search(bare) and not _CHOICE.search(bare):
        return "essay"
    if _SHORT.search(bare):
        return "short_answer"
    return "true_false_cluster" if _TRUE_FALSE.search(bare) else ""


def numbered_part(text: str) -> str:
    """The name of a numbered part, "II" of "PHẦN II. …"."""
    found = _PART.match(plain(text))
    return found[1].upper() if found else ""


def furniture(text: str) -> bool:
    """Belongs to the paper, not to a question: headings, lines for names, the end mark."""
    bare = plain(text)
    return bool(_FURNITURE.match(bare)) or part_heading(text) or (len(bare) < 120 and _shouted(bare) and " " in bare)


def passage(text: str) -> bool:
    """Opens something that several questions are asked about, or tells what to do with them."""
    return bool(_PASSAGE.match(plain(text)) or _RANGE.search(plain(text)))


def passage_range(text: str) -> tuple[int, int] | None:
    """The question numbers that a passage names."""
    found = _RANGE.search(plain(text))
    return (int(found[1]), int(found[2])) if found and int(found[1]) <= int(found[2]) else None


def key_heading(text: str) -> bool:
    """A line that opens the answers at the end."""
    return len(text) < 100 and bool(_KEY_HEAD.match(plain(text)))


def _shouted(bare: str) -> bool:
    letters = [char for char in bare if char.isalpha()]
    return len(letters) > 3 and sum(char.isupper() for char in letters) > 0.7 * len(letters)
