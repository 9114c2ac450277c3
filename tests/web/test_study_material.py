"""PDF files of study material: brought with the form, only real ones, served so that they can do no harm."""

from io import BytesIO

import pytest

from contest.services import contests
from contest.storage.contests import Contest
from contest.storage.db import commit, session
from contest.storage.study_files import StudyFile
from tests.support.cast import HOUR, NOW
from tests.support.contests import make_contest
from tests.support.pages import filled

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def contest(cast):
    return make_contest(cast)


def save(as_, contest, content, name="nghi-quyet.pdf", **changes):
    dung, address = as_("dung"), f"/ban-to-chuc/cuoc-thi/{contest.id}/sua"
    data = {key: value.strip() for key, value in filled(dung.get(address).text).items() if "drop_pdf" not in key}
    data |= {"materials-0-title": "Nghị quyết", "materials-0-topic": "PAPI", "action": "save", **changes}
    if content is not None:
        data["materials-0-pdf_file"] = (BytesIO(content), name)
    return dung.post(address, data=data, content_type="multipart/form-data")


def stored(contest):
    session().expire_all()
    return session().get_one(Contest, contest.id).materials


def test_a_pdf_is_kept_and_served_as_a_download_that_cannot_run(as_, contest):
    assert save(as_, contest, PDF, "Nghị quyết số 76.pdf").status_code == 302
    material = stored(contest)[0]
    assert material["pdf_size"] == len(PDF)
    given = as_("giang").get(f"/tai-lieu/{material['pdf']}.pdf")
    assert (given.status_code, given.data, given.mimetype) == (200, PDF, "application/pdf")
    assert "sandbox" in given.headers["Content-Security-Policy"]
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Disposition"].startswith("attachment")


def test_the_page_of_the_contest_offers_it(as_, contest):
    save(as_, contest, PDF)
    assert f"/tai-lieu/{stored(contest)[0]['pdf']}.pdf" in as_("dung").get(f"/cuoc-thi/{contest.slug}").text


@pytest.mark.parametrize("content", [b"", b"<html>%PDF</html>", b"PK\x03\x04", PDF[:20], b"x" * 2000 + PDF])
def test_what_is_no_whole_pdf_is_refused_at_its_field(as_, contest, content):
    answer = save(as_, contest, content)
    if content:
        assert "Tệp này không phải PDF" in answer.text
        assert stored(contest) == []
    assert session().query(StudyFile).count() == 0


def test_saving_again_keeps_the_file_and_a_tick_drops_it(as_, contest):
    save(as_, contest, PDF)
    kept = stored(contest)
    save(as_, contest, None)
    assert stored(contest) == kept
    save(as_, contest, None, **{"materials-0-drop_pdf": "y"})
    assert stored(contest)[0]["pdf"] == ""


def test_a_digest_that_nobody_uploaded_is_refused(as_, contest):
    answer = save(as_, contest, None, **{"materials-0-pdf": "0" * 64})
    assert "Không tìm thấy tệp PDF" in answer.text
    assert stored(contest) == []


def test_a_file_alone_still_needs_a_title(as_, contest):
    assert "thì phải có tên" in save(as_, contest, PDF, **{"materials-0-title": "", "materials-0-topic": ""}).text


@pytest.mark.parametrize("digest", ["0" * 64, "x", "A" * 64])
def test_an_unknown_file_is_nothing(as_, digest):
    assert as_("dung").get(f"/tai-lieu/{digest}.pdf").status_code == 404


def test_a_file_that_no_contest_names_is_forgotten_after_a_day(as_, cast, contest, clock):
    save(as_, contest, PDF)
    assert stored(contest)[0]["pdf"]
    copy = contests.clone_contest(contest.id, name="Bản sao", starts_ms=NOW, actor_id=None, now_ms=NOW)
    save(as_, contest, None, **{"materials-0-drop_pdf": "y"})
    clock.ms += 25 * HOUR
    save(as_, contest, None)
    assert session().query(StudyFile).count() == 1
    session().get_one(Contest, copy.id).materials = []
    commit()
    save(as_, contest, None)
    assert session().query(StudyFile).count() == 0
