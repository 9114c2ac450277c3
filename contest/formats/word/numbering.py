"""Labels that stand only in Word's automatic numbering ("Câu 1:", "A."), computed as Word shows them."""

from dataclasses import dataclass, field

from contest.formats.word.tree import Node

_LEVELS = 9
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True)
class AutoLabel:
    """`text` is what Word shows before the paragraph ("" for a bullet); `list_id` tells lists apart;
    `properties` is the numbering level's own `w:rPr`."""

    text: str
    list_id: str
    bullet: bool
    properties: Node | None


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    properties: Node | None = None
    style: str = ""


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)  # level → number it starts again at


class Numbering:
    """Counts the paragraphs of every list; ask for each paragraph once, in the document's order."""

    def __init__(self, numbering: Node) -> None:
        self._abstract = {a.attributes.get("abstractNumId", ""): a for a in numbering.all("abstractNum")}
        self._by_style = {a.value("styleLink"): key for key, a in self._abstract.items() if a.value("styleLink")}
        self._lists = {n.attributes.get("numId", ""): self._list(n) for n in numbering.all("num")}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[str] = set()

    def label(self, list_id: str, level: int | None, style_id: str) -> AutoLabel | None:
        """The label of the next paragraph in this list; None for no list."""
        numbered = self._lists.get(list_id)
        if numbered is None:
            return None
        if level is None:
            level = next((n for n, lvl in numbered.levels.items() if style_id and lvl.style == style_id), 0)
        form = numbered.levels.get(level)
        if form is None:
            return None
        counts = self._counts.setdefault(numbered.abstract, {})
        if list_id not in self._restarted:
            self._restarted.add(list_id)
            for changed, start in numbered.restarts.items():
                counts[changed] = start - 1
        counts[level] = counts.get(level, form.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            restart = numbered.levels.get(deeper, _Level()).restart
            if restart is None or (restart and level < restart):
                del counts[deeper]
        if form.format in {"bullet", "none"}:
            return AutoLabel("", list_id, form.format == "bullet", form.properties)
        return AutoLabel(self._text(numbered, form, counts), list_id, False, form.properties)

    def _text(self, numbered: _List, form: _Level, counts: dict[int, int]) -> str:
        text = form.text
        for n in range(_LEVELS):
            if f"%{n + 1}" in text:
                other = numbered.levels.get(n, _Level())
                kind = "decimal" if form.legal else other.format
                text = text.replace(f"%{n + 1}", written(counts.get(n, other.start), kind))
        return text

    def _list(self, num: Node) -> _List:
        abstract = num.value("abstractNumId") or ""
        definition = self._abstract.get(abstract)
        linked = self._by_style.get(definition.value("numStyleLink")) if definition else None
        if linked is not None:
            abstract, definition = linked, self._abstract[linked]
        levels = _levels(definition) if definition else {}
        restarts: dict[int, int] = {}
        for override in num.all("lvlOverride"):
            changed = _at(override)
            levels |= _levels(override)
            if (start := override.number("startOverride")) is not None:
                restarts[changed] = start
        return _List(abstract, levels, restarts)


def _at(node: Node) -> int:
    level = node.attributes.get("ilvl", "0")
    return int(level) if level in set("012345678") else 0


def _levels(definition: Node) -> dict[int, _Level]:
    found = {}
    for lvl in definition.all("lvl"):
        start = lvl.number("start")
        found[_at(lvl)] = _Level(
            start=1 if start is None else start,
            format=lvl.value("numFmt") or "decimal",
            text=lvl.value("lvlText") or "",
            restart=lvl.number("lvlRestart"),
            legal=lvl.first("isLgl") is not None,
            properties=lvl.first("rPr"),
            style=lvl.value("pStyle") or "",
        )
    return found


def written(number: int, kind: str) -> str:
    """A number as a numbering format of Word writes it."""
    if kind in {"upperLetter", "lowerLetter"} and 0 < number < 1000:
        letter = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in {"upperRoman", "lowerRoman"} and 0 < number < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if kind == "upperRoman" else text.lower()
    return f"{number:02}" if kind == "decimalZero" else str(number)
