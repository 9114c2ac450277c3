"""The files of the shared corpora, where they are at hand, read as their expectations say."""

import json
from pathlib import Path

import pytest

from contest.formats import docx
from contest.rules.refusals import Refused
from contest.settings import ROOT

MADE = ROOT.parent / "shared" / "corpora" / "made" / "docx"
FILES = sorted(MADE.glob("*.docx")) if MADE.is_dir() else []
pytestmark = pytest.mark.skipif(not FILES, reason="the shared corpora are not here")


@pytest.mark.parametrize("file", FILES or [Path("none")], ids=lambda file: file.stem)
def test_made_file(file):
    wanted = json.loads(Path(f"{file}.expected.json").read_text(encoding="utf-8"))
    if wanted["outcome"] == "refused":
        with pytest.raises(Refused):
            docx.read(file.read_bytes())
        return
    found = [entry.item for entry in docx.read(file.read_bytes()).entries if entry.usable]
    if not wanted.get("accept"):
        assert len(found) == wanted["count"]
        keys = [tuple(item["correct"]) for item in wanted["items"] if "correct" in item]
        assert [item.key for item in found if item.options][: len(keys)] == keys
    shown = " ".join(text for item in found for text in (item.stem, *item.options))
    assert [banned for banned in wanted.get("must_not", ()) if banned in shown] == []
