"""Parts of pages that are the same for many visitors, rendered once: at a synchronised start everyone asks
for them at the same moment. What is a visitor's own stands in them as a mark and is filled in for each.
"""

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, g, render_template, request, session
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from contest.web.access import current_actor, current_person, settings
from contest.web.display import display
from contest.web.kiosk_mode import kiosk

_MOST_KEPT = 1000
_SECTIONS = ("/on-tap", "/ban-to-chuc", "/tai-khoan", "/dang-nhap", "/dang-ky")
# Around a mark's name: characters that no sentence and no address of ours holds.
_OPENS, _CLOSES = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPENS}([a-z_]+){_CLOSES}")
_OF_HEADER = ("person_name", "csrf_token")
_pages: dict[tuple[Hashable, ...], list[str]] = {}


def mark(name: str) -> str:
    """Stands in a kept part for what is filled in for each visitor."""
    return f"{_OPENS}{name}{_CLOSES}"


def kept_part(template: str, **depends_on: Hashable) -> Markup:
    """The part as this language shows it. `depends_on`, which the template is given, is whatever else decides how
    it looks; nothing of a visitor's own may be in it."""
    return Markup("".join(_rendered(template, *_place(), **depends_on)))  # noqa: S704 - a template of ours


def kept_page(template: str, own: Mapping[str, Any], depends_on: tuple[Hashable, ...], **context: Any) -> str:
    """A whole page that is the same for everyone but for `own` (name → text or Markup), which the template finds
    under that name. `depends_on`: whatever decides how the page looks otherwise; `context` is given to the
    template. What one visitor alone is shown (a message, the bar of a kiosk) is never kept."""
    if kiosk() or session.get("_flashes"):
        return render_template(template, own=own, **context)
    key = template, request.endpoint, settings().secret_key, *_place(), *_seen_as(), *depends_on
    if key not in _pages:
        if len(_pages) >= _MOST_KEPT:
            _pages.clear()
        g.keeping = True
        try:
            _pages[key] = _MARK.split(render_template(template, own={name: mark(name) for name in own}, **context))
        finally:
            del g.keeping
    return _fill(_pages[key], own)


def site_header() -> Markup:
    """The head of every page but the quiz's: help, display and the menu of whoever is there."""
    path = request.path
    here = "/" if path == "/" else next((s for s in _SECTIONS if path.startswith(s)), "")
    known, staff, shown, locked = _seen_as()
    template = "kiosk/_header.html" if locked else "_header.html"
    parts = _rendered(
        template, *_place(), endpoint=request.endpoint, here=here, known=known, staff=staff, shown=shown, locked=locked
    )
    if "keeping" in g:
        return Markup("".join(part if n % 2 == 0 else mark(part) for n, part in enumerate(parts)))  # noqa: S704 - ours
    return _fill(parts, {})


def _seen_as() -> tuple[Hashable, ...]:
    """What of a visitor decides how the head of a page looks: known, of the staff, display, in a kiosk."""
    locked = kiosk() is not None
    person, actor = (None, None) if locked else (current_person(), current_actor())
    return person is not None, actor is not None and actor.is_staff, display(), locked


def _fill(parts: list[str], own: Mapping[str, Any]) -> Markup:
    """Text and names of marks taking turns, made whole. A mark that somebody typed is nobody's: nothing."""
    filled = parts.copy()
    filled[1::2] = [escape(own[name]) if name in own else _of_header(name) for name in parts[1::2]]
    return Markup("".join(filled))  # noqa: S704 - templates of ours, filled with what is escaped


def _of_header(name: str) -> Markup:
    person = current_person()
    if person is None or name not in _OF_HEADER:
        return Markup()
    return escape(person.name if name == "person_name" else generate_csrf())


def register(app: Flask) -> None:
    app.jinja_env.globals.update(kept_part=kept_part, site_header=site_header, mark=mark)


def _place() -> tuple[str, str]:
    return str(get_locale()), request.script_root


@lru_cache(_MOST_KEPT)
def _rendered(template: str, _language: str, _root: str, **depends_on: Hashable) -> list[str]:
    return _MARK.split(render_template(template, **depends_on))
