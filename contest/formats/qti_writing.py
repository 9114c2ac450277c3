"""Items as a QTI content package, 2.1 or 3.0: the same elements under each version's names."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from contest.formats.bank_words import word_for
from contest.formats.labels import with_bases
from contest.formats.markup import xml_safe
from contest.formats.pictures import cut_at_marks, file_name_of
from contest.formats.qti_answers import body, declarations, processing
from contest.formats.qti_items import TOOL
from contest.formats.qti_names import hyphened
from contest.rules.items import Item, Picture

_DIFFICULTY = {"easy": "easy", "medium": "medium", "hard": "difficult"}
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_EPOCH = (2020, 1, 1, 0, 0, 0)  # the same items give the same bytes


@dataclass(frozen=True)
class Version:
    items: str  # namespace of an item
    manifest: str  # namespace of a manifest
    resource: str  # type of an item's resource
    hyphens: bool


QTI_21 = Version("http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1",
                 "imsqti_item_xmlv2p1", hyphens=False)  # fmt: skip
QTI_30 = Version("http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
                 "imsqti_item_xmlv3p0", hyphens=True)  # fmt: skip


class Writer:
    """Makes elements of one version, and the texts and pictures of one item inside them."""

    def __init__(self, version: Version, item: Item) -> None:
        self._version, self.item = version, item
        self.pictures: dict[str, Picture] = {}

    def element(self, parent: Element | None, name: str, **attributes: str) -> Element:
        """An element of QTI's own; names as in QTI 2."""
        tag = f"qti-{hyphened(name)}" if self._version.hyphens else name
        named = {hyphened(key) if self._version.hyphens else key: xml_safe(v) for key, v in attributes.items()}
        return Element(tag, named) if parent is None else SubElement(parent, tag, named)

    def leaf(self, parent: Element, name: str, text: str, **attributes: str) -> None:
        self.element(parent, name, **attributes).text = xml_safe(text)

    def text(self, parent: Element, text: str) -> None:
        """Text with its line breaks and pictures, at the end of an element."""
        for part in cut_at_marks(text, self.item.pictures):
            if isinstance(part, Picture):
                name = f"hinh/{file_name_of(part)}"
                self.pictures[name] = part
                SubElement(parent, "img", {"src": name, "alt": xml_safe(part.name)})
                continue
            for number, line in enumerate(part.split("\n")):
                if number:
                    SubElement(parent, "br")
                _append(parent, xml_safe(line))


def _append(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def written(items: Iterable[Item], version: Version) -> bytes:
    """The bytes of a ZIP package."""
    manifest = Element("manifest", {"xmlns": version.manifest, "identifier": "hoi-thi-cchc"})
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTI Package" if version.hyphens else "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "3.0.0" if version.hyphens else "2.1"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    out = io.BytesIO()
    stored: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, item in enumerate(items, 1):
            name = f"items/cau-{number:05}.xml"
            writer = Writer(version, item)
            _store(package, name, _xml(_item(writer, number)))
            resource = SubElement(
                resources, "resource", {"identifier": f"R{number:05}", "type": version.resource, "href": name}
            )
            _metadata(resource, item)
            SubElement(resource, "file", {"href": name})
            for href, picture in writer.pictures.items():
                SubElement(resource, "file", {"href": f"items/{href}"})
                if href not in stored:
                    stored.add(href)
                    _store(package, f"items/{href}", picture.content)
        _store(package, "imsmanifest.xml", _xml(manifest))
    return out.getvalue()


def _item(writer: Writer, number: int) -> Element:
    item = writer.item
    root = writer.element(
        None, "assessmentItem", identifier=f"cau-{number:05}", title=item.code or f"Câu {number}", adaptive="false",
        timeDependent="false", toolName=TOOL, **({"label": item.code} if item.code else {}),
    )  # fmt: skip
    root.set("xmlns", writer._version.items)
    root.set("xml:lang", "vi")
    declarations(writer, root)
    explanation = with_bases(item)
    if explanation:
        outcome = writer.element(
            root, "outcomeDeclaration", identifier="EXPLANATION", cardinality="single", baseType="identifier"
        )
        writer.leaf(writer.element(outcome, "defaultValue"), "value", "shown")
    body(writer, root)
    processing(writer, root)
    _feedback(writer, root, explanation)
    return root


def _feedback(writer: Writer, root: Element, explanation: str) -> None:
    said = [(f"C{n}", "FEEDBACK", text) for n, text in enumerate(writer.item.feedback) if text and writer.item.options]
    if explanation:
        said.append(("shown", "EXPLANATION", explanation))
    for identifier, outcome, text in said:
        feedback = writer.element(
            root, "modalFeedback", outcomeIdentifier=outcome, identifier=identifier, showHide="show"
        )
        holder = writer.element(feedback, "contentBody") if writer._version.hyphens else feedback
        writer.text(SubElement(holder, "p"), text)


def _metadata(resource: Element, item: Item) -> None:
    """Topic, level and tags as learning-object metadata."""
    lom = SubElement(SubElement(resource, "metadata"), "lom", {"xmlns": _LOM})
    tags = [*item.tags, *([word_for("item_type", item.type)] if item.type == "true_false_cluster" else [])]
    if tags:
        general = SubElement(lom, "general")
        for tag in tags:
            SubElement(SubElement(general, "keyword"), "string", {"language": "vi"}).text = xml_safe(tag)
    if item.level:
        difficulty = SubElement(SubElement(lom, "educational"), "difficulty")
        SubElement(difficulty, "source").text = "LOMv1.0"
        SubElement(difficulty, "value").text = _DIFFICULTY[item.level]
    if item.topic:
        classification = SubElement(lom, "classification")
        purpose = SubElement(classification, "purpose")
        SubElement(purpose, "source").text = "LOMv1.0"
        SubElement(purpose, "value").text = "discipline"
        entry = SubElement(SubElement(SubElement(classification, "taxonPath"), "taxon"), "entry")
        SubElement(entry, "string", {"language": "vi"}).text = xml_safe(item.topic)


def _xml(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8")


def _store(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    package.writestr(member, content)
