"""Files are asked for on the result page, waited for on a list, and fetched only by those who may."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from contest.services import exporting, publishing
from contest.services.closing import close_round
from contest.services.publishing import publish
from tests.support.results import enter, make_contest, make_round, organiser

LIST = "/ban-to-chuc/tep-xuat"


@pytest.fixture
def publication(app, cast, now):
    row = make_round(make_contest(cast), tie_breaks=["elapsed"])
    enter(row, cast.people["an"])
    close_round(row.id, None, now)
    publish(row.id, "provisional", organiser(cast), now)
    return publishing.newest(row.id).id


@pytest.fixture
def queue(app):
    """Wishes wait here instead of being worked on."""
    waiting = []
    app.extensions["enqueue_export"] = waiting.append
    return waiting


def ask(browser, publication, kind="commendation_list"):
    return browser.post(LIST, data={"publication": publication, "kind": kind})


def test_a_file_waits_with_progress_and_is_then_fetched(publication, queue, as_, now):
    dung = as_("dung")
    assert ask(dung, publication).headers["Location"].endswith(LIST)
    (export_id,) = queue
    assert f"{LIST}/{export_id}/tien-do" in dung.get(LIST).text
    assert dung.get(f"{LIST}/{export_id}/tien-do").json == {"progress": 0, "waiting": True}
    early = dung.get(f"{LIST}/{export_id}/tai-ve")
    assert early.status_code == 422
    assert "Tệp đang được tạo" in early.text
    exporting.run_export(export_id, now)
    assert f"{LIST}/{export_id}/tai-ve" in dung.get(LIST).text
    file = dung.get(f"{LIST}/{export_id}/tai-ve")
    assert "attachment" in file.headers["Content-Disposition"]
    assert CalamineWorkbook.from_filelike(BytesIO(file.data)).sheet_names == ["Tập thể", "Cá nhân"]


def test_the_queue_of_the_application_is_used(publication, app, as_):
    ask(as_("dung"), publication)
    assert len(exporting.list_exports(organiser_of(app))) == 1


def organiser_of(_app):
    from contest.services.actors import actor_for
    from contest.storage.db import session
    from contest.storage.people import Person

    return actor_for(session().query(Person).filter_by(phone="0900000005").one())


def test_nobody_else_sees_or_fetches_it(publication, queue, as_, now):
    ask(as_("dung"), publication)
    (export_id,) = queue
    exporting.run_export(export_id, now)
    for path in ("tai-ve", "tien-do"):
        codes = {who: as_(who).get(f"{LIST}/{export_id}/{path}").status_code for who in ("giang", "an", "lan", "quan")}
        assert codes == {"giang": 302, "an": 404, "lan": 404, "quan": 200}
    assert "Tải về" not in as_("lan").get(LIST).text
    assert "Tải về" in as_("quan").get(LIST).text


def test_only_staff_have_the_list(publication, as_):
    codes = {who: as_(who).get(LIST).status_code for who in ("giang", "an", "lan", "dung")}
    assert codes == {"giang": 302, "an": 404, "lan": 200, "dung": 200}


def test_only_organisers_of_the_contest_ask(publication, queue, as_):
    codes = {who: ask(as_(who), publication).status_code for who in ("giang", "an", "lan", "dung")}
    assert codes == {"giang": 302, "an": 403, "lan": 403, "dung": 302}
    assert len(queue) == 1


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"kind": "passwords"}, 422),
        ({"kind": "result_list", "publication": "999"}, 404),
        ({"kind": "result_list", "publication": "x"}, 404),
        ({"kind": "result_list", "publication": str(2**70)}, 404),
    ],
)
def test_nonsense_is_refused(publication, queue, as_, data, status):
    assert as_("dung").post(LIST, data={"publication": publication, **data}).status_code == status
    assert queue == []
