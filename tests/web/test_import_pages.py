"""Around an import: history and taking back, pictures, printed papers; a bomb while others work."""

import contextvars
import io
import threading
import zipfile

import pytest

from contest.formats import read_bank
from contest.services import importing
from contest.storage import items
from tests.services.test_pictures import MOODLE, PNG
from tests.support.questions import make_bank, question, sheet_of
from tests.web.test_bank_import import ROOT, send_file


@pytest.fixture
def bank(app, cast, now):
    bank_id = make_bank(cast.units["province"], now)
    found = [question(n, status="appraised", topic=["PAPI", "SIPAS"][n % 2]) for n in range(10)]
    reading = read_bank("a.csv", sheet_of(found))
    importing.import_items(bank_id, reading, chosen_rows=None, author_id=None, now_ms=now, trusted=True)
    return bank_id


def write_all(client, bank, content, name="cau-hoi.csv", count=1):
    preview = send_file(client, bank, content, name).location
    lines = [str(n) for n in range(count)]
    client.post(preview, data={"shown": lines, "line": lines, "do": "write"})
    return preview


def test_history_is_for_those_who_work_on_the_bank(as_, bank):
    address = f"{ROOT}/{bank}/nhap/lich-su"
    write_all(as_("chi"), bank, sheet_of([question(50)]))
    assert as_("giang").get(address).status_code == 302
    assert as_("an").get(address).status_code == 404
    assert as_("lan").get(address).status_code == 404
    assert "Nguyễn Thị Chi" in as_("yen").get(address).text
    assert ">Hoàn tác</button>" not in as_("yen").get(address).text
    assert ">Hoàn tác</button>" in as_("dung").get(address).text


def test_an_import_is_taken_back_from_its_result_page(as_, bank):
    chi = as_("chi")
    preview = write_all(chi, bank, sheet_of([question(50)]))
    undo = f"{preview}/hoan-tac"
    assert "Hoàn tác lần nhập này" in chi.get(f"{preview}/ket-qua").text
    for name, status in (("giang", 302), ("an", 404), ("lan", 404), ("yen", 403)):
        assert as_(name).post(undo).status_code == status
    assert len(items.all_current(bank)) == 11
    assert chi.post(undo, data={"back": "result"}).location == f"{preview}/ket-qua"
    assert "đã được hoàn tác" in chi.get(f"{preview}/ket-qua").text
    assert len(items.all_current(bank)) == 10


def test_a_used_import_says_how_many_are_in_use(as_, bank):
    chi = as_("chi")
    preview = write_all(chi, bank, sheet_of([question(50)]))
    new = items.all_current(bank)[-1][0].id
    as_("yen").post(f"{ROOT}/{bank}/tham-dinh", data={"item": new, f"seen-{new}": "1"})
    chi.post(f"{preview}/hoan-tac")
    assert "1 câu của lần nhập này" in chi.get(f"{ROOT}/{bank}/nhap/lich-su").text
    assert "Hoàn tác lần nhập này" not in chi.get(f"{preview}/ket-qua").text


def test_a_picture_is_shown_to_whoever_is_logged_in_and_to_nobody_else(as_, bank):
    chi = as_("chi")
    write_all(chi, bank, MOODLE, "a.xml")
    row, version = items.all_current(bank)[-1]
    address = f"/hinh/{version.content['pictures'][0]['sha256']}"
    assert f'src="{address}"' in chi.get(f"{ROOT}/{bank}/cau/{row.id}").text
    assert as_("giang").get(address).status_code == 302
    shown = as_("an").get(address)
    assert (shown.data, shown.mimetype) == (PNG, "image/png")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert "private" in shown.headers["Cache-Control"]
    for wrong in ("/hinh/" + "0" * 64, "/hinh/abc", "/hinh/..%2f"):
        assert as_("an").get(wrong).status_code == 404


def test_text_around_a_picture_stays_escaped(app):
    from contest.rules.items import Picture
    from contest.web.pictures import pictured

    picture = Picture('a".png', "image/png", "ab" * 32)
    with app.test_request_context():
        html = pictured(f"<b>{picture.mark}</b> [[hình:{'0' * 16}]]", (picture,))
    assert html.startswith("&lt;b&gt;<img ")
    assert 'a".png' not in html
    assert html.endswith(f"&lt;/b&gt; [[hình:{'0' * 16}]]")


def test_printed_papers_are_the_organisers(as_, bank):
    address = f"{ROOT}/{bank}/de-thi"
    for name, status in (("giang", 302), ("an", 404), ("lan", 404), ("chi", 403), ("yen", 403), ("dung", 200)):
        assert as_(name).get(address).status_code == status
    made = as_("dung").post(address, data={"count": "6", "codes": "2", "seed": "x"})
    names = zipfile.ZipFile(io.BytesIO(made.data)).namelist()
    assert len(names) == 3
    assert as_("dung").post(address, data={"count": "60", "codes": "2", "seed": "x"}).status_code == 422
    for wrong in ({"count": "0", "codes": "2"}, {"count": "5", "codes": "99"}, {"count": "năm", "codes": "2"}):
        assert as_("dung").post(address, data=wrong | {"seed": "x"}).status_code == 422


def test_printed_papers_follow_a_blueprint(as_, bank):
    data = {"count": "", "codes": "1", "seed": "x", "cell-0-medium": "2", "cell-1-medium": "1"}
    made = as_("dung").post(f"{ROOT}/{bank}/de-thi", data=data)
    assert made.mimetype == "application/zip"
    too_many = as_("dung").post(f"{ROOT}/{bank}/de-thi", data=data | {"cell-0-medium": "6"})
    assert too_many.status_code == 422


@pytest.mark.parametrize("name", ["xlsx", "csv", "docx", "gift", "moodlexml", "qti21", "qti30"])
def test_a_bank_is_written_in_every_format(as_, bank, name):
    assert f"xuat.{name}" in as_("yen").get(f"{ROOT}/{bank}").text
    answer = as_("yen").get(f"{ROOT}/{bank}/xuat.{name}")
    file_name = answer.headers["Content-Disposition"].partition('"')[2].rstrip('"')
    assert len(read_bank(file_name, answer.data).entries) == 10


def test_items_that_cannot_be_played_are_marked_so(as_, bank):
    chi = as_("chi")
    write_all(chi, bank, "::M:: Ghép? {=a -> 1 =b -> 2 =c -> 3}\n".encode(), "a.gift")
    item = items.all_current(bank)[-1][0].id
    assert "Chưa thi được" in chi.get(f"{ROOT}/{bank}?trang-thai=draft").text
    assert "Chưa thi được" in chi.get(f"{ROOT}/{bank}/cau/{item}").text
    assert "Thẩm định</button>" not in as_("yen").get(f"{ROOT}/{bank}/cau/{item}").text


def test_a_bomb_costs_one_refused_upload_while_others_are_answered(app, as_, bank):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 * 2**20))
    answers = []
    chi, an = as_("chi"), as_("an")
    bomb = threading.Thread(
        target=lambda: contextvars.Context().run(
            lambda: answers.append(send_file(chi, bank, made.getvalue(), "a.xlsx").status_code)
        )
    )
    bomb.start()
    while bomb.is_alive():
        assert an.get("/").status_code == 200
    bomb.join()
    assert answers == [422]
