"""A paper sent as a plain form, by a browser without our script: read into the same state."""

import json
import secrets
from typing import Any

from werkzeug.datastructures import MultiDict

from contest.rules.answers import LARGEST_PREDICTION, Answers, overlay, read_answers
from contest.rules.item_types import ITEM_TYPES
from contest.rules.refusals import Refused
from contest.services.sheets import items_on


def answers_in(form: MultiDict[str, str], attempt_id: int) -> Answers:
    """What is ticked and typed, without the prediction. Raises Refused: malformed_answers, not_found."""
    fields = form.to_dict(flat=False)
    responses = {
        str(n): ITEM_TYPES[item.type].from_fields(f"a-{n}", fields, item) for n, item in enumerate(items_on(attempt_id))
    }
    flagged = [int(value) for value in fields.get("flag", ()) if value.isascii() and value.isdigit()]
    return read_answers({"a": responses, "f": flagged})


def payload_of(form: MultiDict[str, str], mine: Answers, stored: Refused | None = None) -> dict[str, Any]:
    """The form as a save. After a `stale_save` refusal (`stored`) the person's own changes since the
    page was made, told by its hidden field, are laid over what is stored."""
    base, known = form.get("base", ""), form.get("known", "{}")
    try:
        revision = int(base) if base.isascii() else -1
        before = read_answers(json.loads(known))
    except (ValueError, RecursionError):
        raise Refused("malformed_answers") from None
    if stored is not None:
        revision = stored.details["revision"]
        mine = overlay(read_answers(stored.details["answers"]), before, mine)
    return {"base": revision, "save_id": secrets.token_hex(12), "answers": json.loads(mine.stored())}


def prediction_in(form: MultiDict[str, str]) -> int | None:
    """A whole number, however its thousands are separated. Raises Refused("prediction_malformed")."""
    digits = "".join(form.get("prediction", "").split()).replace(".", "").replace(",", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 10 and int(digits) <= LARGEST_PREDICTION):
        raise Refused("prediction_malformed", field="prediction")
    return int(digits)
