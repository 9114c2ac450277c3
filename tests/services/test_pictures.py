"""Pictures travel with questions: kept apart by digest, shown, written out again, forgotten when nobody uses them."""

import base64

import pytest

from contest.formats import read_bank
from contest.rules.items import Item
from contest.rules.refusals import Refused
from contest.services import banks, importing
from contest.services.showing_pictures import picture
from contest.storage import items, pictures
from contest.storage.uploads import KEPT_MS
from tests.support.questions import make_bank, question, sheet_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MOODLE = f"""<?xml version="1.0" encoding="UTF-8"?><quiz><question type="multichoice"><name><text>H</text></name>
<questiontext format="html"><text><![CDATA[<p>Hình nào? <img src="@@PLUGINFILE@@/a.png" alt="a"></p>]]></text>
<file name="a.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file></questiontext>
<single>true</single>
<answer fraction="100"><text>Một</text></answer><answer fraction="0"><text>Hai</text></answer></question></quiz>
""".encode()


@pytest.fixture
def bank(any_app, cast, now):
    return make_bank(cast.units["province"], now)


@pytest.fixture
def chi(cast):
    return cast.people["chi"]


def bring(bank, chi, now):
    return importing.upload(bank, "a.xml", MOODLE, chi, now)


def test_a_picture_is_there_for_the_preview_and_stays_with_the_item(bank, chi, now):
    upload = bring(bank, chi, now)
    item = importing.preview(upload, chi).lines[0].item
    assert isinstance(item, Item)
    assert item.pictures[0].mark in item.stem
    assert picture(item.pictures[0].sha256) == ("image/png", PNG)
    importing.apply(upload, chi, {0}, now)
    pictures.drop_stale(now + 10 * KEPT_MS)
    assert picture(item.pictures[0].sha256) == ("image/png", PNG)


def test_a_picture_that_no_item_took_is_forgotten(bank, chi, now):
    digest = importing.preview(bring(bank, chi, now), chi).lines[0].item.pictures[0].sha256
    importing.upload(bank, "b.csv", sheet_of([question(1)]), chi, now + KEPT_MS + 1)
    with pytest.raises(Refused, match="not_found"):
        picture(digest)


@pytest.mark.parametrize("name", ["moodlexml", "qti21", "qti30", "docx"])
def test_exports_carry_the_pictures(bank, chi, now, name):
    from contest.formats import FORMATS

    importing.apply(bring(bank, chi, now), chi, {0}, now)
    written = banks.export_bank(bank, name)
    again = read_bank(f"a.{FORMATS[name].EXTENSION}", written).entries[0].item
    assert [p.content for p in again.pictures] == [PNG]


def test_importing_the_same_picture_again_changes_nothing(bank, chi, now):
    importing.apply(bring(bank, chi, now), chi, {0}, now)
    lines = importing.preview(bring(bank, chi, now), chi).lines
    assert [line.fate for line in lines] == ["same"]
    assert len(items.all_current(bank)) == 1
