"""The parts of a Word package: its main document, styles, numbering, theme and relationships."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from contest.formats.package import open_package
from contest.formats.word.tree import Node, read_tree
from contest.rules.refusals import Refused

_NOTHING = Node("", {})


@dataclass(frozen=True)
class Link:
    """A relationship's target: a member's name, or an address outside that is never fetched."""

    target: str
    external: bool


@dataclass
class Parts:
    package: zipfile.ZipFile
    folder: str
    document: Node
    styles: Node = field(default_factory=lambda: _NOTHING)
    numbering: Node = field(default_factory=lambda: _NOTHING)
    theme: Node = field(default_factory=lambda: _NOTHING)
    links: dict[str, Link] = field(default_factory=dict)


def read_parts(content: bytes) -> Parts:
    """Raises Refused: malformed_archive, archive_too_large, xml_entities_forbidden, document_too_large."""
    package = open_package(content)
    names = {member.filename for member in package.infolist()}
    main = _main_document(package, names)
    if main not in names:
        raise Refused("malformed_archive")
    folder, name = posixpath.split(main)
    document = read_tree(package, main)
    if document.tag != "document" or document.first("body") is None:
        raise Refused("malformed_archive")
    parts = Parts(package, folder, document)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in names:
        parts.links, kinds = _links(read_tree(package, relations), folder)
        for kind in ("styles", "numbering", "theme"):
            if (member := kinds.get(kind)) in names and member:
                setattr(parts, kind, read_tree(package, member))
    return parts


def _main_document(package: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" in names:
        _, kinds = _links(read_tree(package, "_rels/.rels"), "")
        if main := kinds.get("officeDocument"):
            return main
    return "word/document.xml"


def _links(relations: Node, folder: str) -> tuple[dict[str, Link], dict[str, str]]:
    """(links by id, first internal member by kind)."""
    links: dict[str, Link] = {}
    kinds: dict[str, str] = {}
    for relation in relations.all("Relationship"):
        target = relation.attributes.get("Target", "")
        external = relation.attributes.get("TargetMode") == "External"
        if not external:
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(inside)
            kinds.setdefault(relation.attributes.get("Type", "").rpartition("/")[2], target)
        links[relation.attributes.get("Id", "")] = Link(target, external)
    return links, kinds
