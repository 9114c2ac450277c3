"""The texts of a Moodle XML question and the files that come with them."""

import posixpath
import re
from xml.etree.ElementTree import Element

from contest.formats.markup import has_tags, html_text, plain
from contest.formats.pictures import Shelf, from_base64
from contest.formats.xml_tree import text_of
from contest.rules.items import Picture, Problem

_FILE_AREA = "@@PLUGINFILE@@/"
_PLAIN_FORMATS = {"plain_text", "markdown"}


def child_text(element: Element | None) -> str:
    """The <text> of an element, or its own text where it has none."""
    if element is None:
        return ""
    inner = element.find("text")
    return text_of(inner) if inner is not None else (element.text or "")


class Texts:
    """Reads the texts of one question; what they show lands on one shelf."""

    def __init__(self, question: Element) -> None:
        self._shelf = Shelf(self._look_up)
        self._files: dict[str, bytes] = {}
        self._problems: list[Problem] = []
        for file in question.iter("file"):
            self._take(file)
        self._old_picture(question)

    def of(self, element: Element | None, default: str = "") -> str:
        """The text as a reader sees it; its format attribute decides what is markup."""
        if element is None:
            return ""
        kind = element.get("format", default).strip().lower()
        raw = child_text(element)
        if kind in _PLAIN_FORMATS:
            return plain(raw)
        if kind != "html" and not has_tags(raw):
            return html_text(re.sub(r"\n", "<br>", raw.strip())) if "&" in raw else plain(raw)
        if kind != "html":  # shown as HTML with its line breaks kept
            raw = re.sub(r"\s*\n\s*", "<br>", raw.strip())
        return html_text(raw, self._mark)

    def raw(self, element: Element) -> str:
        return plain(child_text(element))

    def end_of_stem(self) -> str:
        """The mark of a picture that very old files keep beside the text."""
        return self._old

    def pictures(self) -> tuple[Picture, ...]:
        return tuple(self._shelf.pictures)

    def problems(self) -> list[Problem]:
        return [*self._problems, *self._shelf.problems]

    def _mark(self, source: str, alternative: str) -> str:
        return self._shelf.mark(source.replace(_FILE_AREA, ""), alternative)

    def _look_up(self, name: str) -> bytes | None:
        base = posixpath.basename(name)
        return self._files.get(name) or self._files.get(base)

    def _take(self, file: Element) -> None:
        name = file.get("name", "").strip()
        base = posixpath.basename(name.replace("\\", "/"))
        if base != name or base in {"", ".", ".."}:
            self._problems.append(Problem("unsafe_file_name", "warning", {"name": name[:120]}))
            return
        content = from_base64(file.text or "") if file.get("encoding", "base64") == "base64" else None
        if content is None:
            self._problems.append(Problem("bad_base64", "warning", {"name": base[:120]}))
            return
        self._files[base] = content
        folder = file.get("path", "/").strip("/")
        if folder:
            self._files[f"{folder}/{base}"] = content

    def _old_picture(self, question: Element) -> None:
        self._old = ""
        content = from_base64(text_of(question.find("image_base64")))
        if content:
            self._old = self._shelf.place(posixpath.basename(text_of(question.find("image"))) or "hình", content)
