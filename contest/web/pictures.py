"""Pictures in questions: their bytes by digest, and texts with their marks replaced by pictures."""

import re
from collections.abc import Sequence

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext
from markupsafe import Markup, escape

from contest.formats.reading import Marks
from contest.rules.items import Picture
from contest.services import showing_pictures
from contest.web.access import require_login

bp = Blueprint("pictures", __name__)
_MARK = re.compile(r"(\[\[hình:[0-9a-f]{16}\]\])")
_LONGEST_SHOWN = 1_500  # characters of one part of a file
_TAGS = {"b": Markup("<strong>{}</strong>"), "u": Markup("<u>{}</u>"), "h": Markup("<mark>{}</mark>")}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@bp.get("/hinh/<sha256>")
def show(sha256: str) -> Response:
    """For whoever is logged in and was shown the digest: it cannot be guessed."""
    require_login()
    if not _DIGEST.fullmatch(sha256):
        abort(404)
    media_type, content = showing_pictures.picture(sha256)
    response = Response(content, mimetype=media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@bp.app_template_filter("pictured")
def pictured(text: str, pictures: Sequence[Picture]) -> Markup:
    """The text, escaped, with its pictures where their marks stand."""
    if not pictures:
        return escape(text)
    known = {picture.mark: picture for picture in pictures}
    parts = [_image(known[part]) if part in known else escape(part) for part in _MARK.split(text)]
    return Markup("").join(parts)


@bp.app_template_filter("as_in_file")
def as_in_file(text: str, marks: Marks, pictures: Sequence[Picture]) -> Markup:
    """A part of a file with its pictures, set apart where it is so in the file: that is how Word files
    mark their keys. Escaped, and cut where it is very long."""
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    parts, at = [], 0
    for start, end, signs in marks:
        within = pictured(shown[start:end], pictures)
        for sign in signs:
            within = _TAGS[sign].format(within)
        parts += [pictured(shown[at:start], pictures), within]
        at = end
    return Markup("").join([*parts, pictured(shown[at:], pictures)])


def _image(picture: Picture) -> Markup:
    return Markup('<img class="item-picture" src="{}" alt="{}" loading="lazy">').format(
        url_for("pictures.show", sha256=picture.sha256), gettext("Hình: %(name)s", name=picture.name)
    )


@bp.app_template_filter("without_pictures")
def without_pictures(text: str) -> str:
    """The text with a word where a picture stands, for lists that cut it short."""
    return _MARK.sub(gettext("[hình]"), text)
