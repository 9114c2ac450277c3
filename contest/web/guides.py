"""The guides of docs/ as pages, and the "?" of every page that leads into them."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext
from markdown_it import MarkdownIt
from markupsafe import Markup

from contest.settings import ROOT
from contest.wording import help_desk, help_public

bp = Blueprint("guides", __name__, url_prefix="/huong-dan")

FOLDER = ROOT / "docs"
GUIDES = ("thi-sinh", "ban-to-chuc", "dinh-dang", "quan-tri")
HELP = {
    endpoint: (sentences, part.GUIDE, heading)
    for part in (help_public, help_desk)
    for heading, pages in part.PAGES.items()
    for endpoint, sentences in pages.items()
}
_PICTURE = re.compile(r"[a-z0-9-]+\.png")
_SHOWN = re.compile(r'(<img src="([^"]+)"[^>]*>)')
_NUMBER = re.compile(r"^\d+\.\s+")
_TITLE = re.compile(r"^# (.+)$", re.M)


class Guide(NamedTuple):
    name: str
    title: str
    body: Markup
    anchors: dict[str, str]  # heading without its number → id


class PageHelp(NamedTuple):
    """What the "?" of a page shows."""

    text: str
    address: str


@bp.get("")
def index() -> str:
    return render_template("guides/index.html", guides=[guide(name) for name in GUIDES])


@bp.get("/<name>")
def show(name: str) -> str:
    if name not in GUIDES:
        abort(404)
    return render_template("guides/show.html", guide=guide(name))


@bp.get("/hinh/<file>")
def picture(file: str) -> Response:
    found = FOLDER / "hinh" / file
    if not _PICTURE.fullmatch(file) or not found.is_file():
        abort(404)
    answer = Response(found.read_bytes(), mimetype="image/png")
    answer.cache_control.public, answer.cache_control.max_age = True, 24 * 3600
    return answer


def page_help() -> PageHelp | None:
    """Two sentences about the page being shown, and the place in the guide; None where there is nothing to say."""
    if request.endpoint not in HELP:
        return None
    text, name, heading = HELP[request.endpoint]
    return PageHelp(gettext(text), url_for("guides.show", name=name, _anchor=guide(name).anchors[heading]))


@lru_cache(maxsize=len(GUIDES))
def guide(name: str) -> Guide:
    """A guide as HTML: headings named as on code hosts, so that its links work in both places."""
    source = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title = _TITLE.search(source)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(source)
    anchors = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", _slug(inline.content))
            anchors[_NUMBER.sub("", inline.content)] = _slug(inline.content)
        for part in inline.children or ():
            if part.type == "link_open":
                part.attrSet("href", _within(str(part.attrGet("href"))))
            elif part.type == "image":
                part.attrSet("src", _within(str(part.attrGet("src"))))
                part.attrSet("loading", "lazy")
        if opening.type == "table_open":
            opening.attrSet("class", "table")
    body = parser.renderer.render(tokens, parser.options, {})
    body = body.replace('<table class="table">', '<div class="table-responsive" tabindex="0"><table class="table">')
    body = body.replace("</table>", "</table></div>")
    body = body.replace("<pre>", '<pre tabindex="0">')
    body = _SHOWN.sub(r'<a href="\2">\1</a>', body)  # on a phone a picture of a desk is small
    return Guide(name, title[1] if title else name, Markup(body), anchors)  # noqa: S704 - our own files


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _within(target: str) -> str:
    """A link between guides leads to the other page; a picture to where this module serves it."""
    name, mark, anchor = target.partition("#")
    if name.removesuffix(".md") in GUIDES:
        return f"/huong-dan/{name.removesuffix('.md')}{mark}{anchor}"
    return f"/huong-dan/{target}" if target.startswith("hinh/") else target
