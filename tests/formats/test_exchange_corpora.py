"""The readers of other systems' files over the shared corpora, where they are at hand."""

import json
from datetime import date

import pytest

from contest.cli.bank import examine
from contest.settings import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"
KINDS = (
    "gift",
    "gift-invalid",
    "aiken",
    "moodlexml",
    "kahoot",
    "qti",
    "qti12",
    "qti21",
    "qti22",
    "qti30",
    "qti-broken",
)
EXPECTED = [p for kind in KINDS for p in sorted(CORPORA.glob(f"*/{kind}/**/*.expected.json"))]
EXPECTED += sorted(CORPORA.glob("made/broken/*.xml.expected.json"))
#: Rows that only break Kahoot's own limits are imported with a warning.
JUDGED = {"02_loi_tung_dong.xlsx"}


def verdict(expected):
    return examine(expected.with_name(expected.name.removesuffix(".expected.json")), date(2026, 11, 22))


@pytest.mark.skipif(not EXPECTED, reason="the shared corpora are not beside this checkout")
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda p: p.name.removesuffix(".expected.json"))
def test_no_question_is_lost_in_silence(expected):
    want, got = json.loads(expected.read_text()), verdict(expected)
    if "outcome" in want:
        assert got["outcome"] == want["outcome"], got["problems"][:3]
        if expected.name.removesuffix(".expected.json") not in JUDGED:
            assert len(got["items"]) == want.get("count", len(got["items"]))
        return
    moodle = want.get("moodle_importer") or {}
    count = (moodle.get("questions") or 0) - (moodle.get("types") or {}).get("description", 0)
    count = (want.get("qti") or {}).get("items") or (want.get("expect") or {}).get("questions") or count
    errors = [p for p in got["problems"] if p["severity"] == "error"]
    assert got["outcome"] == "refused" or len(got["items"]) + len(errors) >= count
