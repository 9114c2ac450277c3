"""XML of strangers as a tree: no document types, no entities, no network, bounded depth and size."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from contest.formats.limits import limits
from contest.rules.refusals import Refused

Name = Callable[[str], str]


def parse_xml(content: bytes, *, name: Name = str, attribute: Name = str) -> Element:
    """The root. Names come without their namespaces, passed through `name` and `attribute`.

    Raises Refused: xml_entities_forbidden, malformed_xml (line), xml_too_large.
    """
    builder = TreeBuilder()
    depth = count = 0
    deepest, most = limits().depth, limits().elements

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > deepest or count > most:
            raise Refused("xml_too_large")
        builder.start(name(_local(tag)), {attribute(_local(key)): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name(_local(tag)))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused("malformed_xml", line=error.lineno) from None
    except (LookupError, ValueError):  # an encoding that nobody knows
        raise Refused("malformed_xml", line=1) from None
    return builder.close()


def text_of(element: Element | None) -> str:
    """All text within; empty for no element."""
    return "" if element is None else "".join(element.itertext())


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _forbid(*_declaration: object) -> None:
    raise Refused("xml_entities_forbidden")
