"""Pages of an import: from the file to the bank, every question looked at, nothing written by half."""

import io

import pytest

from contest.formats import read_bank
from contest.formats.tables import read_sheets
from contest.services import importing
from contest.storage import items
from tests.support.pages import filled
from tests.support.questions import csv_file, make_bank, question, sheet_of

ROOT = "/ban-to-chuc/ngan-hang"


@pytest.fixture
def bank(app, cast, now):
    bank_id = make_bank(cast.units["province"], now)
    reading = read_bank("a.csv", sheet_of([question(1), question(2)]))
    importing.import_items(bank_id, reading, chosen_rows=None, author_id=cast.people["chi"], now_ms=now)
    return bank_id


def send_file(client, bank, content, name="cau-hoi.csv"):
    data = {"file": (io.BytesIO(content), name)}
    return client.post(f"{ROOT}/{bank}/nhap", data=data, content_type="multipart/form-data")


def codes(bank):
    return [row.code for row, _ in items.all_current(bank)]


def test_import_from_upload_to_result(as_, bank):
    chi = as_("chi")
    content = sheet_of([question(1), question(3), question(4, stem=""), question(5)])
    preview = send_file(chi, bank, content).location
    page = chi.get(preview).text
    assert [word in page for word in ("Không đổi", "Mới", "Lỗi", "Chưa có nội dung câu hỏi")] == [True] * 4
    nothing = chi.post(preview, data={"shown": ["1", "3"], "do": "write"})
    assert (nothing.status_code, "Chưa chọn câu nào" in nothing.text) == (422, True)
    done = chi.post(preview, data={"shown": ["1", "3"], "line": ["1"], "do": "write"})
    assert done.status_code == 302
    result = chi.get(done.location).text
    assert "Đã nhập" in result
    assert codes(bank) == ["C-0001", "C-0002", "C-0003"]
    assert chi.get(preview).location == done.location
    assert chi.post(preview, data={"do": "write"}).status_code == 422
    faulty = chi.get(f"{preview}/loi.xlsx")
    assert read_sheets("loi.xlsx", faulty.data)[0].rows[1].cells[-1].startswith("Chưa có nội dung câu hỏi")


def test_every_question_stands_beside_its_source(as_, bank):
    chi = as_("chi")
    page = chi.get(send_file(chi, bank, b"::T:: Th\xe1\xbb\xa7 \xc4\x91\xc3\xb4? {=A ~B}\n", "a.gift").location).text
    assert "Nguồn trong tệp" in page
    assert "{=A ~B}" in page
    assert "(đáp án đúng)" in page


def test_the_enter_key_writes_nothing(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(3)])).location
    page = chi.get(preview).text
    assert page.index('value="keep"') < page.index('value="write"')
    assert chi.post(preview, data={"shown": "0", "line": "0", "do": "keep"}).location == preview
    assert codes(bank) == ["C-0001", "C-0002"]


def test_what_was_unticked_stays_so_over_pages_and_reloads(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(n) for n in range(100, 180)])).location
    answer = chi.post(preview, data={"shown": [str(n) for n in range(50)], "line": ["1", "2"], "do": "page:2"})
    assert answer.location.endswith("trang=2")
    assert 'value="0" checked' not in chi.get(preview).text
    assert "32 câu được chọn trong cả tệp" in chi.get(answer.location).text
    chi.post(answer.location, data={"shown": [str(n) for n in range(50, 80)], "line": ["50"], "do": "write"})
    assert codes(bank)[2:] == ["C-0101", "C-0102", "C-0150"]


def test_a_faulty_question_is_mended_in_place_and_survives_a_reload(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(3, key=(), topic="")])).location
    editor = chi.post(preview, data={"do": "fix:0"}).location
    form = filled(chi.get(editor).text)
    assert form["options-0"] == "Hướng dẫn đầy đủ một lần"
    still = chi.post(editor, data=form | {"do": "save:0", "stem": "Hỏi lại cho rõ?"})
    assert "Chưa có đáp án đúng" in chi.get(still.location).text
    chi.post(editor, data=form | {"do": "save:0", "stem": "Hỏi lại cho rõ?", "key": ["2"], "topic": "PAPI"})
    page = chi.get(preview).text
    assert "Hỏi lại cho rõ?" in page
    assert "Đã sửa" in page
    chi.post(preview, data={"shown": "0", "line": "0", "do": "write"})
    content = items.all_current(bank)[-1][1].content
    assert (content["stem"], content["key"], content["topic"]) == ("Hỏi lại cho rõ?", [2], "PAPI")
    assert content["legal_basis"][0]["valid_from"] == "2025-07-01"  # what the form does not show stays


def test_a_correction_too_long_is_refused_at_its_field(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(3)])).location
    form = filled(chi.get(f"{preview}?sua=0").text)
    answer = chi.post(f"{preview}?sua=0", data=form | {"do": "save:0", "topic": "x" * 121})
    assert answer.status_code == 422
    assert "120" in answer.text


def test_a_correction_can_be_taken_back(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(3)])).location
    form = filled(chi.get(f"{preview}?sua=0").text)
    chi.post(f"{preview}?sua=0", data=form | {"do": "save:0", "stem": "Khác hẳn?"})
    assert "Khác hẳn?" in chi.get(preview).text
    chi.post(preview, data={"do": "restore:0"})
    assert "Khác hẳn?" not in chi.get(preview).text


def test_topic_level_and_basis_are_set_for_the_ticked_ones(as_, bank):
    chi = as_("chi")
    bare = [question(n, topic="", level="", legal_basis=()) for n in (3, 4, 5)]
    preview = send_file(chi, bank, sheet_of(bare)).location
    ticks = {"shown": ["0", "1", "2"], "line": ["0", "2"]}
    assert chi.post(preview, data=ticks | {"do": "set"}).status_code == 422
    told = {"set_topic": "SIPAS", "set_level": "hard", "set_document": "Quyết định 766/QĐ-TTg"}
    assert chi.post(preview, data=ticks | told | {"do": "set"}).status_code == 302
    assert "Đã đặt cho 2 câu" in chi.get(preview).text
    chi.post(preview, data=ticks | {"line": ["0", "1", "2"], "do": "write"})
    found = [version.content for _, version in items.all_current(bank)][2:]
    assert [(c["topic"], c["level"], len(c["legal_basis"])) for c in found] == [
        ("SIPAS", "hard", 1),
        ("", "", 0),
        ("SIPAS", "hard", 1),
    ]


def test_filters_show_what_needs_a_look(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(3), question(4, stem="")])).location
    faulty = chi.post(preview, data={"do": "show:faulty"}).location
    page = chi.get(faulty).text
    assert "Chưa có nội dung câu hỏi" in page
    assert "C-0003" not in page


def test_unknown_headings_are_explained_on_a_page_then_previewed(as_, bank):
    chi = as_("chi")
    rows = [["Thủ đô của Việt Nam?", "Huế", "Hà Nội", "B"], ["Một cộng một?", "2", "3", "A"]]
    preview = send_file(chi, bank, csv_file(rows, ["cot 1", "cot 2", "cot 3", "cot 4"])).location
    columns = chi.get(preview).location
    page = chi.get(columns).text
    assert "Thủ đô của Việt Nam?" in page
    said = {"heading": "1", "column-0": "stem", "column-1": "option_A", "column-2": "option_B"}
    missing = chi.post(columns, data=said)
    assert (missing.status_code, "Đáp án đúng" in missing.text) == (422, True)
    twice = chi.post(columns, data=said | {"column-3": "stem"})
    assert (twice.status_code, "Hai cột cùng được chọn" in twice.text) == (422, True)
    done = chi.post(columns, data=said | {"column-3": "key"})
    assert done.location == preview
    chi.post(preview, data={"shown": ["0", "1"], "line": ["0", "1"], "do": "write"})
    content = items.all_current(bank)[-2][1].content
    assert (content["stem"], content["options"], content["key"]) == ("Thủ đô của Việt Nam?", ["Huế", "Hà Nội"], [1])


def test_an_upload_is_shown_to_its_owner_alone_and_under_its_bank(as_, cast, bank, now):
    preview = send_file(as_("chi"), bank, sheet_of([question(3)])).location
    other = make_bank(cast.units["province"], now, code="khac")
    for page in ("", "/tien-do", "/ket-qua", "/cot", "/loi.xlsx"):
        assert as_("dung").get(preview + page).status_code == 404
        assert as_("giang").get(preview + page).status_code == 302
        assert as_("an").get(preview + page).status_code == 404
        assert as_("lan").get(preview + page).status_code == 404
        assert as_("chi").get((preview + page).replace(f"/{bank}/", f"/{other}/")).status_code == 404
    assert as_("dung").post(preview, data={"line": ["0"], "do": "write"}).status_code == 404
    assert as_("dung").post(f"{preview}/cot", data={}).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "Tệp rỗng"),
        ("a.pdf", b"%PDF", "Không đọc được tệp .pdf"),
        ("a.xlsx", b"xin chao", "đuôi .xlsx"),
        ("a.docx", b"PK\x03\x04", "bị hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_field(as_, bank, name, content, message):
    page = send_file(as_("chi"), bank, content, name)
    assert page.status_code == 422
    assert message in page.text


def test_html_in_a_question_is_shown_as_typed(as_, bank):
    stem = "<script>alert(1)</script> Thẻ nào an toàn?"
    preview = send_file(as_("chi"), bank, sheet_of([question(7, stem=stem)])).location
    text = as_("chi").get(preview).text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_large_file_is_read_in_the_background_and_shown_when_done(as_, app, bank):
    asked = []
    app.extensions["enqueue_reading"] = asked.append
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(n) for n in range(100, 701)])).location
    page = chi.get(preview)
    assert (page.status_code, "Đang đọc" in page.text) == (200, True)
    assert chi.get(f"{preview}/tien-do").json == {"progress": 0, "waiting": True}
    assert chi.post(preview, data={"do": "write"}).status_code == 422
    from contest.formats.confined import Limits
    from contest.services import import_reading

    import_reading.read_upload(asked[0], 0, Limits())
    assert chi.get(f"{preview}/tien-do").json == {"progress": 100, "waiting": False}
    assert "601" in chi.get(preview).text


def test_templates_import_cleanly(as_, bank):
    chi = as_("chi")
    for name in ("mau.xlsx", "mau.docx"):
        assert as_("giang").get(f"{ROOT}/{name}").status_code == 302
        assert as_("an").get(f"{ROOT}/{name}").status_code == 404
    reading = read_bank("mau.docx", chi.get(f"{ROOT}/mau.docx").data)
    assert [entry.problems for entry in reading.entries] == [()] * len(reading.entries)
    assert len(reading.entries) >= 2


@pytest.mark.parametrize("name", ["xlsx", "csv", "docx", "gift", "moodlexml", "qti21", "qti30"])
def test_what_is_written_in_any_format_is_shown_before_it_is_imported(as_, bank, name):
    extension = {"moodlexml": "xml", "qti21": "zip", "qti30": "zip"}.get(name, name)
    preview = send_file(as_("chi"), bank, sheet_of([question(8)], name), f"a.{extension}").location
    page = as_("chi").get(preview)
    assert (page.status_code, question(8).stem in page.text) == (200, True)


def test_a_refused_file_is_named_with_the_reason_and_what_to_do(as_, bank):
    answer = send_file(as_("chi"), bank, b"PK\x03\x04 half", "ngan-hang.xlsx")
    assert answer.status_code == 422
    assert [text in answer.text for text in ("Chưa đọc được tệp ngan-hang.xlsx", "Làm gì tiếp", "mau.docx")] == [
        True
    ] * 3


def test_a_file_that_waits_is_found_again_by_its_owner_alone(as_, bank):
    preview = send_file(as_("chi"), bank, sheet_of([question(8)]), "dang-do.csv").location
    assert f'href="{preview}"' in as_("chi").get(f"{ROOT}/{bank}/nhap").text
    assert "dang-do.csv" not in as_("dung").get(f"{ROOT}/{bank}/nhap").text
    as_("chi").post(preview, data={"shown": ["0"], "line": ["0"], "do": "write"})
    assert "dang-do.csv" not in as_("chi").get(f"{ROOT}/{bank}/nhap").text


def test_the_same_file_again_is_told_until_its_import_is_taken_back(as_, bank):
    chi, content = as_("chi"), sheet_of([question(8)])
    told = "Chính tệp này đã được Nguyễn Thị Chi nhập"
    first = send_file(chi, bank, content).location
    assert told not in chi.get(first).text
    chi.post(first, data={"shown": ["0"], "line": ["0"], "do": "write"})
    again = send_file(chi, bank, content, "ten-khac.csv").location
    assert told in chi.get(again).text
    chi.post(f"{first}/hoan-tac")
    assert told not in chi.get(again).text


def test_near_questions_of_one_file_are_told(as_, bank):
    near = [question(8), question(9, stem=question(8).stem.replace("cần làm việc gì", "phải làm việc gì"))]
    preview = send_file(as_("chi"), bank, sheet_of(near)).location
    assert "Gần giống câu ở Dòng 2 của chính tệp này" in as_("chi").get(f"{preview}?xem=doubtful").text


def test_all_questions_of_a_filter_are_ticked_and_unticked_at_once(as_, bank):
    chi = as_("chi")
    preview = send_file(chi, bank, sheet_of([question(n) for n in range(100, 160)])).location
    assert "Bỏ chọn cả 60 câu đang lọc" in chi.get(preview).text
    chi.post(preview, data={"do": "untick"})
    assert "<span>60 câu được chọn" not in chi.get(preview).text
    chi.post(preview, data={"do": "tick"})
    assert "<span>60 câu được chọn" in chi.get(preview).text


def test_unknown_columns_are_filled_in_by_what_stands_in_them(as_, bank):
    table = csv_file(
        [["2", "Ai tiếp nhận hồ sơ?", "Một cửa", "Văn phòng", "B"]] * 3, ["1", "Hồ sơ ở đâu?", "X", "Y", "A"]
    )
    address = send_file(as_("chi"), bank, table, "la.csv").location
    page = as_("chi").get(address, follow_redirects=True).text
    assert "điền theo phỏng đoán" in page
    assert [f'value="{field}" selected' in page for field in ("stem", "option_A", "option_B", "key")] == [True] * 4
