"""A file whose name says another thing than its content is refused, naming both."""

import pytest

from contest.formats import FORMATS, read_bank
from contest.rules.items import Item
from contest.rules.refusals import Refused
from contest.wording import say

ITEMS = [Item("single_choice", "Thủ đô?", ("Hà Nội", "Huế"), (0,))]
OLD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
CONTENTS = {
    "Excel (.xlsx)": FORMATS["xlsx"].write(ITEMS),
    "Word (.docx)": FORMATS["docx"].write(ITEMS),
    "Moodle XML": FORMATS["moodlexml"].write(ITEMS),
    "QTI": FORMATS["qti21"].write(ITEMS),
    "văn bản thường": FORMATS["csv"].write(ITEMS),
    "Excel 97–2003 (.xls)": OLD + "Workbook".encode("utf-16-le"),
    "Word 97–2003 (.doc)": OLD + "WordDocument".encode("utf-16-le"),
    "PDF": b"%PDF-1.7\n%\xe2\xe3\n",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "HTML": b"<html><body><table><tr><td>a</td></tr></table></body></html>",
}


CASES = [
    (shown, extension)
    for shown in CONTENTS
    for extension in (".docx", ".odt", ".xls", ".ods", ".zip")
    if (shown, extension) not in {("Word (.docx)", ".docx"), ("QTI", ".zip"), ("Excel 97–2003 (.xls)", ".xls")}
]


@pytest.mark.parametrize(("shown", "extension"), CASES)
def test_both_are_named(shown, extension):
    with pytest.raises(Refused) as refusal:
        read_bank(f"ngan-hang{extension}", CONTENTS[shown])
    said = say(refusal.value.code, **refusal.value.details)
    assert extension in said
    assert shown in said


@pytest.mark.parametrize(("shown", "extension"), [("PDF", ".csv"), ("PNG", ".gift"), ("Word 97–2003 (.doc)", ".xlsx")])
def test_what_never_holds_questions_is_not_read_as_text(shown, extension):
    with pytest.raises(Refused) as refusal:
        read_bank(f"a{extension}", CONTENTS[shown])
    assert refusal.value.details == {"extension": extension, "content": shown}


@pytest.mark.parametrize("extension", ["docx", "xls", "xlsx"])
def test_a_password_is_named_before_the_extension(extension):
    with pytest.raises(Refused) as refusal:
        read_bank(f"a.{extension}", OLD + "EncryptedPackage".encode("utf-16-le"))
    assert refusal.value.code == "password_protected"
