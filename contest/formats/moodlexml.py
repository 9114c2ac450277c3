"""Question banks as Moodle XML.

Categories are topics, idnumbers are codes. Level and the true–false cluster travel as tags, legal
bases as last lines of the general feedback. It has no place for audience, scope, review date, note,
author and appraiser: they are not written.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from contest.formats import moodle_writing
from contest.formats.labels import topic_of
from contest.formats.limits import limits
from contest.formats.markup import plain
from contest.formats.moodle_questions import question_parts
from contest.formats.moodle_texts import Texts, child_text
from contest.formats.reading import Entry, Reading, reading_of
from contest.formats.xml_tree import parse_xml
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused

MEDIA_TYPE = "application/xml; charset=utf-8"
EXTENSION = "xml"


def read(content: bytes) -> Reading:
    """Raises Refused: xml_entities_forbidden, malformed_xml, xml_too_large, unknown_xml,
    too_many_rows, no_questions_found."""
    root = parse_xml(content)
    if root.tag not in {"quiz", "question"}:
        raise Refused("unknown_xml", root=root.tag[:40])
    entries: list[Entry] = []
    topic, count = "", 0
    for number, question in enumerate([root] if root.tag == "question" else root.findall("question"), 1):
        if number > limits().rows:
            raise Refused("too_many_rows", limit=limits().rows)
        if question.get("type") == "category":
            topic = topic_of(child_text(question.find("category")))
        else:
            count += 1
            entries += _entries(question, topic, count)
    return reading_of("moodlexml", entries)


def write(items: Iterable[Item]) -> bytes:
    return moodle_writing.written(items)


def _entries(question: Element, topic: str, number: int) -> list[Entry]:
    name = plain(child_text(question.find("name")))[:80]
    where: dict[str, int | str] = {"item": number, **({"name": name} if name else {})}
    texts = Texts(question)
    stem = texts.of(question.find("questiontext"))
    source = (stem, *(texts.raw(answer) for answer in question.findall("answer")))
    kind = question.get("type", "").strip().lower()
    if kind == "description":
        return [Entry(where, source, None, (Problem("description_left_out", "warning"),))]
    try:
        parts = question_parts(kind, question, stem, topic, texts)
    except Refused as refusal:
        return [Entry(where, source, None, (Problem(refusal.code, details=refusal.details),))]
    entries = []
    for place, (item, problems) in enumerate(parts):
        empty = [Problem("empty_stem")] if item and not item.stem else []
        entries.append(Entry(where, source, item, (*problems, *empty, *(texts.problems() if place == 0 else []))))
    return entries
