"""How a rule says no."""

from typing import Any


class Refused(Exception):
    """A rule forbids what was asked for.

    `code` is stable and known to `contest.wording`, which holds its sentence; `details` fill the
    sentence. `field` names the form field it is about, if any.
    """

    def __init__(self, code: str, *, field: str = "", **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.details = details
