"""A kiosk in the browser: what its pages let people do, and that one cannot leave them."""

import pytest
from sqlalchemy import select

from contest.services import issuing
from contest.services.actors import actor_for
from contest.storage.attempts import Attempt
from contest.storage.db import session
from contest.storage.people import AuditEntry, Person
from contest.web.account import passwords
from tests.support.cast import HOUR, PASSWORD, make_cast
from tests.support.pages import filled
from tests.support.rounds import make_round


@pytest.fixture
def cast(app):
    return make_cast(passwords().hash(PASSWORD))


@pytest.fixture
def round_id(cast):
    return make_round(cast)


@pytest.fixture
def device(as_, cast, round_id):
    """A browser that Lan made a kiosk of the commune."""
    browser = as_("lan")
    page = f"/ban-to-chuc/dot-thi/{round_id}/quay"
    answer = browser.post(page, data=filled(browser.get(page).text))
    assert (answer.status_code, answer.location) == (303, "/quay")
    return browser


def sit_down(device, login="0900000001"):
    return device.post("/quay/dang-nhap", data={"login": login, "password": PASSWORD})


@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 404), ("hoa", 404), ("lan", 403), ("dung", 200)])
def test_a_round_of_other_units_is_for_organisers_of_the_contest(as_, cast, who, status):
    round_id = make_round(cast, entry_units=("P-ANHOA",))
    assert as_(who).get(f"/ban-to-chuc/dot-thi/{round_id}/quay").status_code == status
    posted = as_(who).post(f"/ban-to-chuc/dot-thi/{round_id}/quay", data={"unit_q": "P-ANHOA"})
    assert posted.status_code == (303 if who == "dung" else status)


def test_unit_of_somebody_else_is_refused_at_its_field(as_, round_id):
    answer = as_("lan").post(f"/ban-to-chuc/dot-thi/{round_id}/quay", data={"unit_q": "P-ANHOA"})
    assert answer.status_code == 422
    assert "Bạn không mở được quầy thi ở đơn vị này" in answer.text
    assert "Set-Cookie" not in answer.headers or "kiosk=" not in answer.headers["Set-Cookie"]


def test_a_closed_round_says_that_it_is_too_late(as_, round_id, clock):
    clock.ms += 2 * HOUR
    page = f"/ban-to-chuc/dot-thi/{round_id}/quay"
    assert "không mở quầy thi được nữa" in as_("lan").get(page).text
    assert as_("lan").post(page, data={"unit_q": "X-PHULOC"}).status_code == 422


def test_opening_ends_the_login_of_the_organiser(device):
    text = device.get("/quay").text
    assert "Xã Phú Lộc" in text
    assert "Phạm Thu Lan" not in text
    assert "/ban-to-chuc" not in text
    with device.session_transaction() as kept:
        assert "_user_id" not in kept


@pytest.mark.parametrize(
    "path",
    ["/", "/dang-nhap", "/dang-ky", "/ban-to-chuc", "/tai-khoan", "/huong-dan", "/khong-co", "/thi/999", "/on-tap"],
)
def test_other_pages_lead_back(device, path):
    sit_down(device)
    answer = device.get(path)
    assert (answer.status_code, answer.location) == (303, "/quay")


def test_opening_again_from_within_leads_back(device, round_id):
    assert device.get(f"/ban-to-chuc/dot-thi/{round_id}/quay").location == "/quay"


def test_quiz_pages_want_somebody_and_then_open(device, round_id):
    assert device.get(f"/thi/{round_id}", follow_redirects=True).request.path == "/quay"
    assert sit_down(device).location == f"/thi/{round_id}"
    assert device.get("/quay").location == f"/thi/{round_id}"
    page = device.get(f"/thi/{round_id}").text
    assert "Đang dùng máy: Nguyễn Văn An." in page
    assert 'id="menu"' not in page
    assert device.get("/cuoc-thi/hoi-thi/the-le").status_code == 200


def test_an_attempt_begun_here_is_supervised(device, cast, round_id):
    sit_down(device)
    paper = device.post(f"/thi/{round_id}").location
    entry = session().scalars(select(AuditEntry).where(AuditEntry.action == "kiosk.supervise")).one()
    assert (entry.actor_id, paper) == (cast.people["lan"], f"/thi/luot/{entry.subject_id}")
    page = device.get(paper).text
    assert "Nhường máy cho người khác" in page
    assert "data-kiosk=" not in page  # a paper is never left by itself


def test_the_receipt_leads_to_the_next_person_alone(device, round_id):
    sit_down(device)
    paper = device.post(f"/thi/{round_id}").location
    device.post(
        f"{paper}/nop",
        data={k: v for k, v in filled(device.get(paper).text).items() if k in {"token", "base", "known"}},
    )
    page = device.get(f"{paper}/bien-nhan").text
    assert '/cuoc-thi/hoi-thi"' not in page  # it would lead in a circle
    assert 'data-kiosk="receipt"' in page
    assert "Xem bảng xếp hạng" not in page
    device.post("/quay/nguoi-tiep-theo")
    assert device.get(f"{paper}/bien-nhan", follow_redirects=True).request.path == "/quay"
    sit_down(device, "0900000002")
    assert device.get(f"{paper}/bien-nhan").status_code == 404


def test_next_person_finds_no_cookie_of_the_last(device, round_id):
    sit_down(device)
    device.set_cookie("display", "dark.3")
    answer = device.post("/quay/nguoi-tiep-theo")
    assert (answer.status_code, answer.location) == (303, "/quay")
    assert answer.headers["Cache-Control"] == "no-store"
    assert device.get_cookie("display") is None
    assert device.get_cookie("session") is None
    assert device.get_cookie("kiosk") is not None
    assert "Nguyễn Văn An" not in device.get("/quay").text


def test_citizen_registers_in_three_fields_and_stands_before_the_round(device, round_id):
    page = device.get("/quay/dang-ky")
    form = filled(page.text) | {"name": "Đặng Thị Mai", "category": "citizen", "phone": "0911 222 333"}
    assert form["unit_q"] == "Xã Phú Lộc"
    assert device.post("/quay/dang-ky", data=form).location == f"/thi/{round_id}"
    mai = session().scalars(select(Person).where(Person.phone == "0911222333")).one()
    assert (mai.unit_id, mai.password_hash, mai.consented_ms) == (None, "", None)


def test_official_gets_the_unit_of_the_kiosk(device, cast):
    form = {
        **filled(device.get("/quay/dang-ky").text),
        "name": "Đặng Thị Mai",
        "category": "official",
        "phone": "0911222333",
    }
    device.post("/quay/dang-ky", data=form)
    assert session().scalars(select(Person.unit_id).where(Person.phone == "0911222333")).one() == cast.units["commune"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Vui lòng nhập họ và tên."),
        ({"category": ""}, "Vui lòng chọn đối tượng dự thi."),
        ({"phone": ""}, "Vui lòng nhập số điện thoại."),
        ({"phone": "0900000001"}, "Số điện thoại này đã có tài khoản."),
        ({"unit_q": "không có đơn vị này", "unit_id": ""}, "Không tìm thấy đơn vị này."),
    ],
)
def test_wrong_registration_is_told_at_its_field(device, wrong, message):
    form = {"name": "Đặng Thị Mai", "category": "official", "phone": "0911222333", "unit_q": "X-PHULOC"}
    answer = device.post("/quay/dang-ky", data=form | wrong)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_code_from_the_organisers_lets_in(app, device, cast, round_id):
    dung, secret = actor_for(cast.person("dung")), app.config["SETTINGS"].secret_key
    code, _, _ = issuing.issue_code(
        cast.people["an"], actor=dung, secret=secret, now_ms=app.config["SETTINGS"].now_ms()
    )
    form = {"code": code, "password": "mat-khau-moi", "again": "mat-khau-moi"}
    assert device.post("/quay/ma", data=form | {"code": "SAI"}).status_code == 422
    assert device.post("/quay/ma", data=form).location == f"/thi/{round_id}"


def test_no_form_of_a_kiosk_asks_the_browser_to_remember(device):
    for path in ("/quay/dang-nhap", "/quay/dang-ky", "/quay/ma", "/quay/dong"):
        page = device.get(path).text
        assert '<form method="post" autocomplete="off"' in page
        assert not any(f'autocomplete="{kind}"' in page for kind in ("username", "current-password", "tel", "name"))


@pytest.mark.parametrize("login", ["0900000001", "0900000007"])
def test_closing_wants_an_organiser_of_the_unit(device, login):
    answer = device.post("/quay/dong", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 422
    assert "không thuộc Ban Tổ chức của đơn vị đặt quầy" in answer.text
    assert device.get("/").location == "/quay"


def test_closed_it_is_an_ordinary_browser_in_which_nobody_is_logged_in(device):
    sit_down(device)
    answer = device.post("/quay/dong", data={"login": "0900000006", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/dang-nhap")
    assert "Đã đóng quầy thi trên máy này." in device.get("/dang-nhap").text
    assert device.get("/quay").location == "/"
    assert device.get("/tai-khoan").status_code == 302


def test_after_its_hours_nobody_new_is_let_in_and_the_device_stays_locked(device, round_id, clock):
    sit_down(device)
    paper = device.post(f"/thi/{round_id}").location
    clock.ms += 2 * HOUR
    assert device.get(f"{paper}/bien-nhan").status_code in {200, 302}
    device.post("/quay/nguoi-tiep-theo")
    assert "Quầy thi đã hết giờ" in device.get("/quay").text
    assert device.get("/quay/dang-nhap").location == "/quay"
    assert sit_down(device).location == "/quay"
    assert device.get("/").location == "/quay"


def test_a_cookie_that_we_did_not_sign_makes_no_kiosk(client, cast, round_id):
    client.set_cookie("kiosk", "WzEsMSwxLDld.giả")
    assert client.get("/").status_code == 200
    assert client.get("/quay").location == "/"


def test_elsewhere_no_attempt_is_supervised(as_, round_id):
    as_("an").post(f"/thi/{round_id}")
    assert session().query(Attempt).count() == 1
    assert session().scalars(select(AuditEntry).where(AuditEntry.action == "kiosk.supervise")).all() == []
