"""The lists open again with the figures of the publication, in Vietnamese order, with nothing live in them."""

import re
import zipfile
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from contest.documents import commendation_list, result_list, spreadsheets
from contest.documents.published import Published, decimal, minutes
from contest.rules.publications import Entry, Line


def person(name, place, **data):
    known = {
        "score": 1950,
        "correct": 19,
        "elapsed_ms": 483_250,
        "finished_ms": 1,
        "attempts": 2,
        "prediction": 512,
        "prediction_error": 3,
        "position": "Chuyên viên",
    }
    return Entry("person", name, "can-bo", place, place, 1, "Phường An Hòa", known | data)


def unit(name, place, group="Khối xã", **data):
    known = {
        "entrants": 40,
        "headcount": 50,
        "rate": 8000,
        "mean": 1875,
        "points": 7525,
        "threshold": 0,
        "not_ranked": None,
    }
    return Entry("unit", name, group, place, None, place or 99, "", known | data)


def award(line, prize, rank, amount=0, **more):
    data = {"prize": prize, "rank": rank, "amount": amount, "tied": False, "contested": [], "seats": 1}
    if line.person_id:
        data["twice"] = []
    return Entry(
        Line.AWARD.value,
        line.name,
        line.division,
        line.place,
        line.person_id,
        line.unit_id,
        line.unit_name,
        {**line.data, **data, **more},
    )


def published(*entries, kind="official"):
    return Published(
        contest="Tìm hiểu CCHC 2026",
        round="Đợt 1",
        organiser="Sở Nội vụ",
        number=2,
        kind=kind,
        at_ms=1_795_316_400_000,
        digest="abcdef0123456789" * 4,
        entries=entries,
        divisions={"can-bo": "Bảng cán bộ", "nguoi-dan": "Bảng người dân"},
    )


def opened(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def below(rows, heading):
    """The rows under the heading row that begins with STT."""
    start = next(n for n, row in enumerate(rows) if row[0] == "STT" and heading in row)
    return rows[start], rows[start + 1 :]


def parts(content):
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def test_result_list_holds_every_person_as_published():
    sheets = opened(result_list.write(published(person("Hồ Ân", 1), person("Lê An", 2, prediction=None))))
    heading, rows = below(sheets["Kết quả cá nhân"], "Họ và tên")
    assert heading == [
        "STT",
        "Hạng",
        "Họ và tên",
        "Chức vụ",
        "Đơn vị",
        "Bảng thi",
        "Điểm",
        "Thời gian (phút:giây)",
        "Dự đoán",
        "Sai lệch",
        "Số lượt",
    ]
    assert rows == [
        [1, 1, "Hồ Ân", "Chuyên viên", "Phường An Hòa", "Bảng cán bộ", 19.5, "8:03,250", 512, 3, 2],
        [2, 2, "Lê An", "Chuyên viên", "Phường An Hòa", "Bảng cán bộ", 19.5, "8:03,250", "", 3, 2],
    ]


def test_result_list_holds_units_with_and_without_a_place():
    late = unit("Xã Phú Lộc", None, entrants=1, not_ranked="below_threshold", points=None)
    sheets = opened(result_list.write(published(unit("Phường An Hòa", 1), late)))
    _, rows = below(sheets["Kết quả tập thể"], "Tên đơn vị")
    assert rows[0] == [1, 1, "Phường An Hòa", "Khối xã", 40, 50, 80, 18.75, 75.25, ""]
    assert rows[1][1] == ""
    assert rows[1][9].startswith("Dưới ngưỡng")


def test_every_list_says_which_publication_it_comes_from():
    for document in (result_list, commendation_list):
        whole = str(opened(document.write(published(person("Hồ Ân", 1)))))
        assert "Lập từ công bố số 2 (kết quả chính thức) lúc 10:00 ngày 22/11/2026" in whole
        assert "abcdef0123456789" in whole


def commended(*entries, kind="official"):
    return opened(commendation_list.write(published(*entries, kind=kind)))


def test_commendation_list_has_collectives_and_people_with_their_achievement():
    sheets = commended(
        award(person("Hồ Thị Ánh", 1), "Giải Nhất", 0, 3_000_000), award(unit("Phường An Hòa", 1), "Nhất", 0, 5_000_000)
    )
    assert list(sheets) == ["Tập thể", "Cá nhân"]
    heading, rows = below(sheets["Cá nhân"], "Họ và tên")
    assert heading == [
        "STT",
        "Họ và tên",
        "Chức vụ",
        "Đơn vị",
        "Thành tích (giải, điểm, thời gian)",
        "Hình thức đề nghị",
        "Mức thưởng (đồng)",
        "Ghi chú",
    ]
    assert rows[2] == [
        1,
        "Hồ Thị Ánh",
        "Chuyên viên",
        "Phường An Hòa",
        "Giải Nhất; hạng 1; 19,5 điểm; thời gian 8:03,250; dự đoán lệch 3",
        "Giải thưởng của Ban Tổ chức",
        3_000_000,
        "",
    ]
    _, rows = below(sheets["Tập thể"], "Tên đơn vị")
    assert rows[2][1:4] == [
        "Phường An Hòa",
        "Khối xã",
        "Nhất; hạng 1; 40 người dự thi; tỷ lệ 80%; 75,25 điểm",
    ]


def test_headings_and_signatures_are_those_of_an_appendix():
    people = [cell for row in commended(award(person("Hồ Ánh", 1), "Nhất", 0))["Cá nhân"] for cell in row if cell]
    for words in ("PHỤ LỤC", "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", "II. CÁ NHÂN", "NGƯỜI LẬP", "THỦ TRƯỞNG ĐƠN VỊ"):
        assert words in people
    assert "Tìm hiểu CCHC 2026 – Đợt 1" in people
    assert not any("DỰ THẢO" in str(cell) for cell in people)


def test_a_list_from_provisional_results_says_it_is_a_draft():
    sheets = commended(award(person("Hồ Ánh", 1), "Nhất", 0), kind="provisional")
    assert "DỰ THẢO" in str(sheets["Cá nhân"])


def test_prizes_in_order_and_names_within_a_prize_the_vietnamese_way():
    third = ["Đặng Thị Ân", "Lê Ánh", "Bùi Đào", "Lý Dung", "Nguyễn An", "Cao Ăn"]
    given = [award(person(n, place), "Ba", 1) for place, n in enumerate(third, start=2)]
    given.append(award(person("Vũ Yến", 1), "Nhất", 0))
    _, rows = below(commended(*given)["Cá nhân"], "Họ và tên")
    names = [row[1] for row in rows if isinstance(row[0], int | float) and row[0]]
    assert names == ["Vũ Yến", "Nguyễn An", "Lê Ánh", "Cao Ăn", "Đặng Thị Ân", "Lý Dung", "Bùi Đào"]


def test_equals_are_marked_and_get_no_sum():
    tied = award(person("Hồ Ánh", 1), "Nhất", 0, 100, tied=True, contested=["Nhất", "Nhì"], seats=2)
    twice = award(person("Lê An", 3), "Ba", 1, 50, twice=["Giải Nhì, Đợt 1"])
    _, rows = below(commended(tied, twice)["Cá nhân"], "Họ và tên")
    assert rows[2][6:] == ["", "Đồng hạng – Ban Tổ chức quyết định (Nhất, Nhì: 2 giải)"]
    assert rows[3][6:] == [50, "Đã khen trong cuộc thi: Giải Nhì, Đợt 1"]


def test_nobody_commended_is_said():
    sheets = commended()
    assert "(Không có)" in str(sheets["Tập thể"])
    assert "(Không có)" in str(sheets["Cá nhân"])


def test_every_row_of_a_long_list_looks_alike_and_none_is_lost():
    many = [person(f"Hồ Ánh {n}", n, position="") for n in range(1, 1202)]
    content = result_list.write(published(*many))
    _, rows = below(opened(content)["Kết quả cá nhân"], "Họ và tên")
    assert [row[:4] for row in rows] == [[n, n, f"Hồ Ánh {n}", ""] for n in range(1, 1202)]
    sheet = parts(content)["xl/worksheets/sheet1.xml"]
    assert '<dimension ref="A1:K1207"/>' in sheet
    looks = {tuple(re.findall(r' s="(\d+)"', row)) for row in re.findall(r"<row .*?</row>", sheet)[-1201:]}
    framed = opened_styles(content)
    assert [[framed[int(style)] for style in row] for row in looks] == [[True] * 11]


def opened_styles(content):
    """Of each style, whether its cells have a border."""
    formats = re.search(r"<cellXfs.*?</cellXfs>", parts(content)["xl/styles.xml"])[0]
    return ['applyBorder="1"' in one for one in re.findall(r"<xf [^>]*>", formats)]


def test_an_empty_list_has_only_its_headings():
    sheets = opened(result_list.write(published()))
    assert [rows[-1][0] for rows in sheets.values()] == ["STT", "STT"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [('A & B <c> "d"', None), (" hai  khoảng ", None), ("dòng\nhai", None), ("_x0041_", None), ("bỏ\x01\ufffe", "bỏ")],
)
def test_what_people_typed_comes_back_as_typed(typed, read):
    _, rows = below(opened(result_list.write(published(person(typed, 1))))["Kết quả cá nhân"], "Họ và tên")
    assert rows[0][2] == (read or typed)


def test_more_lines_than_a_sheet_holds_are_refused_not_cut(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 7)
    result_list.write(published(person("Hồ Ánh", 1)))
    with pytest.raises(OverflowError):
        result_list.write(published(person("Hồ Ánh", 1), person("Lê An", 2)))


@pytest.mark.parametrize("document", [result_list, commendation_list])
@pytest.mark.parametrize("nasty", ["=1+1", '=HYPERLINK("http://x")', "http://example.vn", "{=A1}", "+84", "@x", "007"])
def test_what_people_typed_stays_text(document, nasty):
    line = person(nasty, 1, position=nasty)
    content = document.write(published(line, award(line, nasty, 0), unit(nasty, 1)))
    xml = "".join(text for name, text in parts(content).items() if "worksheets" in name)
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert any(nasty in row for sheet in opened(content).values() for row in sheet)


@pytest.mark.parametrize("document", [result_list, commendation_list])
def test_pages_are_a4_landscape_in_times_with_headings_on_each(document):
    xml = parts(document.write(published(person("Hồ Ánh", 1))))
    sheet = xml["xl/worksheets/sheet1.xml"]
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "_xlnm.Print_Titles" in xml["xl/workbook.xml"]
    assert set(re.findall(r'<name val="([^"]+)"', xml["xl/styles.xml"])) == {"Times New Roman"}


def test_the_same_publication_gives_the_same_file():
    lines = [person("Hồ Ánh", 1), award(person("Hồ Ánh", 1), "Nhất", 0)]
    for document in (result_list, commendation_list):
        assert document.write(published(*lines)) == document.write(published(*lines))


@pytest.mark.parametrize(
    ("ms", "shown"), [(0, "0:00,000"), (483_250, "8:03,250"), (59_999, "0:59,999"), (3_600_001, "60:00,001")]
)
def test_time_taken_to_the_millisecond(ms, shown):
    assert minutes(ms) == shown


@pytest.mark.parametrize(("hundredths", "shown"), [(1950, "19,5"), (2000, "20"), (1905, "19,05"), (None, "–")])
def test_points_with_a_decimal_comma(hundredths, shown):
    assert decimal(hundredths) == shown
