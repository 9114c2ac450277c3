"""How a visitor wants pages shown: colours and size of letters, kept in a cookie of their browser."""

from typing import NamedTuple

from flask import Blueprint, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from contest.web.access import settings
from contest.web.public_address import came_from

bp = Blueprint("display", __name__)

COOKIE = "display"
THEMES = ("auto", "light", "dark", "contrast")
SMALLEST, LARGEST = -1, 3


class Display(NamedTuple):
    """What is chosen. `size` counts steps from the normal one; "auto" is what the device asks for."""

    theme: str = "auto"
    size: int = 0

    @property
    def smaller(self) -> int:
        return max(SMALLEST, self.size - 1)

    @property
    def larger(self) -> int:
        return min(LARGEST, self.size + 1)

    @property
    def bootstrap_theme(self) -> str | None:
        """The colour mode of Bootstrap; None where a script asks the device first."""
        return {"light": "light", "dark": "dark", "contrast": "dark"}.get(self.theme)


def display() -> Display:
    """The visitor's choice; whatever else the cookie holds counts as none."""
    theme, _, size = request.cookies.get(COOKIE, "").partition(".")
    steps = int(size) if size in {str(n) for n in range(SMALLEST, LARGEST + 1)} else 0
    return Display(theme if theme in THEMES else "auto", steps)


@bp.post("/hien-thi")
def choose() -> Response:
    """Keep what the form asks for and go back; where scripts run, the page does this by itself."""
    now = display()
    theme = request.form.get("theme", now.theme)
    size = request.form.get("size", default=now.size, type=int)
    chosen = Display(theme if theme in THEMES else now.theme, min(LARGEST, max(SMALLEST, size)))
    response = redirect(came_from(), 303)
    response.set_cookie(
        COOKIE,
        f"{chosen.theme}.{chosen.size}",
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings().secure_cookies,
    )
    return response


@bp.record_once
def _without_session(state: BlueprintSetupState) -> None:
    """No token: it would give every stranger a session, and a page alike for all could not be kept."""
    state.app.extensions["csrf"].exempt(choose)
