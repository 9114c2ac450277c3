"""An item: one question with its key, what it rests on, and where it is in its life."""

from dataclasses import dataclass, field
from datetime import date
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
class Item:
    """The content of one item version.

    `key` holds 0-based indexes into `options`: the right option(s), or the true statements of a
    cluster. `accepted` holds the accepted answers of a short-answer item. An empty `audience`
    addresses everyone.
    """

    type: str
    stem: str
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    accepted: tuple[str, ...] = ()
    code: str = ""
    topic: str = ""
    level: str = ""
    situational: bool = False
    explanation: str = ""
    legal_basis: tuple[LegalBasis, ...] = ()
    audience: tuple[str, ...] = ()
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
