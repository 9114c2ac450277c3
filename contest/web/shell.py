"""What makes the quiz an application of the phone: its manifest, the service worker, the offline page."""

import hashlib
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask_babel import gettext

from contest.settings import ROOT

bp = Blueprint("shell", __name__)

# The scripts of an open paper, all of which must be there when the line is not.
MODULES = (
    "quiz/state.js",
    "quiz/device.js",
    "quiz/ledger.js",
    "quiz/keeping.js",
    "quiz/clock.js",
    "quiz/line.js",
    "quiz/saver.js",
    "quiz/sheet.js",
    "quiz/steps.js",
    "quiz/status.js",
    "quiz/ending.js",
    "quiz/hand_in.js",
)
_RARE = ("display.js", "quiz/login.js", "quiz/offline.js", "quiz/receipt.js", "quiz.js", "forget.js")
_STYLES = ("theme.css", "quiz.css")
_ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@bp.get("/sw.js")
def service_worker() -> Response:
    """At the root, for it serves the whole site. Its text changes whenever a file of the shell does."""
    script = render_template("play/sw.js", shell=_shell(), version=_version())
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/ngoai-tuyen")
def offline() -> str:
    """Shown by the service worker in place of a page that cannot be reached; it names nobody."""
    return render_template("attempts/offline.html")


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    icons = [
        {
            "src": url_for("static", filename=f"icons/{purpose}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in _ICONS
    ]
    said = jsonify(
        name=gettext("Hội thi CCHC"),
        short_name=gettext("Hội thi CCHC"),
        lang="vi",
        start_url=url_for("home.show"),
        scope="/",
        display="standalone",
        background_color="#f7f5f1",
        theme_color="#9b1c1c",
        icons=icons,
    )
    said.mimetype = "application/manifest+json"
    said.headers["Cache-Control"] = "public, max-age=3600"
    return said


@bp.app_template_global("import_map")
def import_map() -> dict[str, Any]:
    """Where the modules really lie: the plain addresses that they import each other by → those that
    may be cached for ever."""
    static = url_for("static", filename="")
    return {"imports": {f"{static}{name}": url_for("static", filename=name) for name in (*MODULES, *_RARE)}}


@bp.app_template_global("paper_modules")
def paper_modules() -> tuple[str, ...]:
    return MODULES


def _shell() -> list[str]:
    files = [url_for("static", filename=name) for name in (*_STYLES, *MODULES, *_RARE, "icon.svg")]
    return [url_for("shell.offline"), url_for("bootstrap.static", filename="css/bootstrap.min.css"), *files]


def _version() -> str:
    digest = hashlib.sha256()
    files = [ROOT / "static" / name for name in (*_STYLES, *MODULES, *_RARE)]
    for file in (*files, ROOT / "templates" / "attempts" / "offline.html"):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
