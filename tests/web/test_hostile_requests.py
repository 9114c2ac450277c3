"""What no browser of ours would send: refused like any other bad input, never a fault of the server."""

from io import BytesIO

import pytest

from contest.storage.db import session
from tests.support.questions import csv_file
from tests.support.world import QUESTION, make_world

NUL = "a\0b"


@pytest.fixture
def world(any_app, cast):
    return make_world(cast, any_app.config["SETTINGS"].secret_key)


@pytest.fixture
def dung(any_app, cast):
    browser = any_app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"] = f"{cast.people['dung']}.0"
    return browser


@pytest.mark.parametrize("address", ["/cuoc-thi/a%00b", "/cuoc-thi/a%00b/bang-tong.json", "/api/don-vi?q=a%00b"])
def test_a_nul_in_an_address_is_a_bad_request(any_app, address):
    assert any_app.test_client().get(address).status_code == 400


def test_a_nul_in_a_form_is_a_bad_request_and_nothing_is_written(dung, cast, world):
    answer = dung.post(f"/ban-to-chuc/don-vi/{cast.units['ward']}/sua", data={"code": NUL, "name": NUL, "unit_q": NUL})
    assert answer.status_code == 400
    assert dung.post("/dang-nhap", data={"login": NUL, "password": NUL}).status_code == 400


@pytest.mark.parametrize("back", ["²", "9" * 5000, "٣"])
def test_where_a_list_is_to_go_back_to_may_be_nonsense(dung, world, back):
    answer = dung.post(f"/ban-to-chuc/ngan-hang/{world['bank_id']}/ngung-dung", data={"item": "1", "back": back})
    assert answer.status_code == 302
    assert answer.location.endswith(f"/ngan-hang/{world['bank_id']}")


def test_ticked_lines_may_be_nonsense(dung, world):
    sheet = (BytesIO(csv_file([QUESTION])), "cau-hoi.csv")
    kept = dung.post(f"/ban-to-chuc/ngan-hang/{world['bank_id']}/nhap", data={"file": sheet})
    assert dung.post(kept.location, data={"line": ["9" * 5000, "²"]}).status_code < 500


@pytest.mark.parametrize("next_page", ["//[", "/\\[", "/[", "https://x.example", "//x.example", "/\t/x.example"])
def test_whoever_is_logged_in_is_sent_to_this_site_only(dung, world, next_page):
    answer = dung.get("/dang-nhap", query_string={"next": next_page})
    assert answer.status_code == 302
    assert answer.location in {"/ban-to-chuc", "/%5B"}


def test_a_failure_inside_a_transaction_still_gets_its_page(any_app, dung, world, monkeypatch):
    from contest.services import publishing
    from contest.storage.people import AuditEntry

    def broken(*_args):
        session().add(AuditEntry(id=1, at_ms=None, action="x", subject="x"))
        session().flush()

    monkeypatch.setattr(publishing, "newest", broken)
    any_app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    answer = dung.get("/cuoc-thi/cchc-2026/dot/1/ket-qua")  # where a statement fails
    assert answer.status_code == 500
    assert "Hệ thống gặp sự cố" in answer.text
