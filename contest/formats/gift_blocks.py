"""GIFT text cut into questions: escapes set aside, comments and categories taken out."""

import re
from dataclasses import dataclass, field

# Escaped characters stand as characters that no text has while the text is cut up.
_ESCAPED = {"\\\\": "\ufdd0", "\\~": "\ufdd1", "\\=": "\ufdd2", "\\#": "\ufdd3", "\\{": "\ufdd4", "\\}": "\ufdd5",
            "\\:": "\ufdd6", "\\n": "\ufdd7", "\\%": "\ufdd8", "\\>": "\ufdd9"}  # fmt: skip
_PLAIN = {ord(mark): "\n" if written == "\\n" else written[1] for written, mark in _ESCAPED.items()}
_ESCAPE = re.compile(r"\\[\\~=#{}:n%>]")
_FOREIGN = re.compile("[\ufdd0-\ufdef]")
_LABEL = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)", re.IGNORECASE)
_CONTROL = "\\~=#{}:"


@dataclass
class Block:
    """One question's text with escapes set aside; `line` is where it begins (1-based)."""

    line: int
    text: str
    category: str = ""
    code: str = ""
    tags: list[str] = field(default_factory=list)


def set_aside(text: str) -> str:
    """The text with its escaped characters out of the way of the signs."""
    return _ESCAPE.sub(lambda found: _ESCAPED[found[0]], _FOREIGN.sub("", text))


def unescaped(text: str) -> str:
    """The text as meant."""
    return text.translate(_PLAIN)


def escaped(text: str) -> str:
    """Text written so that GIFT takes none of it for its own signs. Line breaks become \\n."""
    text = "".join(f"\\{c}" if c in _CONTROL else c for c in text)
    return text.replace("\n", "\\n")


def blocks(text: str) -> list[Block]:
    """The questions (and descriptions) of a file, in order."""
    lines = re.split(r"\r\n|\r|\n", set_aside(text))
    found: list[Block] = []
    category, labels = "", _Labels()
    gathered: list[str] = []
    started = 0

    def finish() -> None:
        nonlocal gathered
        if any(line.strip() for line in gathered):
            found.extend(_parts(Block(started, "\n".join(gathered), category, labels.code, labels.tags)))
            labels.clear()
        gathered = []

    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("//"):
            if not gathered:
                labels.take(bare)
            continue
        if named := _CATEGORY.match(bare):
            finish()
            category = unescaped(named[1]).strip()
            labels.clear()
        elif bare:
            started = started if gathered else number
            gathered.append(line)
        elif gathered and _goes_on(gathered, lines[number:]):
            gathered.append("")
        else:
            finish()
    finish()
    return found


class _Labels:
    """What `// [id:…] [tag:…]` says of the question below."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.code = ""
        self.tags: list[str] = []

    def take(self, comment: str) -> None:
        for kind, value in _LABEL.findall(comment):
            text = re.sub(r"\\(.)", r"\1", unescaped(value)).strip()
            if kind == "id":
                self.code = text
            else:
                self.tags.append(text)


def _goes_on(gathered: list[str], rest: list[str]) -> bool:
    """A blank line ends a question, unless its braces are open and are closed before others open."""
    text = "\n".join(gathered)
    if text.count("{") <= text.count("}"):
        return False
    for line in rest:
        if line.strip().startswith(("//", "::")):
            return False
        for sign in line:
            if sign in "{}":
                return sign == "}"
    return False


def _parts(block: Block) -> list[Block]:
    """The block; several, where questions follow each other without a blank line."""
    parts: list[Block] = []
    text, line = block.text, block.line
    while True:
        close = text.find("}")
        cut = text.find("\n", close) if close >= 0 else -1
        rest = text[cut + 1 :] if cut >= 0 else ""
        head = text[:cut] if cut >= 0 else text
        if head.count("{") != 1 or head.count("}") != 1 or not 0 <= rest.find("{") < rest.find("}"):
            break
        parts.append(Block(line, head, block.category))
        line += head.count("\n") + 1
        text = rest
    parts.append(Block(line, text, block.category))
    parts[0].code, parts[0].tags = block.code, block.tags
    return parts
