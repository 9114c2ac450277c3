"""Reading QTI 2.1, 2.2 and 3.0: content packages by their manifest, and single items."""

from dataclasses import replace
from xml.etree.ElementTree import Element

from contest.formats.limits import limits
from contest.formats.markup import plain, tree_text
from contest.formats.pictures import Shelf
from contest.formats.qti_items import read_items
from contest.formats.qti_names import parse_qti
from contest.formats.qti_package import LARGEST_XML, Listed, Package
from contest.formats.reading import Entry, Reading, reading_of
from contest.rules.items import Problem
from contest.rules.refusals import Refused

_OLD = ("imsqti_xmlv1", "imsqti_item_xmlv1", "assessment_xmlv1", "imsqti_assessment")


def read(content: bytes) -> Reading:
    """Raises Refused: those of `Package`, unsupported_qti (version), too_many_rows, no_questions_found;
    for a single item also those of `parse_qti`."""
    if not content.startswith(b"PK"):
        return _single(content)
    package = Package(content)
    listed = package.items()
    if not listed and any(kind.lower().startswith(_OLD) for kind in package.versions()):
        raise Refused("unsupported_qti", version="1.2")
    if len(listed) > limits().rows:
        raise Refused("too_many_rows", limit=limits().rows)
    return reading_of("qti", [entry for one in listed for entry in _entries(package, one)])


def _single(content: bytes) -> Reading:
    root = parse_qti(content)
    if root.tag == "questestinterop":
        raise Refused("unsupported_qti", version="1.2")
    if root.tag != "assessmentItem":
        raise Refused("no_questions_found")
    return reading_of("qti", _of_item(root, {"item": 1}, {}, Shelf(lambda _name: None), ""))


def _entries(package: Package, listed: Listed) -> list[Entry]:
    where: dict[str, int | str] = {"file": listed.name}
    if listed.refusal:
        return [Entry(where, (), None, (_problem(listed.refusal),))]
    try:
        root = parse_qti(package.read(listed.name, LARGEST_XML))
        if root.tag != "assessmentItem":
            raise Refused("unknown_xml", root=root.tag[:40])
        shelf = Shelf(lambda href: package.file_beside(listed.name, href))
        stimulus = _stimulus(package, listed.name, root, shelf)
    except Refused as refusal:
        if refusal.code == "archive_too_large":  # a bomb is no matter of one question
            raise
        return [Entry(where, (), None, (_problem(refusal),))]
    entries = _of_item(root, where, listed.metadata, shelf, stimulus)
    if not listed.unlisted:
        return entries
    return [replace(e, problems=(*e.problems, Problem("not_in_manifest", "warning"))) for e in entries]


def _of_item(
    root: Element, where: dict[str, int | str], metadata: dict[str, object], shelf: Shelf, stimulus: str
) -> list[Entry]:
    if title := plain(root.get("title", ""))[:80]:
        where = {**where, "name": title}
    body = root.find("itemBody")
    source = (tree_text(body),) if body is not None else ()
    try:
        parts = read_items(root, metadata, shelf, stimulus)
    except Refused as refusal:
        return [Entry(where, source, None, (_problem(refusal),))]
    return [Entry(where, source, item, tuple(problems)) for item, problems in parts]


def _stimulus(package: Package, name: str, root: Element, shelf: Shelf) -> str:
    """The shared texts that a QTI 3 item refers to."""
    parts = []
    for reference in root.findall("assessmentStimulusRef"):
        href = reference.get("href", "")
        content = package.file_beside(name, href)
        if content is None:
            shelf.problems.append(Problem("missing_file", "warning", {"name": href[:200]}))
            continue
        beside = f"{name.rpartition('/')[0]}/{href}".lstrip("/")
        own = Shelf(lambda file, beside=beside: package.file_beside(beside, file))  # type: ignore[misc]
        body = parse_qti(content).find("stimulusBody")
        if body is not None:
            parts.append(tree_text(body, own.mark))
        shelf.pictures += [picture for picture in own.pictures if picture not in shelf.pictures]
        shelf.problems += own.problems
    return "\n".join(parts)


def _problem(refusal: Refused) -> Problem:
    return Problem(refusal.code, details=refusal.details)
