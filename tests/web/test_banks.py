"""Pages of question banks: who may see and do what, and that bad input is met kindly."""

import pytest

from contest.formats import read_bank
from contest.formats.tables import read_sheets
from contest.services import importing
from contest.storage import items
from contest.storage.db import session
from contest.storage.people import AuditEntry
from tests.support.questions import make_bank, question, sheet_of

ROOT = "/ban-to-chuc/ngan-hang"


@pytest.fixture
def bank(app, cast, now):
    bank_id = make_bank(cast.units["province"], now)
    reading = read_bank("a.csv", sheet_of([question(1), question(2, topic="PAPI", level="easy")]))
    importing.import_items(bank_id, reading, chosen_rows=None, author_id=cast.people["chi"], now_ms=now)
    return bank_id


@pytest.fixture
def item(bank):
    return items.all_current(bank)[0][0].id


def form_of(item, **changes):
    """What the editor's form sends for an item."""
    data = {"type": item.type, "stem": item.stem, "topic": item.topic, "level": item.level, "scope": item.scope}
    data |= {f"options-{n}": text for n, text in enumerate(item.options)}
    data |= {"key": [str(k) for k in item.key], "accepted": "\n".join(item.accepted), "explanation": item.explanation}
    return data | changes


PAGES = ["", "/xuat.xlsx", "/xuat.csv", "/nhap", "/cau/moi", "/cau/{item}", "/cau/{item}/sua"]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_log_in_and_outsiders_find_nothing(as_, bank, item, page):
    address = f"{ROOT}/{bank}{page.format(item=item)}"
    assert as_("giang").get(address).status_code == 302
    assert as_("an").get(address).status_code == 404
    assert as_("hoa").get(address).status_code == 404
    assert as_("lan").get(address).status_code == 404
    assert as_("chi").get(address).status_code == 200
    assert as_("dung").get(address).status_code == 200


@pytest.mark.parametrize("page", ["/nhap", "/cau/moi", "/cau/{item}/sua"])
def test_an_appraiser_reads_but_does_not_write(as_, bank, item, page):
    assert as_("yen").get(f"{ROOT}/{bank}").status_code == 200
    assert as_("yen").get(f"{ROOT}/{bank}{page.format(item=item)}").status_code == 403


@pytest.mark.parametrize("deed", ["tham-dinh", "ngung-dung"])
def test_deeds_are_closed_to_those_without_the_right(as_, bank, item, deed):
    address = f"{ROOT}/{bank}/{deed}"
    assert as_("giang").post(address, data={"item": item}).status_code == 302
    assert as_("an").post(address, data={"item": item}).status_code == 404
    assert as_("lan").post(address, data={"item": item}).status_code == 404
    assert as_("chi").post(address, data={"item": item}).status_code == 403


def test_the_list_of_banks_shows_only_ones_own(as_, cast, bank, now):
    make_bank(cast.units["commune"], now, code="nh-xa")
    assert as_("giang").get(ROOT).status_code == 302
    assert as_("an").get(ROOT).status_code == 404
    lan, chi = as_("lan").get(ROOT).text, as_("chi").get(ROOT).text
    assert "nh-xa" in lan
    assert "nh-thu" not in lan
    assert "nh-xa" in chi
    assert "nh-thu" in chi


def test_an_organiser_makes_a_bank_of_their_own_unit_only(as_, cast):
    data = {"code": "nh-moi", "name": "Ngân hàng mới", "unit_q": "Xã Phú Lộc", "unit_id": cast.units["commune"]}
    assert as_("giang").get(f"{ROOT}/moi").status_code == 302
    assert as_("an").get(f"{ROOT}/moi").status_code == 404
    assert as_("chi").get(f"{ROOT}/moi").status_code == 403
    assert as_("lan").get(f"{ROOT}/moi").status_code == 200
    other = data | {"unit_q": "Phường An Hòa", "unit_id": cast.units["ward"]}
    assert as_("lan").post(f"{ROOT}/moi", data=other).status_code == 422
    assert as_("lan").post(f"{ROOT}/moi", data=data).status_code == 302
    again = as_("lan").post(f"{ROOT}/moi", data=data)
    assert again.status_code == 422
    assert "đã được dùng" in again.text


def test_a_bank_without_a_code_gets_one_from_its_name(as_, cast):
    data = {"name": "Câu hỏi xã", "unit_q": "xa phu loc"}
    for code in ("cau-hoi-xa", "cau-hoi-xa-2"):
        assert code in as_("lan").post(f"{ROOT}/moi", data=data, follow_redirects=True).text


def test_a_bank_without_name_or_with_a_strange_code_is_refused_at_the_field(as_):
    page = as_("quan").post(f"{ROOT}/moi", data={"code": "mã lạ", "name": ""})
    assert page.status_code == 422
    assert "Hãy nhập mục này" in page.text
    assert "Mã chỉ gồm" in page.text


def test_search_needs_no_diacritics_and_filters_narrow(as_, bank):
    def codes(query):
        text = as_("chi").get(f"{ROOT}/{bank}?{query}").text
        return [code for code in ("C-0001", "C-0002") if code in text]

    assert codes("q=ho+so+so+2") == ["C-0002"]
    assert codes("linh-vuc=PAPI") == ["C-0002"]
    assert codes("muc-do=medium") == ["C-0001"]
    assert codes("trang-thai=appraised") == []
    assert codes("muc-do=la&trang=99999999999") == ["C-0001", "C-0002"]


def test_numbers_too_large_for_the_database_are_simply_nothing(as_, bank):
    for address in (f"{ROOT}/99999999999", f"{ROOT}/{bank}/cau/99999999999", f"{ROOT}/{bank}/nhap/99999999999"):
        assert as_("chi").get(address).status_code == 404


def test_editing_writes_a_new_version_and_keeps_the_old_one(as_, bank, item):
    page = as_("chi").get(f"{ROOT}/{bank}/cau/{item}/sua").text
    assert "Hướng dẫn đầy đủ một lần" in page
    data = form_of(question(1), explanation="Giải thích viết lại.", seen_version="1", reason="Rõ hơn")
    assert as_("chi").post(f"{ROOT}/{bank}/cau/{item}/sua", data=data).status_code == 302
    shown = as_("chi").get(f"{ROOT}/{bank}/cau/{item}").text
    assert "Giải thích viết lại." in shown
    assert "Hướng dẫn một lần, đầy đủ." in shown
    assert "Rõ hơn" in shown


def test_editing_what_someone_else_changed_meanwhile_is_refused(as_, bank, item):
    address = f"{ROOT}/{bank}/cau/{item}/sua"
    as_("chi").post(address, data=form_of(question(1), explanation="Một.", seen_version="1"))
    late = as_("dung").post(address, data=form_of(question(1), explanation="Hai.", seen_version="1"))
    assert late.status_code == 422
    assert "vừa được người khác sửa" in late.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stem": ""}, "Chưa có nội dung câu hỏi"),
        ({"key": []}, "Chưa có đáp án đúng"),
        ({"key": ["0", "1"]}, "Câu chọn một nhưng có 2 đáp án đúng"),
        ({"options-1": "", "options-2": "", "options-3": ""}, "Có 1 phương án"),
        ({"options-1": "Hướng dẫn đầy đủ một lần"}, "Có hai phương án trùng nhau"),
        ({"type": "short_answer", "accepted": ""}, "Chưa có đáp án đúng"),
        ({"bases-0-document": "Luật X", "bases-0-valid_from": "hôm qua"}, "invalid-feedback"),
    ],
)
def test_a_faulty_item_is_refused_with_a_message_and_nothing_is_written(as_, bank, changes, message):
    page = as_("chi").post(f"{ROOT}/{bank}/cau/moi", data=form_of(question(9), **changes))
    assert page.status_code == 422
    assert message in page.text
    assert len(items.all_current(bank)) == 2


@pytest.mark.parametrize(
    "new",
    [
        question(9, type="multiple_choice", key=(0, 2)),
        question(9, type="true_false_cluster", key=(1, 3)),
        question(9, type="short_answer", options=(), key=(), accepted=("một cửa", "1 cửa")),
        question(9, options=tuple(f"Phương án thứ {n}" for n in range(10)), key=(9,)),
    ],
)
def test_every_type_can_be_written_by_hand(as_, bank, new):
    assert as_("chi").post(f"{ROOT}/{bank}/cau/moi", data=form_of(new)).status_code == 302
    content = items.all_current(bank)[-1][1].content
    assert (content["type"], content["key"], content["accepted"]) == (new.type, list(new.key), list(new.accepted))


def test_an_appraiser_appraises_but_never_what_they_wrote(as_, bank, item, cast):
    assert as_("yen").post(f"{ROOT}/{bank}/tham-dinh", data={"item": item, f"seen-{item}": 1}).status_code == 302
    row = items.all_current(bank)[0][0]
    assert (row.status, row.appraiser_id) == ("appraised", cast.people["yen"])
    session().rollback()
    as_("quan").post(f"{ROOT}/{bank}/cau/moi", data=form_of(question(9)))
    own = items.all_current(bank)[-1][0].id
    session().rollback()
    quan = as_("quan")
    quan.post(f"{ROOT}/{bank}/tham-dinh", data={"item": own, f"seen-{own}": 1})
    assert "không được tự thẩm định" in quan.get(f"{ROOT}/{bank}").text
    assert items.all_current(bank)[-1][0].status == "draft"


@pytest.mark.parametrize("page", ["", "/cau/{item}"])
def test_the_pages_say_which_version_they_show(as_, bank, item, page):
    assert f'name="seen-{item}" value="1"' in as_("yen").get(f"{ROOT}/{bank}{page.format(item=item)}").text


@pytest.mark.parametrize("seen", ["1", "", "x"])
def test_what_changed_after_the_appraiser_looked_is_named_and_nothing_is_appraised(as_, bank, item, seen):
    data = form_of(question(1), explanation="Khác.", seen_version="1")
    as_("chi").post(f"{ROOT}/{bank}/cau/{item}/sua", data=data)
    other = items.all_current(bank)[1][0].id
    session().rollback()
    yen = as_("yen")
    yen.post(f"{ROOT}/{bank}/tham-dinh", data={"item": [item, other], f"seen-{item}": seen, f"seen-{other}": "1"})
    assert "C-0001: Câu này đã được sửa sau khi bạn mở trang" in yen.get(f"{ROOT}/{bank}").text
    assert [row.status for row, _ in items.all_current(bank)] == ["draft", "draft"]


def test_editing_an_appraised_item_makes_it_a_draft_again(as_, bank, item):
    as_("yen").post(f"{ROOT}/{bank}/tham-dinh", data={"item": item, f"seen-{item}": 1})
    data = form_of(question(1), explanation="Khác.", seen_version="1")
    as_("chi").post(f"{ROOT}/{bank}/cau/{item}/sua", data=data)
    row = items.all_current(bank)[0][0]
    assert (row.status, row.appraiser_id, row.version_number) == ("draft", None, 2)


def test_retiring_takes_an_item_out_of_use_and_is_recorded(as_, bank, item):
    as_("dung").post(f"{ROOT}/{bank}/ngung-dung", data={"item": item, "back": item})
    assert items.all_current(bank)[0][0].status == "retired"
    assert session().query(AuditEntry).filter_by(action="item.retire", subject_id=item).count() == 1


def test_nothing_ticked_is_said_and_not_a_failure(as_, bank):
    answer = as_("yen").post(f"{ROOT}/{bank}/tham-dinh", data={})
    assert answer.status_code == 422
    assert "Chưa chọn câu nào" in answer.text


def test_downloads_can_be_read_back(as_, bank):
    for extension in ("xlsx", "csv"):
        answer = as_("yen").get(f"{ROOT}/{bank}/xuat.{extension}")
        assert len(read_bank(f"a.{extension}", answer.data).entries) == 2
    assert as_("chi").get(f"{ROOT}/{bank}/xuat.exe").status_code == 404
    template = as_("chi").get(f"{ROOT}/mau.xlsx")
    assert read_sheets("mau.xlsx", template.data)[0].rows[0].cells[0] == "Mã câu"
    assert as_("giang").get(f"{ROOT}/mau.xlsx").status_code == 302
    assert as_("an").get(f"{ROOT}/mau.xlsx").status_code == 404
