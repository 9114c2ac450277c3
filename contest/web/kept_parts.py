"""Parts of pages that are the same for many visitors, rendered once: at a synchronised start everyone asks
for them at the same moment.
"""

from collections.abc import Hashable
from functools import lru_cache

from flask import Flask, render_template, request
from flask_babel import get_locale
from markupsafe import Markup

_MOST_KEPT = 1000


def kept_part(template: str, *depends_on: Hashable) -> Markup:
    """The part as this language shows it. `depends_on` is whatever else decides how it looks; nothing of a
    visitor's own may be in it."""
    return _rendered(template, str(get_locale()), request.script_root, *depends_on)


def register(app: Flask) -> None:
    app.jinja_env.globals["kept_part"] = kept_part


@lru_cache(_MOST_KEPT)
def _rendered(template: str, _language: str, _root: str, *_depends_on: Hashable) -> Markup:
    return Markup(render_template(template))  # noqa: S704 - a template of ours, which escapes
