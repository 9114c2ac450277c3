"""The performance page says what `docs/hieu-nang.json` says, under the names that were agreed."""

import json

from contest.settings import ROOT
from tests.bench import report
from tests.bench.results import Results
from tests.bench.targets import KEYS, TARGETS, flat

PAGE = (ROOT / "docs" / "hieu-nang.md").read_text()
MEASURED = json.loads((ROOT / "docs" / "hieu-nang.json").read_text())


def a_run(tmp_path) -> Results:
    """Three runs of everything: 10, 30 and 20."""
    results = Results(tmp_path / "results.json")
    for target in TARGETS:
        for value in (10.0, 30.0, 20.0):
            results.add("part", target.figure, target.case, value)
    return results


def test_the_committed_figures_bear_the_agreed_names():
    assert MEASURED.keys() <= {"commit", "date", *KEYS}


def test_the_page_shows_the_committed_figures():
    assert report.targets_table(MEASURED) in PAGE


def test_every_figure_is_the_middle_run_with_the_least_and_the_most(tmp_path):
    found = flat(a_run(tmp_path), "abc", "2026-11-22")
    assert found.keys() == {"commit", "date", *KEYS}
    assert (found["xlsx_100k_s"], found["xlsx_100k_s_min"], found["xlsx_100k_s_max"]) == (20, 10, 30)


def test_a_part_that_runs_again_replaces_its_own_figures_alone(tmp_path):
    results = a_run(tmp_path)
    results.add("day", "day_errors", "postgresql", 7.0)
    results.begin("part", "sqlite")
    again = Results.kept_in(results.path)
    assert again.runs("save_over_floor", "postgresql")
    assert not results.runs("save_over_floor", "sqlite")
    assert again.runs("day_errors", "postgresql")


def test_a_figure_is_marked_by_what_it_must_be_and_aims_at():
    figures = {f"xlsx_100k_s{end}": 10.0 for end in ("", "_min", "_max")}
    figures |= {f"save_over_floor_sqlite{end}": 2.0 for end in ("", "_min", "_max")}
    table = report.targets_table(figures)
    assert "**10** (10 – 10) ✓ |" in table
    assert "**2** (2 – 2) ✓✓ |" in table


def test_tables_are_written_between_the_marks_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.write(page, "new")
    assert page.read_text() == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
