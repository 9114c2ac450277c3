"""A service's refusal said where the person typed."""

from typing import Any

from contest.rules.refusals import Refused
from contest.storage.db import rollback
from contest.web.errors import sentence


def refused_on(form: Any, refusal: Refused) -> str:
    """Undo what the service began; put the sentence at the field it names, else at the top of the
    form (None: no form, the caller shows the sentence). Returns the sentence."""
    rollback()
    message = sentence(refusal)
    if form is not None:
        if refusal.field and refusal.field in form:
            field = form[refusal.field]
            field.errors = [*(e for e in field.errors if isinstance(e, str)), message]
        else:
            form.form_errors.append(message)
    return message
