"""Every limit of the readers can be chosen by the installation, reaches the confined process, and is named."""

import io
import zipfile

import pytest

from contest.formats import read_bank
from contest.formats.confined import Limits, read_confined
from contest.formats.limits import ContentLimits, within
from contest.rules.refusals import Refused
from contest.services.import_reading import limits_of
from contest.settings import Settings
from tests.support.questions import question, sheet_of

MANY_GIFT = b"\n\n".join(b"::%d::S%d?{=a ~b}" % (n, n) for n in range(12))
MANY_AIKEN = b"\n\n".join(b"S%d?\nA. a\nB. b\nANSWER: A" % n for n in range(12))
MOODLE = b"<quiz>" + b"<question type='essay'><questiontext><text>S</text></questiontext></question>" * 12 + b"</quiz>"
SHEET = sheet_of([question(n) for n in range(12)], "xlsx")
DEEP = b"<quiz>" + b"<a>" * 60 + b"</a>" * 60 + b"</quiz>"


def loose_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(30):
            archive.writestr(f"{number}.txt", "")
        archive.writestr("imsmanifest.xml", "<manifest/>")
    return out.getvalue()


CASES = [
    ("a.gift", MANY_GIFT, ContentLimits(rows=10), "too_many_rows"),
    ("a.txt", MANY_AIKEN, ContentLimits(rows=10), "too_many_rows"),
    ("a.xml", MOODLE, ContentLimits(rows=10), "too_many_rows"),
    ("a.csv", sheet_of([question(n) for n in range(12)]), ContentLimits(rows=10), "too_many_rows"),
    ("a.xlsx", SHEET, ContentLimits(rows=10), "too_many_rows"),
    ("a.xlsx", SHEET, ContentLimits(expanded=1_000), "archive_too_large"),
    ("a.zip", loose_zip(), ContentLimits(members=20), "archive_too_large"),
    ("a.xml", DEEP, ContentLimits(depth=50), "xml_too_large"),
    ("a.xml", MOODLE, ContentLimits(elements=20), "xml_too_large"),
]


def refused_as(name: str, content: bytes) -> str:
    """The code of the refusal; "" where the file is read."""
    try:
        read_bank(name, content)
    except Refused as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(("name", "content", "limits", "code"), CASES)
def test_a_limit_is_kept_and_the_usual_one_lets_the_file_pass(name, content, limits, code):
    with within(limits), pytest.raises(Refused, match=code):
        read_bank(name, content)
    assert refused_as(name, content) != code


def test_the_settings_reach_the_confined_process():
    settings = Settings.from_env({"CONTEST_READER_ROWS": "10", "CONTEST_READER_DEPTH": "50"})
    with pytest.raises(Refused, match="too_many_rows") as refused:
        read_confined("a.gift", MANY_GIFT, limits_of(settings))
    assert refused.value.details["limit"] == 10
    with pytest.raises(Refused, match="xml_too_large"):
        read_confined("a.xml", DEEP, limits_of(settings))
    assert len(read_confined("a.gift", MANY_GIFT, Limits()).entries) == 12


def test_every_limit_of_the_settings_is_passed_on():
    named = {
        "MEMBERS": "1", "EXPANDED": "2", "ROWS": "3", "ELEMENTS": "4", "DEPTH": "5", "CONVERSION": "6", "MEMORY": "7",
        "CPU": "8", "SECONDS": "9",
    }  # fmt: skip
    limits = limits_of(Settings.from_env({f"CONTEST_READER_{name}": value for name, value in named.items()}))
    assert limits == Limits(7 * 2**20, 8, 9, ContentLimits(1, 2 * 2**20, 3, 4, 5, 6))
