"""An item as JSON, the form in which its versions are stored. Dates are ISO 8601, decimal numbers
are texts; of a picture only name, type and digest, its bytes are kept apart."""

from datetime import date
from decimal import Decimal
from typing import Any

from contest.rules.items import Item, LegalBasis, NumericAnswer, Picture


def item_to_json(item: Item) -> dict[str, Any]:
    """Every field of the item, in plain JSON values."""
    content = {name: getattr(item, name) for name in _PLAIN}
    content |= {name: list(getattr(item, name)) for name in _LISTS}
    content["review_on"] = item.review_on.isoformat() if item.review_on else None
    content["legal_basis"] = [
        {
            "document": basis.document,
            "article": basis.article,
            "clause": basis.clause,
            "valid_from": basis.valid_from.isoformat() if basis.valid_from else None,
            "valid_to": basis.valid_to.isoformat() if basis.valid_to else None,
        }
        for basis in item.legal_basis
    ]
    content["pairs"] = [list(pair) for pair in item.pairs]
    content["numbers"] = [{"value": str(n.value), "tolerance": str(n.tolerance)} for n in item.numbers]
    content["pictures"] = [{"name": p.name, "media_type": p.media_type, "sha256": p.sha256} for p in item.pictures]
    return content


def item_from_json(content: dict[str, Any]) -> Item:
    """The item back; fields that an older version did not know take their defaults."""
    fields = {name: content[name] for name in _PLAIN if name in content}
    fields |= {name: tuple(content.get(name, ())) for name in _LISTS}
    return Item(
        **fields,
        review_on=_day(content.get("review_on")),
        legal_basis=tuple(
            LegalBasis(
                document=basis["document"],
                article=basis.get("article", ""),
                clause=basis.get("clause", ""),
                valid_from=_day(basis.get("valid_from")),
                valid_to=_day(basis.get("valid_to")),
            )
            for basis in content.get("legal_basis", ())
        ),
        pairs=tuple((left, right) for left, right in content.get("pairs", ())),
        numbers=tuple(
            NumericAnswer(Decimal(number["value"]), Decimal(number["tolerance"]))
            for number in content.get("numbers", ())
        ),
        pictures=tuple(
            Picture(picture["name"], picture["media_type"], picture["sha256"])
            for picture in content.get("pictures", ())
        ),
    )


_PLAIN = (
    "type", "stem", "code", "topic", "level", "situational", "explanation", "scope", "enemy_group",
    "author_name", "appraiser_name", "status", "note",
)  # fmt: skip
_LISTS = ("options", "key", "accepted", "weights", "feedback", "audience", "tags")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
