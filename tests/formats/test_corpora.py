"""The importers over the shared corpora, where they are at hand."""

import json
from datetime import date

import pytest

from contest.cli.bank import examine
from contest.settings import ROOT

MADE = ROOT.parent / "shared" / "corpora" / "made"
FILES = [p for folder in ("xlsx", "csv") for p in sorted(MADE.glob(f"{folder}/*.expected.json"))]


@pytest.mark.skipif(not FILES, reason="the shared corpora are not beside this checkout")
@pytest.mark.parametrize("expected", FILES, ids=lambda p: p.name.removesuffix(".expected.json"))
def test_a_file_is_understood_as_expected(expected):
    want = json.loads(expected.read_text())
    got = examine(expected.with_name(expected.name.removesuffix(".expected.json")), date(2026, 11, 22))
    if got["outcome"] != want["outcome"] and "accept" in want:
        pytest.skip(f"another outcome is accepted, to be judged by a person: {want['accept']}")
    assert got["outcome"] == want["outcome"], got["problems"][:3]
    if "count" in want:
        assert len(got["items"]) == want["count"]
    for wanted, found in zip(want.get("items", []), got["items"], strict=False):
        if "correct" in wanted and "options" in wanted:
            assert found["correct"] == wanted["correct"]
            assert len(found["options"]) == len(wanted["options"])
    rows = {p["where"].get("row") for p in got["problems"]}
    assert {p["where"]["row"] for p in want.get("problems", [])} <= rows
