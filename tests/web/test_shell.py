"""What makes the quiz an application of the phone names nobody and lists what exists."""

import json
import re

import pytest

from contest.settings import ROOT


@pytest.mark.parametrize("who", ["giang", "an"])
def test_the_offline_page_names_nobody_and_asks_for_no_session(as_, cast, who):
    page = as_(who).get("/ngoai-tuyen")
    assert page.status_code == 200
    assert "Đang ngoại tuyến" in page.text
    for personal in ("csrf_token", "Đăng xuất", "Đăng nhập"):
        assert personal not in page.text


def test_every_file_of_the_shell_exists_and_none_is_a_paper_or_a_board(as_, cast):
    script = as_("giang").get("/sw.js").text
    shell = json.loads(re.search(r"const SHELL = new Set\((\[.*?\])", script)[1])
    assert len(shell) > 15
    for path in shell:
        assert as_("giang").get(path, buffered=True).status_code == 200, path
        assert path == "/ngoai-tuyen" or "static" in path


def test_the_service_worker_changes_only_when_a_file_of_the_shell_does(as_, cast):
    reply = as_("giang").get("/sw.js")
    assert reply.mimetype == "text/javascript"
    assert reply.text == as_("an").get("/sw.js").text


def test_every_module_of_the_paper_is_mapped_and_preloaded(as_, cast):
    modules = {p.relative_to(ROOT / "static").as_posix() for p in (ROOT / "static" / "quiz").glob("*.js")}
    page = as_("giang").get("/ngoai-tuyen").text
    mapped = json.loads(re.search(r'type="importmap"[^>]*>(.*?)</script>', page, re.DOTALL)[1])["imports"]
    assert {f"/static/{name}" for name in modules - {"quiz/begin.js"}} <= mapped.keys()


def test_the_manifest_names_icons_that_exist(as_, cast):
    said = as_("giang").get("/manifest.webmanifest")
    assert said.mimetype == "application/manifest+json"
    assert said.json["name"] == "Hội thi CCHC"
    assert {icon["purpose"] for icon in said.json["icons"]} == {"any", "maskable"}
    for icon in said.json["icons"]:
        assert as_("giang").get(icon["src"], buffered=True).mimetype == "image/png"
