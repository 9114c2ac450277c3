"""Files of study material by digest."""

import re
from io import BytesIO

from flask import Blueprint, Response, abort, send_file

from contest.services import study_material

bp = Blueprint("materials", __name__)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SECONDS = 24 * 3600


@bp.get("/tai-lieu/<digest>.pdf")
def pdf(digest: str) -> Response:
    """For whoever was shown the digest, which cannot be guessed; to keep, never to run beside our pages."""
    if not _DIGEST.fullmatch(digest):
        abort(404)
    name, content = study_material.file(digest)
    response = send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'self'; sandbox"
    response.headers["Cache-Control"] = f"public, max-age={_SECONDS}, immutable"
    return response
