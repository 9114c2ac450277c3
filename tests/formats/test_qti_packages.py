"""Which items of a QTI package are read."""

import io
import zipfile

import pytest

from contest.formats import read_bank
from contest.rules.refusals import Refused
from tests.formats.test_exchange_traps import choices, codes, correct, qti_item


def test_qti_packages_are_read_by_their_manifest_wherever_it_lies():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        resources = "".join(f'<resource type="imsqti_item_xmlv2p2" href="{n}.xml"/>' for n in ("c%201", "mat"))
        archive.writestr("goi/imsmanifest.xml", f"<manifest><resources>{resources}</resources></manifest>")
        archive.writestr("goi/c 1.xml", qti_item(choices("a", "b"), declared=correct("A")))
        archive.writestr("goi/le.xml", qti_item(choices("c", "d"), declared=correct("A")))
    found = read_bank("g.zip", out.getvalue()).entries
    assert [(e.where["file"], codes(e)) for e in found] == [
        ("goi/c 1.xml", []), ("goi/mat.xml", ["missing_file"]), ("goi/le.xml", ["not_in_manifest"]),
    ]  # fmt: skip


def test_qti_items_zipped_without_a_manifest_are_read_and_doubted():
    def zipped(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, qti_item(choices(name, "b"), declared=correct("A")))
        return out.getvalue()

    found = read_bank("g.zip", zipped("2.xml", "1.xml")).entries
    assert [(e.item.options[0], codes(e)) for e in found] == [
        ("1.xml", ["not_in_manifest"]), ("2.xml", ["not_in_manifest"]),
    ]  # fmt: skip
    with pytest.raises(Refused, match="no_manifest"):  # a package that lost what holds it together
        read_bank("g.zip", zipped("items/1.xml"))
