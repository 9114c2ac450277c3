"""One vocabulary for all versions of QTI: QTI 3 writes `qti-simple-choice`, QTI 2 `simpleChoice`."""

import re
from xml.etree.ElementTree import Element

from contest.formats.xml_tree import parse_xml

_HYPHEN = re.compile(r"-([a-z0-9])")
_CAPITAL = re.compile(r"([A-Z])")


def parse_qti(content: bytes) -> Element:
    """The root in the names of QTI 2. Raises Refused as `parse_xml` does."""
    return parse_xml(content, name=_element, attribute=_attribute)


def _element(name: str) -> str:
    return _camel(name.removeprefix("qti-")) if name.startswith("qti-") else name


def _attribute(name: str) -> str:
    return name if name.startswith(("data-", "aria-")) else _camel(name)


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


def hyphened(name: str) -> str:
    """simpleChoice → simple-choice."""
    return _CAPITAL.sub(lambda found: f"-{found[1].lower()}", name)
