"""`flask bank papers`: papers and their key sheet into a folder."""

from tests.support.questions import make_bank, question, sheet_of


def test_papers_are_written_into_the_folder(app, cast, now, tmp_path):
    run = app.test_cli_runner().invoke
    make_bank(cast.units["province"], now)
    source = tmp_path / "vao.csv"
    rows = [question(n, status="appraised", appraiser_name="Trần Hải Yến") for n in range(1, 4)]
    source.write_bytes(sheet_of(rows))
    assert run(args=["bank", "import", "nh-thu", str(source), "--trusted"]).exit_code == 0
    wanted = ["bank", "papers", "nh-thu", "--count", "2", "--codes", "2", "--seed", "x", "--out", str(tmp_path / "de")]
    done = run(args=wanted)
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in (tmp_path / "de").iterdir()) == ["dap-an.docx", "de-001.docx", "de-002.docx"]
    refused = run(args=["bank", "papers", "nh-thu", "--count", "9", "--out", str(tmp_path / "khac")])
    assert refused.exit_code == 1
    assert not (tmp_path / "khac").exists()
