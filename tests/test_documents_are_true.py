"""README and the guides name only commands, settings and files that exist."""

import re

import pytest
from flask import Flask

from contest.settings import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
IDS = [p.name for p in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_make_target_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`(?:[A-Z]+=\S+ )*make ([a-z-]+)", page.read_text())) <= targets


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_flask_command_exists(page, app: Flask):
    for named in re.findall(r"flask --app wsgi ([a-z][a-z-]+(?: [a-z-]+)?)", page.read_text()):
        group, _, sub = named.partition(" ")
        command = app.cli.commands.get(group) or {"db": None}.get(group, "missing")
        assert command != "missing", named
        if sub and getattr(command, "commands", None):
            assert sub in command.commands, named


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_within_the_project_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_settings_table_is_the_settings():
    read = set(re.findall(r"\"(CONTEST_[A-Z_]+)\"", (ROOT / "contest/settings.py").read_text()))
    told = set(re.findall(r"^\| `(CONTEST_[A-Z_]+)`", (ROOT / "README.md").read_text(), re.M))
    assert told == read


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_pages_name_no_other_setting(page):
    known = set(re.findall(r"CONTEST_[A-Z_]+", (ROOT / "contest/settings.py").read_text()))
    assert set(re.findall(r"CONTEST_[A-Z_]+", page.read_text())) <= known


def test_every_picture_is_shown_with_words_and_small():
    """That each one named exists is held by the test of links above."""
    shown = re.findall(r"!\[([^\]]*)\]\(hinh/([^)]+)\)", "".join(p.read_text() for p in PAGES))
    files = {p.name: p.stat().st_size for p in (ROOT / "docs" / "hinh").iterdir()}
    assert {name for _, name in shown} == set(files)
    assert all(words for words, _ in shown)
    assert max(files.values()) <= 60_000
    assert sum(files.values()) <= 900_000
