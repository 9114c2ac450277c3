"""Word's formulas (OMML) as one line of text: (x+1)/2, x^2, √(x)."""

from contest.formats.word.tree import Node

_SKIPPED = {"rPr", "ctrlPr", "fPr", "sSupPr", "sSubPr", "sSubSupPr", "radPr", "dPr", "naryPr", "funcPr",
            "mPr", "accPr", "barPr", "eqArrPr", "limLowPr", "limUppPr", "groupChrPr", "boxPr", 
            "borderBoxPr", "phantPr", "sPrePr"}  # fmt: skip
_BRACKETED = set("+-−*/=<>≤≥ ,±·×÷")


def linear(node: Node) -> str:
    """The formula, with brackets where one line needs them."""
    writer = _WRITERS.get(node.tag)
    if writer:
        return writer(node)
    if node.tag == "t":
        return node.text
    return "".join(linear(child) for child in node.children if child.tag not in _SKIPPED)


def _part(node: Node, tag: str) -> str:
    part = node.first(tag)
    return linear(part).strip() if part else ""


def _held(text: str) -> str:
    return f"({text})" if len(text) > 1 and any(sign in text for sign in _BRACKETED) else text


def _fraction(node: Node) -> str:
    return f"{_held(_part(node, 'num'))}/{_held(_part(node, 'den'))}"


def _power(node: Node) -> str:
    below, above = _part(node, "sub"), _part(node, "sup")
    return _held(_part(node, "e")) + (f"_{_held(below)}" if below else "") + (f"^{_held(above)}" if above else "")


def _root(node: Node) -> str:
    degree = _part(node, "deg")
    return f"√{f'[{degree}]' if degree else ''}({_part(node, 'e')})"


def _delimited(node: Node) -> str:
    opening, closing = node.value("dPr", "begChr"), node.value("dPr", "endChr")
    inside = "; ".join(linear(part).strip() for part in node.all("e"))
    return f"{'(' if opening is None else opening}{inside}{')' if closing is None else closing}"


def _repeated(node: Node) -> str:
    sign = node.value("naryPr", "chr") or "∫"
    below, above = _part(node, "sub"), _part(node, "sup")
    limits = (f"_({below})" if below else "") + (f"^({above})" if above else "")
    return f"{sign}{limits} {_part(node, 'e')}"


def _function(node: Node) -> str:
    return f"{_part(node, 'fName')} {_part(node, 'e')}".strip()


def _matrix(node: Node) -> str:
    rows = [", ".join(linear(cell).strip() for cell in row.all("e")) for row in node.all("mr")]
    return f"[{'; '.join(rows)}]"


_WRITERS = {
    "f": _fraction, "sSup": _power, "sSub": _power, "sSubSup": _power, "rad": _root, "d": _delimited,
    "nary": _repeated, "func": _function, "m": _matrix,
}  # fmt: skip
