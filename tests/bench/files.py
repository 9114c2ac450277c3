"""Files at size: the XLSX list of a large round in the job's own function, question banks previewed and
imported, a roster read and written."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contest.formats import FORMATS
from contest.rules.items import Item
from contest.rules.publications import Kind
from contest.services import banks, exporting, import_reading, importing, publishing, rosters
from contest.services.actors import actor_for, unit_tree
from contest.storage.db import commit, session
from contest.storage.people import Person, RoleGrant
from tests.bench import closing, instances, seeding
from tests.bench.instances import Instance, Postgres
from tests.bench.machine import Watch
from tests.bench.results import Results
from tests.bench.world import add_people, furnish, now_ms, open_round

PART = "files"
_HEADINGS = "Họ và tên;Chức vụ;Số điện thoại;Mã đơn vị;Đối tượng"
_WORDS = (
    "hồ sơ", "công chức", "tiếp nhận", "trả kết quả", "người dân", "thủ tục", "cơ quan", "quyết định", "thẩm quyền",
    "dịch vụ công", "trực tuyến", "chỉ số", "hài lòng", "minh bạch", "trách nhiệm", "giải trình", "cải cách", "bộ máy",
    "tài chính", "thể chế", "văn bản", "quy định", "niêm yết", "phản ánh", "kiến nghị", "chuyển đổi số", "dữ liệu",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How many lines, items, questions and people; `runs` of the list, one of each import's steps per run."""

    runs: int
    lines: int
    items: int
    questions: int
    people: int


@dataclass(frozen=True)
class Stage:
    made: Instance
    plan: Plan
    results: Results

    def timed(self, figure: str, work: Callable[[], object], per: int = 0) -> None:
        """Note the seconds of `work` or, with `per`, how many of these were done a second."""
        watch, began = Watch({}), time.monotonic()
        work()
        seconds = time.monotonic() - began
        value = per / seconds if per else seconds
        self.results.add(PART, figure, self.made.engine, value, seconds=seconds, noise=watch.stop().noise)


def run(engine: str, folder: Path, server: Postgres | None, plan: Plan, results: Results) -> None:
    results.begin(PART, engine)
    with instances.instance(folder / f"files-{engine}", engine, server) as made:
        furnish(made, 300)
        stage = Stage(made, plan, results)
        organiser = _organiser(made)
        _imports(stage, organiser)
        _rosters(stage)
        _lists(stage, organiser)


def _organiser(made: Instance) -> int:
    person = add_people(made, 1)[0]
    with made.context():
        session().add(RoleGrant(person_id=person, role="admin", unit_id=None, granted_ms=now_ms()))
        commit()
    return person


def _items(count: int) -> Iterator[Item]:
    """Sound items of ordinary length, no two alike."""
    for n in range(count):
        words = " ".join(_WORDS[(n * 7 + k * (n // len(_WORDS) + 3)) % len(_WORDS)] for k in range(12))
        yield Item(
            type="single_choice",
            code=f"KT-{n:05}",
            stem=f"Tình huống {n}: theo quy định về {words}, việc nào sau đây là đúng?",
            options=tuple(f"{word.capitalize()} theo cách {n % 97 + k}" for k, word in enumerate(_WORDS[n % 20 :][:4])),
            key=(n % 4,),
            topic="Cơ chế một cửa",
            level=("easy", "medium", "hard")[n % 3],
            explanation=f"Giải thích của câu {n}.",
        )


def _imports(stage: Stage, owner: int) -> None:
    sheet = FORMATS["xlsx"].write(list(_items(stage.plan.items)))
    document = FORMATS["docx"].write(list(_items(stage.plan.questions)))
    with stage.made.context():
        province = unit_tree().by_code["TINH"].id
        for run in range(stage.plan.runs):
            bank = banks.create_bank(code=f"nhap-{run}", name="Nhập", unit_id=province, now_ms=now_ms())
            upload = _previewed(
                stage, f"preview_xlsx_{_thousands(stage.plan.items)}_s", bank, "bank.xlsx", sheet, owner
            )
            chosen = importing.preview(upload, owner).chosen
            figure = f"import_xlsx_{_thousands(stage.plan.items)}_s"
            stage.timed(figure, lambda u=upload, c=chosen: importing.apply(u, owner, c, now_ms()))
            empty = banks.create_bank(code=f"word-{run}", name="Nhập Word", unit_id=province, now_ms=now_ms())
            _previewed(stage, f"preview_word_{stage.plan.questions}_s", empty, "bank.docx", document, owner)


def _previewed(stage: Stage, figure: str, bank: int, name: str, content: bytes, owner: int) -> int:
    """From the upload until the preview stands, the background half included; the upload's id."""
    kept: list[int] = []

    def work() -> None:
        limits = import_reading.limits_of(stage.made.settings)
        kept.append(import_reading.upload(bank, name, content, owner, now_ms(), limits=limits))
        importing.preview(kept[0], owner)

    stage.timed(figure, work)
    return kept[0]


def _roster(run: int, count: int) -> bytes:
    lines = [f"Nguyễn Văn {n};Chuyên viên;09{run}{n:07};X{n % 300:05};Cán bộ" for n in range(count)]
    return "\n".join([_HEADINGS, *lines]).encode()


def _rosters(stage: Stage) -> None:
    with stage.made.context():
        for run in range(stage.plan.runs):
            content = _roster(run, stage.plan.people)
            stage.timed(
                "roster_rows_per_s",
                lambda c=content: rosters.import_roster("ds.csv", c, actor=None, now_ms=now_ms()),
                per=stage.plan.people,
            )


def _lists(stage: Stage, organiser: int) -> None:
    opened = open_round(stage.made, "danh-sach")
    seeding.simulate(stage.made, opened, stage.plan.lines)
    closing.end(stage.made, opened)
    closing.close(stage.made, opened.id)
    with stage.made.context():
        actor = actor_for(session().get_one(Person, organiser))
        publishing.publish(opened.id, Kind.PROVISIONAL, actor, now_ms())
        header = publishing.newest(opened.id)
        assert header is not None
        wish = {"publication_id": header.id}
        for _ in range(stage.plan.runs):
            export = exporting.request_export("result_list", wish, actor, now_ms(), lambda _id: None)
            work = _job(export)
            stage.timed(f"xlsx_{_thousands(stage.plan.lines)}_s", work)
            assert exporting.file(export).ready


def _job(export: int) -> Callable[[], None]:
    return lambda: exporting.run_export(export, now_ms())


def _thousands(count: int) -> str:
    return f"{count // 1000}k"
