"""Which format a question-bank file is in, told by its content; its name must agree."""

import codecs
import re

from contest.formats import aiken, signs, tables
from contest.formats.delimited import decode
from contest.formats.package import open_package
from contest.rules.refusals import Refused

#: Extensions that a format's files carry; tables know theirs.
EXTENSIONS = {
    "gift": {"gift", "txt"},
    "aiken": {"txt", "aiken"},
    "moodlexml": {"xml"},
    "qti21": {"zip", "xml", "imscc"},
    "qti12": {"zip", "xml", "dat", "imscc"},
    "docx": {"docx", "docm"},
    "doc": {"doc", "rtf"},
    "odt": {"odt"},
    "xls": {"xls"},
    "ods": {"ods"},
}
NAMES = {"gift": "GIFT", "aiken": "Aiken", "moodlexml": "Moodle XML", "qti21": "QTI", "qti12": "QTI 1.2",
         "docx": "Word (.docx)", "doc": "Word 97–2003 (.doc)", "odt": "OpenDocument (.odt)",
         "ods": "OpenDocument (.ods)"}  # fmt: skip
_KNOWN = {"xlsx", "xlsm", "csv", "tsv"}.union(*EXTENSIONS.values())
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_ROOTS = {
    "quiz": "moodlexml",
    "question": "moodlexml",
    "questestinterop": "qti12",
    "assessmentItem": "qti21",
    "qti-assessment-item": "qti21",
    "assessmentTest": "qti21",
    "qti-assessment-test": "qti21",
}
_BRACES = re.compile(r"(?<!\\)\{[^{}]*(?<!\\)\}")
_GIFT_SIGN = re.compile(r"^\s*(?:::|\$CATEGORY:|//)|\{\s*(?:[=~#>]|T\b|F\b|TRUE\b|FALSE\b|\})", re.MULTILINE)
_TABLES = {"xlsx", "xlsm", "csv", "tsv", "txt"}  # what their reader says of a wrong extension fits them better
_SAMPLE = 200_000  # characters


def told_kind(file_name: str, content: bytes) -> str:
    """A key of `FORMATS`; every version of QTI is read as "qti21".

    Raises Refused: wrong_format (extension, content), no_manifest, and those of `tables.told_format`.
    """
    extension = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    if name := _never_so(extension, content):
        raise Refused("wrong_format", extension=f".{extension}", content=name)
    kind = _other_table(extension, content) or _kind(extension, content)
    if kind in EXTENSIONS:
        if extension not in EXTENSIONS[kind]:
            raise Refused("wrong_format", extension=f".{extension}", content=NAMES[kind])
        return kind
    if content and extension in _KNOWN - _TABLES and not signs.encrypted(content):
        raise Refused("wrong_format", extension=f".{extension}", content=signs.shown(content))
    return tables.told_format(file_name, content)


def _never_so(extension: str, content: bytes) -> str:
    """The name of what no file with this extension holds, as far as the first bytes tell it."""
    if extension not in _KNOWN:
        return ""
    old = signs.old_office(content)
    if old.endswith("(.xls)") and extension in {"xls", *_TABLES - {"txt"}}:
        return ""
    return signs.no_bank(content) or ("" if old.endswith("(.doc)") and extension in {"doc", "rtf"} else old)


def _kind(extension: str, content: bytes) -> str:
    """Empty where it is for the tables to tell."""
    if content.startswith(b"PK"):
        return _archive_kind(extension, content)
    if _old_word(extension, content):
        return "doc"
    start = _text(content[:4000]).lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        root = _ROOT.search(re.sub(r"<!--.*?(?:-->|$)|<!DOCTYPE[^\[>]*(?:\[.*?\])?", "", start, flags=re.DOTALL))
        kind = _ROOTS.get(root[1], "") if root else ""
        if kind or extension != "xml":
            return kind
        raise Refused("unknown_xml", root=root[1][:40] if root else "?")
    if extension == "gift":
        return "gift" if content else ""
    if extension in {"txt", "aiken"}:
        return _text_kind(decode(content)[:_SAMPLE]) or ("aiken" if extension == "aiken" else "")
    if extension in {"xml", "zip"} and content:
        raise Refused("wrong_format", extension=f".{extension}", content="văn bản thường")
    return ""


def _other_table(extension: str, content: bytes) -> str:
    """Tables that only banks are read from, in a process of their own: their reader trusts what they claim."""
    if content.startswith(b"PK") and content[30:].startswith(signs.ODS):
        open_package(content)  # within limits
        return "ods"
    return "xls" if extension == "xls" and content.startswith(signs.OLE) and not signs.encrypted(content) else ""


def _old_word(extension: str, content: bytes) -> bool:
    """Word's binary format (an OLE file that is no encrypted package) or RTF, by what its name says."""
    if content.startswith(signs.OLE):
        return extension in {"doc", "docx", "docm", "rtf"} and not signs.encrypted(content)
    return content.startswith(b"{\\rtf")


def _archive_kind(extension: str, content: bytes) -> str:
    names = open_package(content).namelist()
    if any(name.rpartition("/")[2].lower() == "imsmanifest.xml" for name in names):
        return "qti21"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "content.xml" in names and extension == "odt":
        return "odt"
    office = any(name.startswith(("xl/", "word/", "ppt/")) for name in names)
    if extension == "zip" and not office:
        if any("/" not in name and name.lower().endswith(".xml") for name in names):
            return "qti21"
        raise Refused("no_manifest")
    return ""


def _text_kind(text: str) -> str:
    lines = text.splitlines()
    answers = sum(aiken.ANSWER.fullmatch(line) is not None for line in lines)
    if answers and any(aiken.OPTION.fullmatch(line) for line in lines):
        return "aiken"
    if _BRACES.search(text) and _GIFT_SIGN.search(text):
        return "gift"
    return "aiken" if answers else ""


def _text(content: bytes) -> str:
    """The beginning of a file, whatever its encoding; only signs are looked for."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return content[2:].decode(encoding, "replace")
    if content[:2] in {b"<\x00", b"\x00<"}:
        return content.decode("utf-16-le" if content[:1] == b"<" else "utf-16-be", "replace")
    return content.decode("utf-8-sig", "replace")
