"""Paragraphs as lines: what is seen and said in them, in order.

Tracked insertions are text, deletions are not, moved text counts where it arrived. Hidden text is
left out and told. Content controls, links, fields, smart tags and text boxes are looked into.
"""

from dataclasses import dataclass, field, replace

from contest.formats.word.formulas import linear
from contest.formats.word.legacy_fonts import to_unicode
from contest.formats.word.lines import Line, Place, Styled, make_line
from contest.formats.word.looks import Look, Properties, Styles
from contest.formats.word.numbering import AutoLabel, Numbering
from contest.formats.word.pictures import Pictures
from contest.formats.word.tree import Node
from contest.rules.items import Picture, Problem

OWN_STYLES = "NHCH"  # styles of our templates begin so
_DROPPED = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "footnoteReference", "commentReference"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
# The few signs that banks draw with symbol fonts.
_SYMBOLS = {
    ("wingdings", "FC"): "✓", ("wingdings", "FB"): "✗", ("wingdings", "FE"): "☑", ("wingdings", "A8"): "☐",
    ("wingdings 2", "50"): "✓", ("wingdings 2", "52"): "☑", ("wingdings", "E0"): "→", ("wingdings", "F0"): "⇒",
    ("symbol", "57"): "Ω", ("symbol", "6D"): "μ", ("symbol", "70"): "π", ("symbol", "61"): "α", ("symbol", "62"): "β",
    ("symbol", "44"): "Δ", ("symbol", "B3"): "≥", ("symbol", "A3"): "≤", ("symbol", "B9"): "≠", ("symbol", "B4"): "×",
    ("symbol", "B0"): "°", ("symbol", "A5"): "∞", ("symbol", "DE"): "⇒", ("symbol", "AE"): "→", ("symbol", "D6"): "√",
}  # fmt: skip


@dataclass
class _Flow:
    """What one paragraph holds so far; `boxes` are the paragraphs of its text boxes."""

    pieces: Styled = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Reader:
    """Reads paragraphs in the document's order; `hidden_at` and `legacy` are told to the organiser."""

    styles: Styles
    numbering: Numbering
    pictures: Pictures
    hidden_at: list[int] = field(default_factory=list)
    legacy: set[str] = field(default_factory=set)

    def lines(self, node: Node, place: Place, shade: str = "", carried: Styled | None = None) -> list[Line]:
        """The paragraph's lines, those of its text boxes after its own; empty ones are left out.

        `shade` is the fill of the cell around it, `carried` the rest of a paragraph whose mark was
        deleted in a tracked change.
        """
        flow = _Flow(list(carried or ()))
        properties = node.first("pPr")
        style = (properties.value("pStyle") if properties else "") or ""
        fill = self.styles.fill(properties.first("shd") if properties else None) or self.styles.paragraph_fill(style)
        label = self._label(properties, style)
        self._walk(node, style, flow, linked=False)
        if flow.hidden:
            self.hidden_at.append(place.paragraph)
        pieces = [(text, replace(look, shade=look.shade or fill or shade)) for text, look in flow.pieces]
        name = self.styles.name(style)
        more = {"style": name, "list_id": label.list_id if label else "", "problems": tuple(flow.problems)}
        if name.startswith(OWN_STYLES):
            found = [make_line(pieces, place, whole=True, **more)]
        else:
            found = [make_line(row, place, **more) for row in _rows(pieces)]
        if label and label.text and found and any(line.text or line.problems for line in found):
            found[0] = self._labelled(found[0], label, properties, style)
        lines = [line for line in found if line.text or line.problems]
        for box in flow.boxes:
            lines += self.lines(box, place)
        return lines

    def mark_deleted(self, node: Node) -> bool:
        """Was the paragraph's end deleted (or moved away) in a tracked change?"""
        marks = node.first("pPr", "rPr")
        return marks is not None and (marks.first("del") is not None or marks.first("moveFrom") is not None)

    def rest(self, node: Node) -> Styled:
        """The text of a paragraph that runs on into the next one."""
        flow = _Flow()
        self._walk(node, (node.value("pPr", "pStyle") or ""), flow, linked=False)
        return flow.pieces

    def _label(self, properties: Node | None, style: str) -> AutoLabel | None:
        own = properties.first("numPr") if properties else None
        list_id, level = self.styles.numbering(style)
        if own:
            list_id = own.value("numId") or list_id
            level = own.number("ilvl") if own.first("ilvl") else level
        return self.numbering.label(list_id, level, style) if list_id and list_id != "0" else None

    def _labelled(self, line: Line, label: AutoLabel, properties: Node | None, style: str) -> Line:
        direct: Properties = self.styles.properties(properties.first("rPr") if properties else None)
        look = self.styles.look(style, "", direct | self.styles.properties(label.properties))
        text = f"{label.text.strip()} "
        return replace(line, text=text + line.text, looks=(look,) * len(text) + line.looks, automatic=len(text))

    def _walk(self, node: Node, style: str, flow: _Flow, *, linked: bool) -> None:
        for child in node.children:
            if child.tag in _DROPPED:
                continue
            if child.tag == "r":
                self._run(child, style, flow, linked=linked)
            elif child.tag == "oMath":
                flow.pieces.append((linear(child), self.styles.look(style, "", {})))
            elif child.tag == "AlternateContent":
                self._alternatives(child, style, flow, linked=linked)
            elif child.tag in {"drawing", "pict", "object"}:
                self._drawing(child, style, flow)
            else:
                self._walk(child, style, flow, linked=linked or child.tag == "hyperlink")

    def _alternatives(self, node: Node, style: str, flow: _Flow, *, linked: bool) -> None:
        """The same thing in two forms: one of them is read."""
        if form := node.first("Choice") or node.first("Fallback"):
            self._walk(form, style, flow, linked=linked)

    def _run(self, run: Node, style: str, flow: _Flow, *, linked: bool) -> None:
        look = self.styles.look(style, run.value("rPr", "rStyle") or "", self.styles.properties(run.first("rPr")))
        if linked:  # the colour and line of a link mark no key
            look = replace(look, underline=False, colour="" if look.colour == "other" else look.colour)
        if look.hidden:
            flow.hidden = flow.hidden or any(part.text.strip() for part in run.all("t"))
            return
        for part in run.children:
            if text := self._said(part, look):
                flow.pieces.append((text, look))
            elif part.tag in {"drawing", "pict", "object"}:
                self._drawing(part, style, flow)
            elif part.tag == "AlternateContent":
                self._alternatives(part, style, flow, linked=linked)

    def _said(self, part: Node, look: Look) -> str:
        if part.tag == "t":
            text = part.text.replace("\r", "").replace("\n", " ")
            if look.encoding:
                self.legacy.add(look.encoding.value)
                text = to_unicode(text, look.encoding)
            return text
        if part.tag == "softHyphen":  # in TCVN3 fonts its place is the letter ư
            return to_unicode("\xad", look.encoding) if look.encoding else ""
        if part.tag == "sym":
            code = part.attributes.get("char", "")[-2:].upper()
            return _SYMBOLS.get((part.attributes.get("font", "").lower(), code), "\ufffd")
        return _BREAKS.get(part.tag, "")

    def _drawing(self, node: Node, style: str, flow: _Flow) -> None:
        look = self.styles.look(style, "", {})
        for found in self.pictures.met(node):
            if isinstance(found, Picture):
                flow.pieces.append((found.mark, look))
            elif node.tag == "object":  # a formula or sheet of another program, with a picture no browser shows
                flow.problems.append(Problem("object_not_read", "warning"))
            else:
                flow.problems.append(found)
        for part in node.walk():
            if part.tag == "txbxContent":
                flow.boxes += [paragraph for paragraph in part.walk() if paragraph.tag == "p"]


def _rows(pieces: Styled) -> list[Styled]:
    """The pieces cut at line breaks."""
    rows: list[Styled] = [[]]
    for text, look in pieces:
        first, *others = text.split("\n")
        rows[-1].append((first, look))
        rows += [[(other, look)] for other in others]
    return rows
