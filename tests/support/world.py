"""One of everything the addresses can name, all of it the province's: what only some may reach."""

from contest.rules.attempt_tokens import seal_share
from contest.rules.paper_entries import Keying
from contest.rules.publications import Kind
from contest.services import announcing, closing, exporting, inquiring, playing, publishing
from contest.services.actors import actor_for
from contest.services.uploading import keep_file
from contest.storage import study_files
from contest.storage.attempts import Attempt
from contest.storage.banks import Bank
from contest.storage.db import commit, session
from contest.storage.paper_entries import PaperSheet
from contest.storage.people import RoleGrant
from tests.support import results
from tests.support.cast import NOW, Cast
from tests.support.questions import csv_file
from tests.support.rounds import make_round

UNITS = "Mã đơn vị;Tên đơn vị\nX1;Xã Một\n".encode()
PEOPLE = "Họ và tên;Số điện thoại;Mã đơn vị;Đối tượng\nNguyễn Văn Dần;0911111111;P-ANHOA;Cán bộ\n".encode()
QUESTION = ["C1", "Một câu hỏi đủ dài?", "Một", "Hai", "Ba", "Bốn", "A", "PAPI", "Dễ"]


def make_world(cast: Cast, secret: str) -> dict[str, object]:
    """What to put into each part of an address: An's open paper in a running round, a published
    round with an exported list, Dũng's uploads."""
    running = make_round(cast)
    attempt = playing.start(cast.people["an"], running, NOW, secret)
    over = results.make_round(results.make_contest(cast))
    for name in ("an", "hoa"):
        results.enter(over, cast.people[name])
    session().query(Attempt).filter_by(round_id=over.id).update({"paper": []})  # of no bank
    commit()
    sheet = PaperSheet(round_id=over.id, person_id=cast.people["hoa"], first_by_id=cast.people["lan"], first_ms=NOW)
    sheet.first = Keying("001", (), None, NOW, 10).to_json()
    session().add(sheet)
    commit()
    closing.close_round(over.id, cast.people["dung"], NOW)
    study_files.bring("d" * 64, "tai-lieu.pdf", b"%PDF-1.7 %%EOF", NOW)
    dung = actor_for(cast.person("dung"))
    publishing.publish(over.id, Kind.PROVISIONAL, dung, NOW)
    header = publishing.newest(over.id)
    asked = inquiring.ask(over.contest_id, "Bao giờ công bố kết quả?", person_id=cast.people["an"], now_ms=NOW)
    told = announcing.write(over.contest_id, "Thông báo", "Nội dung", actor_id=cast.people["dung"], now_ms=NOW)
    assert header is not None
    wish = {"publication_id": header.id}
    export = exporting.request_export("result_list", wish, dung, NOW, lambda n: exporting.run_export(n, NOW))
    bank = session().query(Bank).filter_by(code="cchc").one()
    return {
        "contest_id": over.contest_id,
        "round_id": over.id,
        "running": running,
        "slug": "cchc-2026",
        "number": 1,
        "person_id": cast.people["hoa"],
        "attempt_id": attempt.id,
        "token": seal_share(session().query(Attempt.id).filter_by(round_id=over.id).limit(1).scalar(), secret),
        "sheet_id": sheet.id,
        "unit_id": cast.units["justice"],
        "bank_id": bank.id,
        "item_id": 1,
        "grant_id": session().query(RoleGrant.id).filter_by(person_id=cast.people["quan"]).scalar(),
        "export_id": export,
        "publication": header.id,
        "inquiry_id": asked.id,
        "announcement_id": told.id,
        "bank_import": keep_file("items", dung, "cau-hoi.csv", csv_file([QUESTION]), NOW),
        "unit_import": keep_file("units", dung, "don-vi.csv", UNITS, NOW),
        "roster_import": keep_file("people", dung, "thi-sinh.csv", PEOPLE, NOW),
        "format_name": "xlsx",
        "name": "thi-sinh",
        "file": "trang-chu.png",
        "sha256": "0" * 64,
        "digest": "d" * 64,
    }
