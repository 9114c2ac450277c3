"""`flask bank …`: checking needs nothing; import and export go through the same services as the pages."""

import json
import os
import subprocess
import sys

import pytest

from contest.settings import ROOT
from contest.storage import items
from tests.support.questions import make_bank, question, sheet_of


def bare(*arguments, folder):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CONTEST_", "FLASK_"))}
    env |= {"CONTEST_INSTANCE": str(folder / "instance"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "bank", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def test_check_prints_one_json_object_a_file_without_secret_or_database(tmp_path):
    good, bad = tmp_path / "tot.csv", tmp_path / "hong.xlsx"
    good.write_bytes(sheet_of([question(1), question(2, stem="")]))
    bad.write_bytes(b"khong phai Excel")
    done = bare("check", "--json", good, bad, tmp_path / "khong-co.csv", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["file"], first["format"], first["outcome"]) == (str(good), "csv", "ok_with_problems")
    item = first["items"][0]
    assert (item["type"], item["correct"], item["where"]) == ("single_choice", [0], {"row": 2})
    problem = first["problems"][0]
    assert (problem["code"], problem["severity"], problem["where"]) == ("empty_stem", "error", {"row": 3})
    assert problem["message"].startswith("Dòng 3:")
    assert (second["outcome"], second["items"]) == ("refused", [])
    assert ".xlsx" in second["problems"][0]["message"]
    assert third["outcome"] == "refused"
    assert not (tmp_path / "instance").exists()


@pytest.fixture
def run(app):
    return app.test_cli_runner().invoke


def test_a_bank_goes_in_and_out_by_command(run, app, cast, now, tmp_path):
    bank = make_bank(cast.units["province"], now)
    source, target = tmp_path / "vao.csv", tmp_path / "ra.xlsx"
    source.write_bytes(sheet_of([question(1, status="appraised", appraiser_name="Trần Hải Yến")]))
    assert run(args=["bank", "import", "nh-thu", str(source), "--trusted"]).exit_code == 0
    assert items.all_current(bank)[0][0].status == "appraised"
    assert run(args=["bank", "export", "nh-thu", "--format", "xlsx", "--out", str(target)]).exit_code == 0
    assert target.read_bytes()[:2] == b"PK"


def test_an_unknown_bank_is_named(run, cast, tmp_path):
    source = tmp_path / "vao.csv"
    source.write_bytes(sheet_of([question(1)]))
    done = run(args=["bank", "import", "la", str(source)])
    assert done.exit_code == 1
    assert "mang mã la" in done.output
