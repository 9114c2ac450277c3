"""Laws of the house that no tool holds by itself."""

import re
import subprocess
from pathlib import Path

import pytest

from contest.settings import ROOT
from contest.wording import LABELS, SENTENCES, merged

CODE = re.compile(r"(?:Refused|Problem|Doubt)\(\s*\"([a-z_]+)\"")
LONGEST_FILE = 300
SOURCES = (".py", ".html", ".js", ".css")


def tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if name.endswith(suffixes) and (ROOT / name).exists()]


def test_every_refusal_and_problem_has_its_sentence():
    said = {code for path in tracked(".py") if path.parts[-2] != "tests" for code in CODE.findall(path.read_text())}
    said = {c for c in said if not c.startswith("test_")}
    assert said - SENTENCES.keys() == set()


def test_every_sentence_has_vietnamese_diacritics():
    marked = re.compile(r"[À-ỹ]")
    assert [code for code, text in SENTENCES.items() if not marked.search(text)] == []


def test_no_sentence_is_worded_twice():
    with pytest.raises(ValueError, match="not_found"):
        merged([{"not_found": "Không thấy."}, {"not_found": "Không có."}])


def test_every_label_is_worded():
    assert [key for key, text in LABELS.items() if not text.strip()] == []


@pytest.mark.parametrize("suffix", SOURCES)
def test_no_source_file_is_longer_than_300_lines(suffix):
    migrations = ROOT / "contest/storage/migrations/versions"
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked(suffix)
        if migrations not in path.parents and (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_page_carries_inline_style_or_script():
    # The content security policy would silently drop them.
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\b(src|nonce)=)(?![^>]*application/json)")
    assert [str(p.relative_to(ROOT)) for p in tracked(".html") if inline.search(p.read_text())] == []


def test_nothing_committed_names_a_machine_path_or_registry():
    banned = re.compile(r"/root/|/work/|file:///|https?://(pypi|files\.pythonhosted|registry\.npmjs)")
    own = Path(__file__)
    texts = [p for p in tracked(".py", ".txt", ".in", ".toml", ".md", ".html", ".js", "Makefile") if p != own]
    assert [str(p.relative_to(ROOT)) for p in texts if banned.search(p.read_text())] == []
