"""Pictures of a Word file. What is linked from outside is never fetched; what a browser cannot show is told."""

import hashlib
import posixpath
import re
from dataclasses import replace

from contest.formats.word.parts import Parts
from contest.formats.word.tree import Node
from contest.rules.items import Picture, Problem

LARGEST = 5 * 2**20  # bytes of one picture
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}
_NAME = re.compile(r"[\w .()-]{1,80}\.(?:png|jpe?g|gif|webp)", re.IGNORECASE)
_BROKEN = (KeyError, OSError, RuntimeError, ValueError, NotImplementedError, EOFError)


class Pictures:
    """Pictures by their mark, as they are met in the text."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._seen: dict[str, Picture | Problem] = {}
        self.by_mark: dict[str, Picture] = {}

    def met(self, node: Node) -> list[Picture | Problem]:
        """The pictures inside a drawing, or why one is missing."""
        found: list[Picture | Problem] = []
        name = ""
        for part in node.walk():
            if part.tag == "docPr":
                name = part.attributes.get("descr", "")
            elif part.tag == "blip":
                if reference := part.attributes.get("embed") or part.attributes.get("link"):
                    found.append(self._picture(reference, name))
            elif part.tag == "imagedata" and (reference := part.attributes.get("id")):
                found.append(self._picture(reference))
        return found

    def _picture(self, reference: str, described: str = "") -> Picture | Problem:
        """`described` is the alternative text, which our own files use for the picture's name."""
        if reference not in self._seen:
            self._seen[reference] = self._read(reference)
        picture = self._seen[reference]
        if isinstance(picture, Picture):
            if _NAME.fullmatch(described):
                picture = replace(picture, name=described)
            self.by_mark[picture.mark] = picture
        return picture

    def _read(self, reference: str) -> Picture | Problem:
        link = self._parts.links.get(reference)
        if link is None:
            return Problem("picture_missing", "warning")
        if link.external:
            return Problem("picture_outside", "warning", {"address": link.target[:80]})
        name = posixpath.basename(link.target)
        try:
            with self._parts.package.open(link.target) as member:
                content = member.read(LARGEST + 1)
        except _BROKEN:
            return Problem("picture_missing", "warning")
        if len(content) > LARGEST:
            return Problem("picture_too_large", "warning", {"name": name, "megabytes": LARGEST // 2**20})
        media_type = media_type_of(content)
        if not media_type:
            return Problem("picture_unshowable", "warning", {"name": name})
        return Picture(name, media_type, hashlib.sha256(content).hexdigest(), content)


def media_type_of(content: bytes) -> str:
    """What a browser can show, told by content; "" for anything else (WMF, EMF, TIFF, SVG …)."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), "")
