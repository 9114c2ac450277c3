"""An XML part of a Word file as a light tree of local names."""

import zipfile
from collections.abc import Iterator

from contest.formats.limits import limits
from contest.formats.package import Attributes, parse_member
from contest.rules.refusals import Refused

MOST_TEXT = 5_000_000  # characters of one part
DEEPEST = 120  # elements inside one another: the walks over them go no deeper


class Node:
    """An element. `tag` and attribute names come without their namespaces."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: Attributes) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def first(self, *path: str) -> "Node | None":
        """The first element at the path of tags below this one."""
        node: Node | None = self
        for tag in path:
            node = next((child for child in node.children if child.tag == tag), None) if node else None
        return node

    def all(self, tag: str) -> list["Node"]:
        return [child for child in self.children if child.tag == tag]

    def value(self, *path: str) -> str | None:
        """The `val` attribute of the first element at the path; None where there is none."""
        node = self.first(*path)
        return node.attributes.get("val") if node else None

    def number(self, *path: str) -> int | None:
        value = self.value(*path) or ""
        return int(value) if value.lstrip("-").isdecimal() and len(value) < 10 else None

    def walk(self) -> Iterator["Node"]:
        """This element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_tree(package: zipfile.ZipFile, name: str) -> Node:
    """The root element of a member.

    Raises Refused: document_too_large; those of `parse_member`.
    """
    root = Node("", {})
    path = [root]
    seen = {"elements": 0, "text": 0}
    most, deepest = limits().elements, min(limits().depth, DEEPEST)  # 600 questions have some 30,000 elements

    def start(tag: str, attributes: Attributes) -> None:
        seen["elements"] += 1
        if seen["elements"] > most or len(path) > deepest:
            raise Refused("document_too_large")
        node = Node(tag, attributes)
        path[-1].children.append(node)
        path.append(node)

    def end(_tag: str) -> None:
        path.pop()

    def text(piece: str) -> None:
        seen["text"] += len(piece)
        if seen["text"] > MOST_TEXT:
            raise Refused("document_too_large")
        path[-1].text += piece

    parse_member(package, name, start=start, end=end, text=text)
    return root.children[0]
