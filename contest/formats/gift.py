"""Question banks as GIFT text, the format teachers write by hand for Moodle.

What GIFT has no field for travels in words: level and the true–false cluster as tags in the comment
above a question, legal bases as last lines of the general feedback, pictures inside the text as
data addresses. It has no place for audience, scope, review date, note, author and appraiser: they are
not written. A "->" inside a matching pair is written "→".
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from contest.formats import gift_writing
from contest.formats.answers import Chosen
from contest.formats.delimited import decode
from contest.formats.gaps import BLANK, GAP, part_of, split_warning, with_blanks
from contest.formats.gift_answers import read_answers, refused
from contest.formats.gift_blocks import Block, blocks, unescaped
from contest.formats.labels import code_of, from_tags, split_bases, topic_of
from contest.formats.limits import limits
from contest.formats.markup import has_tags, html_text, plain
from contest.formats.pictures import Shelf
from contest.formats.reading import Entry, Reading, reading_of
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused

MEDIA_TYPE = "text/plain; charset=utf-8"
EXTENSION = "gift"
_NAME = re.compile(r"\s*::(.*?)::(.*)", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_GAPS = re.compile(r"\{[^{}]*\}")


def read(content: bytes) -> Reading:
    """Raises Refused: not_text, unknown_encoding, too_many_rows, no_questions_found."""
    entries = []
    found = blocks(decode(content))
    if len(found) > limits().rows:
        raise Refused("too_many_rows", limit=limits().rows)
    for block in found:
        entries += _entries(block)
    return reading_of("gift", entries)


def write(items: Iterable[Item]) -> bytes:
    return gift_writing.written(items).encode()


def _entries(block: Block) -> list[Entry]:
    """The question; one for each gap, where it has several."""
    name, rest = "", block.text
    if named := _NAME.match(rest):
        name, rest = plain(unescaped(named[1]))[:80], named[2]
    where: dict[str, int | str] = {"line": block.line, **({"name": name} if name else {})}
    source = (unescaped(block.text).strip(),)
    if "{" not in rest and "}" not in rest:
        return [Entry(where, source, None, (Problem("description_left_out", "warning"),))]
    signs = "".join(c for c in rest if c in "{}")
    count = len(signs) // 2
    if signs != "{}" * count:
        return [Entry(where, source, None, (Problem("unbalanced_braces"),))]
    parts = [rest] if count == 1 else [_asked(rest, number) for number in range(count)]
    return [
        _entry(
            replace(block, code=part_of(block.code, number, count)), part, where, source, count if number == 1 else 1
        )
        for number, part in enumerate(parts, 1)
    ]


def _asked(text: str, number: int) -> str:
    """The text with one of its gaps behind it, all of them as blanks in it."""
    kind, body = _format(text, "moodle")
    whole = with_blanks(_GAPS.sub(GAP, body), number)
    stem = whole.replace("\n", "<br>") if kind == "html" else whole
    return f"[{kind}]{stem}{_GAPS.findall(text)[number]}"


def _entry(block: Block, text: str, where: dict[str, int | str], source: tuple[str, ...], count: int) -> Entry:
    shelf = Shelf(lambda _name: None)
    try:
        item, problems = _item(block, text, shelf)
    except Refused as problem:
        return Entry(where, source, None, (*split_warning(count), refused(problem)))
    problems += [*split_warning(count), *shelf.problems]
    if not item.stem:
        problems.append(Problem("empty_stem"))
    return Entry(where, source, item, tuple(problems))


def _item(block: Block, text: str, shelf: Shelf) -> tuple[Item, list[Problem]]:
    kind, text = _format(text, "moodle")
    before, _, rest = text.partition("{")
    answers, _, after = rest.partition("}")
    answers, _, general = answers.partition("####")

    def text_of(raw: str) -> str:
        return _text(raw, kind, shelf)

    stem = (
        f"{before.rstrip()} {BLANK}{after if after[:1] in '.,;:!?)' else ' ' + after.lstrip()}"
        if after.strip()
        else before
    )
    tags = from_tags(block.tags)
    chosen: Chosen = read_answers(answers, text_of)
    fields, problems = dict(chosen.fields), list(chosen.problems)
    if tags["cluster"] and fields["type"] == "multiple_choice":
        fields["type"] = "true_false_cluster"
    explanation, bases = split_bases(text_of(general))
    item = Item(
        stem=_meant(stem, kind, shelf),
        code=code_of(block.code),
        topic=topic_of(block.category),
        level=str(tags["level"]),
        tags=tags["tags"],  # type: ignore[arg-type]
        explanation=explanation,
        legal_basis=bases,
        pictures=(),
        **fields,
    )
    return Item(**{**item.__dict__, "pictures": tuple(shelf.pictures)}), problems


def _format(text: str, default: str) -> tuple[str, str]:
    """(format, text without its mark)."""
    if marked := _FORMAT.match(text):
        return marked[1].lower(), text[marked.end() :]
    return default, text


def _text(raw: str, default: str, shelf: Shelf) -> str:
    kind, text = _format(raw, default)
    return _meant(text, kind, shelf)


def _meant(text: str, kind: str, shelf: Shelf) -> str:
    """A text of that format as a reader sees it."""
    if kind == "html":
        # Here an escaped line break only separates words; a real one is <br>.
        return html_text(unescaped(text), shelf.mark)
    text = unescaped(text)
    if kind == "moodle":
        # Moodle shows this as HTML with line breaks kept.
        if has_tags(text):
            return html_text(re.sub(r"\n\s*", "<br>", text.strip()), shelf.mark)
        return (
            plain(unescape(text))
            if re.search(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", text, re.IGNORECASE)
            else plain(text)
        )
    return plain(text)
