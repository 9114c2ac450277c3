"""HTML and MathML reduced to plain text: line breaks for blocks, Unicode for sub- and superscripts,
pictures as marks; nothing active survives, because nothing of the markup does."""

import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

PictureOf = Callable[[str, str], str]  # (source, alternative text) -> what stands for it

_BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul", "prompt", "br", "itemBody", "rubricBlock",
}  # fmt: skip
_SILENT = {"script", "style", "iframe", "object", "embed", "head", "title", "template", "noscript", "annotation",
           "annotation-xml", "svg", "audio", "video", "textarea", "select"}  # fmt: skip
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_RAISED = dict(
    zip("0123456789+-−=()niabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_SPACES = re.compile(r"[ \t\n\r\f]+")
_EDGES = re.compile(r"[ \t]*\n[ \t\n]*")
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|sub|sup|span|div|img|a|ul|ol|li|table|t[rdh]|h[1-6]|pre|code|font|script|iframe)\b[^<>]*>",
    re.IGNORECASE,
)
# Invisible characters, and those that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufdd0-\ufdef]")

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def no_picture(_source: str, alternative: str) -> str:
    return alternative


def plain(text: str) -> str:
    """Text that has no markup: one form of characters and of line ends."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    return _EDGES.sub("\n", _UNSEEN.sub("", text)).strip()


def xml_safe(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def html_text(html: str, picture: PictureOf = no_picture) -> str:
    """What a reader of the page would see."""
    reader = _Reader(picture)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # the parser's word for a broken "<![" declaration
        return plain(re.sub(r"<[^<>]*>?", " ", html))
    return reader.text.finish()


def has_tags(text: str) -> bool:
    return _TAG.search(text) is not None


def tree_text(
    element: Element, picture: PictureOf = no_picture, replace: Callable[[Element], str | None] | None = None
) -> str:
    """The same for elements of an XML tree; `replace` may give the text that stands for an element."""
    text = Text(picture)
    _walk(element, text, replace)
    return text.finish()


def _walk(element: Element, text: "Text", replace: Callable[[Element], str | None] | None) -> None:
    instead = replace(element) if replace else None
    if instead is not None:
        text.data(instead)
        return
    text.start(element.tag, element.attrib)
    text.data(element.text or "")
    for child in element:
        _walk(child, text, replace)
        text.data(child.tail or "")
    text.end(element.tag)


class Text:
    """Gathers text from a stream of tags."""

    def __init__(self, picture: PictureOf) -> None:
        self._picture = picture
        self._parts: list[str] = []
        self._scripts: list[tuple[str, int]] = []  # open sub- and superscripts, and where their text begins
        self._silent: list[str] = []
        self._pre = 0
        self._math: list[tuple[str, int]] = []  # open MathML elements with the number of children seen

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._silent or tag in _SILENT:
            if tag not in _VOID:
                self._silent.append(tag)
            if tag in {"object", "svg"} and len(self._silent) == 1:
                self._object(tag, attributes)
            return
        self._math_child()
        if tag in _BLOCKS:
            self._parts.append("\n")
            self._parts.append("• " if tag == "li" else "")
        elif tag in {"td", "th"}:
            self._parts.append("  ")
        elif tag == "img":
            self._parts.append(self._picture(attributes.get("src", ""), attributes.get("alt", "")))
        if tag in {"sub", "sup"}:
            self._scripts.append((tag, len(self._parts)))
        elif tag in {"mfrac", "msup", "msub", "msqrt", "mroot", "mover", "munder"}:
            self._math.append((tag, 0))
            self._parts.append("√" if tag in {"msqrt", "mroot"} else "")
        elif self._math:
            self._math.append(("", 0))
        self._pre += tag == "pre"

    def _object(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "object" and attributes.get("type", "").startswith("image/"):
            self._parts.append(self._picture(attributes.get("data", ""), attributes.get("alt", "")))

    def _math_child(self) -> None:
        """Between the two children of a fraction or a power stands what a reader would see there."""
        if not self._math:
            return
        tag, seen = self._math[-1]
        self._math[-1] = (tag, seen + 1)
        if seen == 1 and tag == "mfrac":
            self._parts.append("/")
        elif seen == 1 and tag in {"msup", "msub"}:
            self._scripts.append(("sup" if tag == "msup" else "sub", len(self._parts)))

    def end(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if self._math:
            kind, seen = self._math.pop()
            if kind in {"msup", "msub"} and seen > 1:
                self._close_script()
        if tag in {"sub", "sup"} and self._scripts and self._scripts[-1][0] == tag:
            self._close_script()
        if tag in _BLOCKS:
            self._parts.append("\n")
        self._pre = max(0, self._pre - (tag == "pre"))

    def _close_script(self) -> None:
        if not self._scripts:
            return
        kind, begin = self._scripts.pop()
        inner = "".join(self._parts[begin:])
        shapes = _RAISED if kind == "sup" else _LOWERED
        mapped = "".join(shapes.get(c, "\x00") for c in inner.strip())
        mark = "^" if kind == "sup" else "_"
        plain_inner = inner.strip()
        if "\x00" in mapped:
            mapped = f"{mark}({plain_inner})" if len(plain_inner) > 1 else f"{mark}{plain_inner}"
        self._parts[begin:] = [mapped]

    def data(self, data: str) -> None:
        if self._silent:
            return
        if self._pre:
            self._parts.append(data.replace(" ", "\xa0"))
        elif data:
            self._parts.append(_SPACES.sub(" ", data))

    def finish(self) -> str:
        while self._scripts:
            self._close_script()
        return plain(re.sub(" +", " ", "".join(self._parts)))


class _Reader(HTMLParser):
    def __init__(self, picture: PictureOf) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text(picture)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text.start(tag, {key: value or "" for key, value in attrs})
        if tag in _VOID:
            self.text.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text.start(tag, {key: value or "" for key, value in attrs})
        self.text.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.text.end(tag)

    def handle_data(self, data: str) -> None:
        self.text.data(data)
