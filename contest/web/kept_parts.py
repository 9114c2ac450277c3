"""Parts of pages that are the same for many visitors, rendered once: at a synchronised start everyone asks
for them at the same moment. What is a visitor's own stands in them as a mark and is filled in for each.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache

from flask import Flask, render_template, request
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from contest.web.access import current_actor, current_person
from contest.web.display import display
from contest.web.kiosk_mode import kiosk

_MOST_KEPT = 1000
_SECTIONS = ("/on-tap", "/ban-to-chuc", "/tai-khoan", "/dang-nhap", "/dang-ky")
# Around a mark's name: characters that no sentence and no address of ours holds.
_OPENS, _CLOSES = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPENS}([a-z_]+){_CLOSES}")


def mark(name: str) -> str:
    """Stands in a kept part for what is filled in for each visitor."""
    return f"{_OPENS}{name}{_CLOSES}"


def kept_part(template: str, **depends_on: Hashable) -> Markup:
    """The part as this language shows it. `depends_on`, which the template is given, is whatever else decides how
    it looks; nothing of a visitor's own may be in it."""
    return Markup("".join(_rendered(template, *_place(), **depends_on)))  # noqa: S704 - a template of ours


def filled_part(template: str, own: Mapping[str, str], **depends_on: Hashable) -> Markup:
    """The same with a visitor's own in the places of its marks: `own` is name → HTML."""
    return fill(_rendered(template, *_place(), **depends_on), own)


def cut(html: str) -> list[str]:
    """Text and names of marks, taking turns."""
    return _MARK.split(html)


def fill(parts: list[str], own: Mapping[str, str]) -> Markup:
    """What was cut, whole again, with HTML in the places of its marks."""
    filled = parts.copy()
    filled[1::2] = [own.get(name, "") for name in parts[1::2]]  # nothing for a mark that somebody typed
    return Markup("".join(filled))  # noqa: S704 - templates of ours, filled with HTML


def site_header() -> Markup:
    """The head of every page but the quiz's: help, display and the menu of whoever is there."""
    person, actor, path = current_person(), current_actor(), request.path
    here = "/" if path == "/" else next((s for s in _SECTIONS if path.startswith(s)), "")
    shown = {"endpoint": request.endpoint, "shown": display(), "locked": kiosk() is not None}
    if person is None or kiosk():
        return kept_part("kiosk/_header.html" if kiosk() else "_header.html", here=here, known=False, **shown)
    own = {"name": str(escape(person.name)), "csrf_token": generate_csrf()}
    staff = actor is not None and actor.is_staff
    return filled_part("_header.html", own, here=here, known=True, staff=staff, **shown)


def register(app: Flask) -> None:
    app.jinja_env.globals.update(kept_part=kept_part, site_header=site_header, mark=mark)


def _place() -> tuple[str, str]:
    return str(get_locale()), request.script_root


@lru_cache(_MOST_KEPT)
def _rendered(template: str, _language: str, _root: str, **depends_on: Hashable) -> list[str]:
    return cut(render_template(template, **depends_on))
