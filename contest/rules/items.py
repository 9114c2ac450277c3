"""An item: one question with its key, what it rests on, and where it is in its life."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Level(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Status(StrEnum):
    DRAFT = "draft"
    APPRAISED = "appraised"
    RETIRED = "retired"


class Scope(StrEnum):
    CENTRAL = "central"
    PROVINCE = "province"
    SAMPLE = "sample"  # local trivia shown as an example; never drawn


class Category(StrEnum):
    """Who a person competes as, and whom an item addresses."""

    OFFICIAL = "official"  # cán bộ, công chức, viên chức, người lao động trong cơ quan
    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    PUPIL = "pupil"


@dataclass(frozen=True)
class LegalBasis:
    """The document an item's key rests on. Dates bound its validity; None is open-ended."""

    document: str
    article: str = ""
    clause: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Picture:
    """A picture that texts of an item refer to by its `mark`. `content` is known while a file is read
    or written; stored items keep the bytes apart, found by `sha256` (hexadecimal)."""

    name: str
    media_type: str
    sha256: str
    content: bytes = field(default=b"", repr=False, compare=False)

    @property
    def mark(self) -> str:
        return f"[[hình:{self.sha256[:16]}]]"


@dataclass(frozen=True)
class NumericAnswer:
    """Right is what lies within `tolerance` of `value`."""

    value: Decimal
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True)
class Item:
    """The content of one item version.

    `key` holds 0-based indexes into `options`: the right option(s), or the true statements of a
    cluster. `accepted` holds the accepted answers of a short-answer item, `numbers` those of a
    numerical one, `pairs` what belongs together in a matching one (left is empty for a distractor);
    the options of an ordering item stand in their right order.

    `weights` are credits in percent and `feedback` what is said of a choice, one for each option (or
    accepted answer, number, pair), both as the file had them; no weights mean the plain key. An
    empty `audience` addresses everyone.
    """

    type: str
    stem: str
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    accepted: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    feedback: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    numbers: tuple[NumericAnswer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    code: str = ""
    topic: str = ""
    level: str = ""
    situational: bool = False
    explanation: str = ""
    legal_basis: tuple[LegalBasis, ...] = ()
    audience: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    scope: str = Scope.CENTRAL
    review_on: date | None = None
    enemy_group: str = ""
    author_name: str = ""
    appraiser_name: str = ""
    status: str = Status.DRAFT
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """Something wrong or doubtful in an item, told by a code that `contest.wording` words."""

    code: str
    severity: str = "error"  # "error": cannot be used; "warning": a person should look
    details: dict[str, object] = field(default_factory=dict)
