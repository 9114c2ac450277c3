"""How text looks once styles are resolved."""

from dataclasses import dataclass
from functools import lru_cache

from contest.formats.word.colours import HIGHLIGHTS_OF_NOTHING, hue_name, shade_name
from contest.formats.word.legacy_fonts import Encoding, encoding_of
from contest.formats.word.tree import Node

Properties = dict[str, str]  # property name → value; toggles are "1" or "0"

_TOGGLES = ("b", "i", "strike", "dstrike", "vanish")
_OFF = {"0", "false", "off", "none"}
_DEEPEST_STYLE = 20  # styles based on one another


@dataclass(frozen=True)
class Look:
    """What can be seen of one character. `colour` is "red", "other" or ""; `shade` a visible fill."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    highlight: bool = False
    shade: str = ""
    hidden: bool = False
    encoding: Encoding | None = None


PLAIN = Look()


class Styles:
    """The style sheet of a document."""

    def __init__(self, styles: Node, theme: Node) -> None:
        self._styles = {style.attributes.get("styleId", ""): style for style in styles.all("style")}
        self._theme = _theme_colours(theme)
        defaults = styles.first("docDefaults", "rPrDefault", "rPr")
        self._defaults = self.properties(defaults) if defaults else {}
        kinds = {s.attributes.get("type"): s.attributes.get("styleId", "") for s in styles.all("style") if _default(s)}
        self._usual = kinds.get("paragraph", "")
        self._look = lru_cache(maxsize=4096)(self._compute)
        self._chain = lru_cache(maxsize=1024)(self._resolve)

    def look(self, paragraph_style: str, run_style: str, direct: Properties) -> Look:
        return self._look(paragraph_style or self._usual, run_style, tuple(sorted(direct.items())))

    def name(self, style_id: str) -> str:
        style = self._styles.get(style_id)
        return (style.value("name") or "") if style else ""

    def numbering(self, style_id: str) -> tuple[str | None, int | None]:
        """(numId, level) that a paragraph style brings along, its ancestors' included."""
        for style in self._ancestry(style_id or self._usual):
            if numbering := style.first("pPr", "numPr"):
                return numbering.value("numId"), numbering.number("ilvl")
        return None, None

    def properties(self, node: Node | None) -> Properties:
        """The character properties in a `w:rPr` that matter to a question bank."""
        found: Properties = {}
        for child in node.children if node else ():
            value = child.attributes.get("val")
            if child.tag in _TOGGLES:
                found[child.tag] = "0" if value in _OFF else "1"
            elif child.tag == "u":
                found["u"] = "0" if value in _OFF else "1"
            elif child.tag == "color":
                code = value if value and value != "auto" else self._theme.get(child.attributes.get("themeColor", ""))
                found["color"] = hue_name(code)
            elif child.tag == "highlight":
                found["highlight"] = "0" if value in HIGHLIGHTS_OF_NOTHING else "1"
            elif child.tag == "shd":
                found["shd"] = self.fill(child)
            elif child.tag == "rFonts":
                found["font"] = child.attributes.get("hAnsi") or child.attributes.get("ascii") or ""
        return found

    def fill(self, shading: Node | None) -> str:
        """The visible fill of a `w:shd` element."""
        if shading is None or shading.attributes.get("val") in {"nil"}:
            return ""
        fill = shading.attributes.get("fill", "auto")
        return shade_name(fill if fill != "auto" else self._theme.get(shading.attributes.get("themeFill", "")))

    def paragraph_fill(self, style_id: str) -> str:
        for style in self._ancestry(style_id or self._usual):
            if shading := style.first("pPr", "shd"):
                return self.fill(shading)
        return ""

    def _ancestry(self, style_id: str) -> list[Node]:
        found: list[Node] = []
        while (style := self._styles.get(style_id)) and len(found) < _DEEPEST_STYLE:
            found.append(style)
            style_id = style.value("basedOn") or ""
        return found

    def _resolve(self, style_id: str) -> Properties:
        merged: Properties = {}
        for style in reversed(self._ancestry(style_id)):
            merged |= self.properties(style.first("rPr"))
        return merged

    def _compute(self, paragraph_style: str, run_style: str, direct: tuple[tuple[str, str], ...]) -> Look:
        paragraph, run = self._chain(paragraph_style), self._chain(run_style)
        merged = {**self._defaults, **paragraph, **run}
        for toggle in _TOGGLES:  # two styles that both say bold cancel each other
            if paragraph.get(toggle) == "1" and run.get(toggle) == "1":
                merged[toggle] = "0"
        merged |= dict(direct)

        def on(name: str) -> bool:
            return merged.get(name) == "1"

        return Look(
            bold=on("b"),
            italic=on("i"),
            underline=on("u"),
            strike=on("strike") or on("dstrike"),
            colour=merged.get("color", ""),
            highlight=on("highlight"),
            shade=merged.get("shd", ""),
            hidden=on("vanish"),
            encoding=encoding_of(merged.get("font", "")),
        )


def _default(style: Node) -> bool:
    return style.attributes.get("default") in {"1", "true", "on"}


def _theme_colours(theme: Node) -> dict[str, str]:
    scheme = theme.first("themeElements", "clrScheme")
    colours: dict[str, str] = {}
    for entry in scheme.children if scheme else ():
        for colour in entry.children:
            colours[entry.tag] = colour.attributes.get("lastClr") or colour.attributes.get("val", "")
    names = {"dark1": "dk1", "text1": "dk1", "light1": "lt1", "dark2": "dk2", "text2": "dk2", "light2": "lt2"}
    return colours | {name: colours[tag] for name, tag in names.items() if tag in colours}
