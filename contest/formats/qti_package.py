"""A QTI content package: which items it holds, by its manifest, and the files they show."""

import posixpath
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from contest.formats.package import open_package
from contest.formats.qti_names import parse_qti
from contest.formats.xml_tree import text_of
from contest.rules.refusals import Refused

LARGEST_XML = 10 * 2**20  # bytes of one member
LARGEST_FILE = 20 * 2**20
_HEAD = 4000  # bytes; the root of an item stands within
_ITEM_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:assessmentItem|qti-assessment-item)\s")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Listed:
    """One item that the package names: its member, or why there is none (`refusal`). `metadata` is
    {"topic", "level", "keywords"} as the manifest has them. An unlisted item lies in the package, but
    neither manifest nor test knows it."""

    name: str
    refusal: Refused | None = None
    metadata: dict[str, object] = field(default_factory=dict)
    unlisted: bool = False


class Package:
    """Raises Refused: malformed_package, archive_too_large, unsafe_archive, no_manifest and those of
    `parse_qti` for the manifest."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = open_package(content)
        except Refused as refusal:
            raise Refused("malformed_package") if refusal.code == "malformed_archive" else refusal from None
        self._names = set()
        for member in self._archive.infolist():
            if _unsafe(member):
                raise Refused("unsafe_archive", name=member.filename[:120])
            self._names.add(member.filename)
        manifests = [n for n in self._names if posixpath.basename(n).lower() == "imsmanifest.xml"]
        manifest = min(manifests, key=lambda name: (name.count("/"), name), default="")
        self._folder = posixpath.dirname(manifest)
        if manifest:
            self._manifest = parse_qti(self.read(manifest, LARGEST_XML))
        elif self._items_among({name for name in self._names if "/" not in name}):
            self._manifest = Element("manifest")  # a pile of items that somebody put into one file
        else:
            raise Refused("no_manifest")

    def read(self, name: str, most: int = LARGEST_FILE) -> bytes:
        """Raises Refused: missing_file (name), archive_too_large, malformed_package."""
        if name not in self._names:
            raise Refused("missing_file", name=name[:200])
        try:
            with self._archive.open(name) as member:
                content = member.read(most + 1)
        except _BROKEN:
            raise Refused("malformed_package") from None
        if len(content) > most:
            raise Refused("archive_too_large", megabytes=most // 2**20)
        return content

    def file_beside(self, item: str, href: str) -> bytes | None:
        """A file as an item's text names it; None where there is none."""
        for folder in (posixpath.dirname(item), self._folder):
            name = posixpath.normpath(posixpath.join(folder, href.lstrip("/")))
            if name in self._names:
                return self.read(name)
        return None

    def versions(self) -> set[str]:
        """Types of the manifest's resources."""
        return {resource.get("type", "") for resource in self._manifest.iter("resource")}

    def items(self) -> list[Listed]:
        """Every item of the manifest, then those that only a test refers to, then the unlisted ones."""
        found: dict[str, Listed] = {}
        tests = []
        for resource in self._manifest.iter("resource"):
            kind = resource.get("type", "").lower()
            href = resource.get("href", "") or next((f.get("href", "") for f in resource.findall("file")), "")
            if "imsqti_test" in kind or "imsqti_section" in kind:
                tests.append(href)
            elif "imsqti_item" in kind or "imsqti_apipitem" in kind:
                listed = self._listed(self._folder, resource.get("base", "") + href, _metadata(resource))
                found.setdefault(listed.name, listed)
        for test in tests:
            for listed in self._of_test(test):
                found.setdefault(listed.name, listed)
        for name in self._items_among(self._names - found.keys()):
            found[name] = Listed(name, unlisted=True)
        return list(found.values())

    def _items_among(self, names: set[str]) -> list[str]:
        files = sorted(name for name in names if name.lower().endswith(".xml"))
        return [name for name in files if _ITEM_ROOT.search(self.read(name)[:_HEAD])]

    def _of_test(self, href: str) -> list[Listed]:
        listed = self._listed(self._folder, href, {})
        if listed.refusal:
            return []
        try:
            root = parse_qti(self.read(listed.name, LARGEST_XML))
        except Refused:
            return []
        folder = posixpath.dirname(listed.name)
        return [self._listed(folder, ref.get("href", ""), {}) for ref in root.iter("assessmentItemRef")]

    def _listed(self, folder: str, href: str, metadata: dict[str, object]) -> Listed:
        if not href:
            return Listed("imsmanifest.xml", Refused("empty_manifest_href", name="resource"))
        if _SCHEME.match(href):
            return Listed(href[:200], Refused("external_reference", address=href[:200]))
        plain = href.partition("?")[0].partition("#")[0]
        for spelling in (plain, unquote(plain)):
            name = posixpath.normpath(posixpath.join(folder, spelling))
            if name in self._names:
                return Listed(name, None, metadata)
        return Listed(name, Refused("missing_file", name=name[:200]))


def _unsafe(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    escapes = name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) is not None
    return escapes or stat.S_ISLNK(member.external_attr >> 16)


def _metadata(resource: Element) -> dict[str, object]:
    lom = next(resource.iter("lom"), None)
    if lom is None:
        return {}
    topic = ""
    for classification in lom.iter("classification"):
        entries = [text_of(entry).strip() for entry in classification.iter("entry")]
        if "discipline" in text_of(classification.find("purpose")).lower() and entries:
            topic = topic or entries[-1]
    keywords = [text_of(keyword).strip() for keyword in lom.iter("keyword")]
    difficulty = next(lom.iter("difficulty"), None)
    value = difficulty.find("value") if difficulty is not None else None
    level = text_of(value if value is not None else difficulty).strip()
    return {"topic": topic, "level": level, "keywords": keywords}
