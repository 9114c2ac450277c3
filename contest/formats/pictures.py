"""Pictures inside question-bank files: what they really are, and where an item's texts show them."""

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from contest.rules.items import Item, Picture, Problem

LARGEST_PICTURE = 5 * 2**20  # bytes
MOST_PICTURES = 40  # of one item
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_EXTENSIONS = {"image/png": {"png"}, "image/jpeg": {"jpg", "jpeg", "jpe"}, "image/gif": {"gif"},
               "image/webp": {"webp"}, "image/bmp": {"bmp"}}  # fmt: skip
_MARK = re.compile(r"\[\[hình:([0-9a-f]{16})\]\]")
_DATA = re.compile(r"data:([\w.+/-]*)((?:;[\w=-]+)*),(.*)", re.DOTALL)


def media_type_of(content: bytes) -> str:
    """Told by content; empty for what no page may show as a picture (SVG carries scripts)."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), "")


def picture_of(name: str, content: bytes) -> Picture | None:
    """None for what is no picture or too large."""
    kind = media_type_of(content)
    if not kind or len(content) > LARGEST_PICTURE:
        return None
    return Picture(name[:120], kind, hashlib.sha256(content).hexdigest(), content)


def from_base64(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


class Shelf:
    """The pictures that one item's texts turn out to show. `look_up` gives the bytes of a file that
    came along, or None."""

    def __init__(self, look_up: Callable[[str], bytes | None]) -> None:
        self._look_up = look_up
        self.pictures: list[Picture] = []
        self.problems: list[Problem] = []

    def mark(self, source: str, alternative: str) -> str:
        """What stands in the text for `<img src=source alt=alternative>`."""
        source = source.strip()
        if embedded := _DATA.match(source):
            content = from_base64(unquote(embedded[3])) if ";base64" in embedded[2] else None
            name = alternative or "hình"
            return self.place(name, content, alternative) if content is not None else alternative
        if re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", source, re.IGNORECASE):
            self._warn("external_picture", address=source[:200])
            return alternative or source[:200]
        name = unquote(source.partition("?")[0].partition("#")[0])
        content = self._look_up(name)
        if content is None:
            # "x" is no file name, but a lure for what runs on errors.
            if "." in name or "/" in name:
                self._warn("missing_picture", name=posixpath.basename(name)[:120])
            return alternative
        return self.place(posixpath.basename(name), content, alternative)

    def place(self, name: str, content: bytes, alternative: str = "") -> str:
        """The mark of these bytes, or the alternative text where they are no picture."""
        picture = picture_of(name, content)
        if picture is None or (len(self.pictures) >= MOST_PICTURES and picture not in self.pictures):
            self._warn("no_picture", name=name[:120])
            return alternative
        if name.rpartition(".")[2].lower() not in _EXTENSIONS[picture.media_type] and "." in name:
            self._warn("picture_misnamed", name=name[:120], kind=picture.media_type)
        if picture not in self.pictures:
            self.pictures.append(picture)
        return picture.mark

    def _warn(self, code: str, **details: object) -> None:
        found = Problem(code, "warning", details)
        if found not in self.problems:
            self.problems.append(found)


def cut_at_marks(text: str, pictures: Iterable[Picture]) -> list[str | Picture]:
    """The text as runs of text and pictures; marks of unknown pictures stay text."""
    known = {picture.sha256[:16]: picture for picture in pictures if picture.content}
    parts: list[str | Picture] = []
    end = 0
    for found in _MARK.finditer(text):
        if picture := known.get(found[1]):
            parts += [text[end : found.start()], picture]
            end = found.end()
    return [part for part in (*parts, text[end:]) if part != ""]


def file_name_of(picture: Picture) -> str:
    """A name that is the same wherever the picture stands, and safe in any folder."""
    return f"{picture.sha256[:16]}.{sorted(_EXTENSIONS[picture.media_type])[0]}"


def shown_in(item: Item, text: str) -> list[Picture]:
    return [part for part in cut_at_marks(text, item.pictures) if isinstance(part, Picture)]
