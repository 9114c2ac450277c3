"""Office files as untrusted ZIP archives of XML: limits first, then a parser that expands nothing."""

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from contest.formats.limits import limits
from contest.rules.refusals import Refused

_CHUNK = 64 * 1024
_BROKEN = (LookupError, expat.ExpatError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)

Attributes = dict[str, str]


def open_package(content: bytes) -> zipfile.ZipFile:
    """The archive, once its directory is within limits.

    Raises Refused: malformed_archive, archive_too_large (megabytes).
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise Refused("malformed_archive") from None
    if len(members) > limits().members or sum(m.file_size for m in members) > limits().expanded:
        raise Refused("archive_too_large", megabytes=limits().expanded // 2**20)
    return package


def parse_member(
    package: zipfile.ZipFile,
    name: str,
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _name: None,
    text: Callable[[str], None] = lambda _text: None,
) -> None:
    """Walk one XML member as a stream; names and attributes come without their namespaces.

    Raises Refused: xml_entities_forbidden for any document type, malformed_archive.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(
        tag.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _forbid
    parser.EntityDeclHandler = _forbid
    expanded = 0
    try:
        with package.open(name) as member:
            while chunk := member.read(_CHUNK):
                expanded += len(chunk)
                if expanded > limits().expanded:  # the directory lied about the size
                    raise Refused("archive_too_large", megabytes=limits().expanded // 2**20)
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _BROKEN:
        raise Refused("malformed_archive") from None


def _forbid(*_declaration: object) -> None:
    raise Refused("xml_entities_forbidden")
