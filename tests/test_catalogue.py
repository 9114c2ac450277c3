"""The English catalogue: nothing a person reads is missing from it, and pages speak it when asked."""

import ast
import html
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import select

from contest.settings import ROOT
from contest.storage.banks import Bank
from contest.storage.contests import Contest, Round
from contest.storage.db import session
from contest.storage.units import Unit
from contest.web.presentation import duration
from contest.wording import LABELS, SENTENCES
from tests.support.cast import Cast
from tests.support.rounds import make_round

CATALOGUE = ROOT / "contest/translations/en/LC_MESSAGES/messages.po"
PLACES = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]")
MARKED = re.compile(r"\b(?:_|pgettext)\((?:\"[^\"]*\"|'[^']*'|,\s*)+|\{#.*?#\}", re.DOTALL)
PICTURE = "[[hình:"  # stands in texts where a picture belongs; never shown
MARKS = {"N_", "_l", "gettext", "pgettext"}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make messages` finds in the code now."""
    found = tmp_path_factory.mktemp("messages") / "messages.pot"
    options = ["-F", str(ROOT / "babel.cfg"), "-k", "N_", "-k", "_l", "-o", str(found)]
    CommandLineInterface().run(["pybabel", "-q", "extract", *options, str(ROOT)])
    return read(found)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return read(CATALOGUE)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def names(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, message.id) for message in catalogue if message.id}


def test_every_sentence_and_label_is_found_in_the_code(extracted):
    assert {*SENTENCES.values(), *LABELS.values()} - {id for _, id in names(extracted)} == set()


def test_the_catalogue_has_what_the_code_says_and_nothing_else(extracted, english):
    # Otherwise: `make messages`, then translate what is new.
    assert names(extracted) == names(english)
    assert list(english.obsolete) == []


def test_everything_is_translated(english):
    assert not english.fuzzy  # a catalogue so marked is not compiled at all
    assert [m.id for m in english if m.id and (not m.string or m.fuzzy)] == []


def test_translations_keep_the_places_and_bring_no_html(english):
    odd = [m.id for m in english if m.id and sorted(PLACES.findall(m.id)) != sorted(PLACES.findall(m.string))]
    assert odd == []
    assert [m.id for m in english if m.id and re.search(r"<|&\w+;", m.string)] == []


def test_templates_and_scripts_say_nothing_unmarked():
    """The name of a language is written in that language."""
    paths = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/**/*.js")]
    left = {p.name: MARKED.sub("", p.read_text()).replace("Tiếng Việt", "") for p in paths}
    assert {name for name, text in left.items() if VIETNAMESE.search(text)} == set()


def test_the_web_layer_says_nothing_unmarked():
    assert [f"{p.name}: {text}" for p in ROOT.glob("contest/web/*.py") for text in unmarked(p.read_text())] == []


def unmarked(source: str) -> list[str]:
    """Vietnamese strings that are neither documentation nor an argument of a mark."""
    known: set[ast.AST] = set()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            known.add(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            known.update(node.args)
    strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    said = [n.value for n in strings if n not in known and VIETNAMESE.search(n.value)]
    return [text for text in said if PICTURE not in text.replace("\\", "")]


@pytest.fixture
def compiled(app: Flask, english: Catalog, tmp_path: Path):
    """The application reads this catalogue, whatever was compiled before."""
    folder = tmp_path / "translations/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, english)
    settings = app.extensions["babel"]
    settings.translation_directories = [str(tmp_path / "translations")]
    settings.instance.domain_instance.cache.clear()
    yield
    settings.instance.domain_instance.cache.clear()


@pytest.fixture
def in_english(compiled, as_):
    def browser(name: str) -> FlaskClient:
        client = as_(name)
        assert client.post("/ngon-ngu", data={"language": "en"}).status_code == 302
        return client

    return browser


def left_over(page: str, data: set[str]) -> list[str]:
    """What a page still says in Vietnamese beside the data of the contest."""
    page = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), html.unescape(page))
    for text in sorted({*data, "Tiếng Việt"}, key=len, reverse=True):
        page = page.replace(text, "")
    return re.findall(rf"[^<>\n]*{VIETNAMESE.pattern}[^<>\n]*", page)


def data_of(cast: Cast, row: Round, contest: Contest) -> set[str]:
    units = session().scalars(select(Unit)).all()
    of_units = {text for unit in units for text in (unit.name, unit.kind, unit.emulation_group)}
    people = {cast.person(name).name for name in cast.people}
    banks = set(session().scalars(select(Bank.name)))
    # Names that a preset gives are Vietnamese data from the start.
    given = {"Đợt", *(text for (kind, _), text in LABELS.items() if kind in {"division", "prize"})}
    return {contest.name, row.name, *(d.name for d in row.ruleset.divisions), *of_units, *people, *banks, *given} - {""}


PAGES = {
    "giang": "/ /dang-nhap /dang-ky /kich-hoat /cuoc-thi/hoi-thi /cuoc-thi/hoi-thi/the-le /cuoc-thi/hoi-thi/dot/1 "
    "/cuoc-thi/hoi-thi/dot/1/bang-xep-hang /cuoc-thi/hoi-thi/dot/1/don-vi /khong-co",
    "an": "/thi/{round} /tai-khoan",
    "dung": "/ban-to-chuc /ban-to-chuc/cuoc-thi /ban-to-chuc/cuoc-thi/moi /ban-to-chuc/cuoc-thi/{contest} "
    "/ban-to-chuc/dot-thi/{round} /ban-to-chuc/ngan-hang "
    "/ban-to-chuc/don-vi /ban-to-chuc/thi-sinh /ban-to-chuc/tep-xuat",
}


@pytest.mark.parametrize(("name", "address"), [(name, a) for name, all_ in PAGES.items() for a in all_.split()])
def test_pages_speak_english_when_asked_and_leave_data_alone(in_english, cast, name, address):
    row = session().get(Round, make_round(cast))
    contest = session().get(Contest, row.contest_id)
    page = in_english(name).get(address.format(round=row.id, contest=contest.id), follow_redirects=True).text
    assert '<html lang="en" ' in page
    assert left_over(page, data_of(cast, row, contest)) == []


def test_a_paper_is_in_english_and_its_questions_as_they_were_written(in_english, cast):
    round_id = make_round(cast)
    browser = in_english("an")
    page = browser.get(browser.post(f"/thi/{round_id}").location).text
    assert "Time left" in page
    assert "Câu hỏi số 1?" in page
    assert "Saved at {t}" in page  # what the script says


def test_vietnamese_left_on_a_page_would_be_seen(as_, cast):
    assert "Đăng nhập" in " ".join(left_over(as_("giang").get("/dang-nhap").text, set()))


def test_the_language_is_switched_and_switched_back(in_english, cast):
    browser = in_english("an")
    assert "Log out" in browser.get("/").text
    reply = browser.post("/ngon-ngu", data={"language": "vi"}, headers={"Referer": "http://localhost/tai-khoan"})
    assert reply.location == "http://localhost/tai-khoan"
    assert "Đăng xuất" in browser.get("/").text


def test_a_language_nobody_speaks_here_changes_nothing(as_, cast):
    browser = as_("an")
    browser.post("/ngon-ngu", data={"language": "fr"})
    assert "Đăng xuất" in browser.get("/").text


def test_refusals_and_numbers_follow_the_language(in_english, app):
    browser = in_english("giang")
    reply = browser.post("/dang-nhap", data={"login": "0999999999", "password": "sai-mat-khau"})
    assert "The login name or password is not correct." in reply.text
    with app.test_request_context():
        assert duration(483_250) == "8 phút 03,250 giây"
        with force_locale("en"):
            assert duration(483_250) == "8 min 03.250 s"
