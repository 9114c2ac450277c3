"""The detailed tables: one row per figure and case, the middle of its runs with the least and the most."""

from collections.abc import Iterator, Sequence

from tests.bench.results import Results
from tests.bench.words import number, percent, table

_ENGINES = {"postgresql": "PostgreSQL", "sqlite": "SQLite", "nginx": "nginx (không làm gì)"}
_FLOORS = {
    "driver_get_per_s": "Trần của công cụ đo (wrk): GET mỗi giây",
    "driver_put_per_s": "Trần của công cụ đo (wrk): PUT mỗi giây",
    "hello_per_s": "Nền: trang “hello” mỗi giây",
    "floor_per_s": "Nền: route Flask + 1 UPDATE tự xác nhận, mỗi giây",
    "pgbench_per_s": "pgbench cập nhật đơn giản, giao dịch mỗi giây",
}
_JOURNEYS = {
    "start_per_s": "Bắt đầu làm bài mỗi giây",
    "save_per_s": "Lưu bài mỗi giây",
    "submit_per_s": "Nộp bài mỗi giây",
}
_STEPS = {
    "door": "Trang vào thi",
    "start": "Bắt đầu",
    "paper": "Trang làm bài",
    "save": "Lưu",
    "submit": "Nộp bài",
    "receipt": "Biên nhận",
    "place": "Hạng hiện trên biên nhận",
}
_ATTEMPT = {
    "statements": "Câu lệnh SQL mỗi lượt",
    "begin_commit": "BEGIN/COMMIT mỗi lượt",
    "server_mib": "Bộ nhớ máy chủ web và tiến trình nền (MiB)",
    "database_mib": "Bộ nhớ PostgreSQL (MiB)",
}
_BOARDS = {
    "board_page_per_s": "Trang bảng xếp hạng mỗi giây",
    "board_data_per_s": "Phần tự làm mới của bảng (.json) mỗi giây",
    "unit_board_per_s": "Bảng đơn vị (.json) mỗi giây",
    "place_p95_ms": "“Hạng của tôi”, p95 (ms)",
    "top_p95_ms": "100 người đầu, p95 (ms)",
}
_BOARDS_ONCE = {
    "first_read_s": "Người xem đầu tiên sau khi khởi động chờ (giây)",
    "submit_beside_boards_p95_ms": "Nộp bài trong lúc đó, p95 (ms)",
    "close_round_s": "Chốt đợt: xếp hạng, đơn vị, giải (giây)",
    "publish_s": "Công bố kết quả (giây)",
    "simulate_s": "Lệnh simulate (giây)",
}
_DAY = {
    "open": "Từ lúc đến cho tới khi mở được đề",
    "start_page": "Trang vào thi",
    "start": "Bắt đầu",
    "paper": "Trang làm bài",
    "save": "Lưu",
    "submit": "Nộp bài",
    "receipt": "Biên nhận",
    "place": "Hạng hiện trên biên nhận",
    "board_page": "Trang bảng xếp hạng",
    "poll": "Bảng tự làm mới",
}
_LOGINS = {"save_p99_ms_alone": "Không có đăng nhập", "save_p99_ms_with_logins": "Cùng lúc 25 đăng nhập mỗi giây"}

_FILES = {
    "xlsx": "Danh sách kết quả XLSX N dòng (giây)",
    "preview_xlsx": "Xem trước N câu hỏi XLSX (giây)",
    "import_xlsx": "Ghi vào ngân hàng N câu hỏi XLSX (giây)",
    "preview_word": "Xem trước N câu hỏi Word (giây)",
}


def sections(results: Results) -> Iterator[tuple[str, str]]:
    """(title, table) of each part; an empty table where nothing was measured."""
    yield "Nền và trần của phép đo", _rates(results, _FLOORS)
    yield "Bắt đầu, lưu, nộp", _rates(results, _JOURNEYS)
    yield "Một lượt thi trọn vẹn", _attempt(results)
    yield "Bảng xếp hạng", _boards(results)
    yield "Ngày thi", _day(results)
    yield "Đăng nhập trong lúc làm bài", _logins(results)
    yield "Tệp", _files(results)


def _cell(results: Results, figure: str, case: str, key: str = "value") -> str:
    spread = results.spread(figure, case, key)
    if spread is None:
        return ""
    if spread.least == spread.most:
        return number(spread.middle)
    return f"{number(spread.middle)} ({number(spread.least)} – {number(spread.most)})"


def _middle(results: Results, figure: str, case: str, key: str) -> str:
    spread = results.spread(figure, case, key)
    return "" if spread is None else number(spread.middle)


def _noise(results: Results, figure: str, case: str) -> str:
    spread = results.spread(figure, case, "noise")
    return "" if spread is None else percent(spread.middle)


def _cases(results: Results, part: str) -> list[str]:
    return list(dict.fromkeys(r["case"] for r in results.records if r["part"] == part))


def _percentiles(results: Results, figure: str, case: str, before: str = "") -> str:
    found = [_middle(results, figure, case, f"{before}p{share}") for share in (50, 95, 99)]
    return " / ".join(found) if all(found) else ""


def _rates(results: Results, figures: dict[str, str]) -> str:
    rows = []
    for figure, title in figures.items():
        for case, engine in _ENGINES.items():
            if value := _cell(results, figure, case):
                cpu = _middle(results, figure, case, "server_ms"), _middle(results, figure, case, "database_ms")
                wait, noise = _percentiles(results, figure, case), _noise(results, figure, case)
                rows.append((title, engine, value, wait, *cpu, _cell(results, figure, case, "errors"), noise))
    headings = ("Số đo", "Trên", "Giá trị", "p50 / p95 / p99 (ms)", "CPU web (ms)", "CPU CSDL (ms)", "Lỗi", "Nhiễu")
    return table(headings, rows) if rows else ""


def _attempt(results: Results) -> str:
    figure = "attempts_per_min"
    engines = [e for e in _ENGINES if results.runs(figure, e)]
    if not engines:
        return ""
    rows: list[Sequence[str]] = [("Lượt mỗi phút", *(_cell(results, figure, e) for e in engines))]
    rows.append(("CPU mỗi lượt (ms)", *(_cell(results, "cpu_ms_per_attempt", e) for e in engines)))
    rows += [(title, *(_middle(results, figure, e, key) for e in engines)) for key, title in _ATTEMPT.items()]
    for step, title in _STEPS.items():
        rows.append(
            (f"{title}: p50 / p95 / p99 (ms)", *(_percentiles(results, figure, e, f"{step}_") for e in engines))
        )
    rows.append(("Lỗi", *(_cell(results, figure, e, "errors") for e in engines)))
    rows.append(("Nhiễu", *(_noise(results, figure, e) for e in engines)))
    return table(("Số đo", *(_ENGINES[e] for e in engines)), rows)


def _boards(results: Results) -> str:
    cases = _cases(results, "boards")
    if not cases:
        return ""
    rows: list[Sequence[str]] = []
    for figure, title in _BOARDS.items():
        for end, when in (("", ""), ("_busy", ", có người nộp bài")):
            rows.append((title + when, *(_cell(results, figure + end, c) for c in cases)))
    for figure, title in _BOARDS_ONCE.items():
        rows.append((title, *(_cell(results, figure, c) for c in cases)))
    rows.append(("Bộ nhớ máy chủ (MiB)", *(_middle(results, "first_read_s", c, "server_mib") for c in cases)))
    rows.append(("Nhiễu", *(_noise(results, "board_page_per_s_busy", c) for c in cases)))
    return table(("Số đo", *(_board_case(c) for c in cases)), [row for row in rows if any(row[1:])])


def _board_case(case: str) -> str:
    engine, _, size = case.partition("-")
    people = size.replace("k", ".000").replace("m", ".000.000")
    return f"{_ENGINES[engine]}, {people} người"


def _day(results: Results) -> str:
    total = results.runs("day_requests_per_s", "postgresql")
    if not total:
        return ""
    rows: list[Sequence[str]] = []
    for kind, title in _DAY.items():
        figure = f"day_p99_{kind}_ms"
        if results.runs(figure, "postgresql"):
            wait = _percentiles(results, figure, "postgresql")
            rows.append(
                (title, _middle(results, figure, "postgresql", "per_s"), wait, _cell(results, figure, "postgresql"))
            )
    last = total[-1]
    told = [
        f"{number(last['people'])} người, làm bài {number(last['minutes'])} phút; số lần đo: {len(total)}",
        f"số yêu cầu mỗi giây, trung bình: {_cell(results, 'day_requests_per_s', 'postgresql')}",
        f"số lần lưu được xác nhận: {_cell(results, 'day_lost', 'postgresql', 'saves')}",
        f"số lần trang mời chờ vài giây (503, Retry-After): {_cell(results, 'day_asked_to_wait', 'postgresql')}",
        f"số lỗi: {_cell(results, 'day_errors', 'postgresql')}; mất: {_cell(results, 'day_lost', 'postgresql')}",
        f"bộ phát tải gửi muộn, p99: {_cell(results, 'day_requests_per_s', 'postgresql', 'late_p99')} ms; "
        f"trần của nó: {_cell(results, 'day_driver_per_s', 'nginx')} lần lưu mỗi giây",
        f"CPU (giây): web {_cell(results, 'day_requests_per_s', 'postgresql', 'server_cpu_s')}, "
        f"PostgreSQL {_cell(results, 'day_requests_per_s', 'postgresql', 'database_cpu_s')}, "
        f"trong {_cell(results, 'day_requests_per_s', 'postgresql', 'wall')} giây",
        f"nhiễu: {_noise(results, 'day_requests_per_s', 'postgresql')}",
    ]
    headings = ("Yêu cầu", "Mỗi giây", "p50 / p95 / p99 (ms)", "p99, ít nhất – nhiều nhất (ms)")
    return table(headings, rows) + "\n\n" + "\n".join(f"- {line}" for line in told)


def _logins(results: Results) -> str:
    rows = [
        (
            title,
            _percentiles(results, figure, "postgresql"),
            _cell(results, figure, "postgresql"),
            _cell(results, figure, "postgresql", "login_p95"),
            _noise(results, figure, "postgresql"),
        )
        for figure, title in _LOGINS.items()
        if results.runs(figure, "postgresql")
    ]
    headings = ("Khi", "Lưu: p50 / p95 / p99 (ms)", "p99, ít nhất – nhiều nhất (ms)", "Đăng nhập, p95 (ms)", "Nhiễu")
    return table(headings, rows) if rows else ""


def _files(results: Results) -> str:
    figures = dict.fromkeys((r["figure"], r["case"]) for r in results.records if r["part"] == "files")
    rows = [
        (_file(figure), _ENGINES[case], _cell(results, figure, case), _noise(results, figure, case))
        for figure, case in figures
    ]
    return table(("Việc", "Trên", "Giá trị", "Nhiễu"), rows) if rows else ""


def _file(figure: str) -> str:
    """The words of "preview_xlsx_10k_s"."""
    if figure == "roster_rows_per_s":
        return "Nhập danh sách thí sinh (dòng mỗi giây)"
    kind, _, size = figure.removesuffix("_s").rpartition("_")
    return _FILES[kind].replace("N", size.replace("k", ".000"))
