"""Help in place: every page explains itself in two sentences and leads to the place in the guide that says more."""

import re
from urllib.parse import unquote

import pytest

from contest.settings import ROOT
from contest.web.guides import GUIDES, HELP, guide

# Addresses that give no page of their own: data, files, pictures, the screens of a hall, the guides themselves.
NO_PAGE = re.compile(
    r"\.(json|xlsx|docx|pdf|png|js|zip|webmanifest)$|^/(healthz|readyz|metrics|static|bootstrap|api|hinh|huong-dan|sw\.js)"
    r"|/tai-ve$|/tien-do$|/man-hinh$|/thi/gio$|/ngoai-tuyen$|/xuat\.|/the-le$|/mau\."
)


def pages(app) -> set[str]:
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not NO_PAGE.search(rule.rule)
    }


def test_every_page_has_its_help(app):
    assert pages(app) - set(HELP) == set()


def test_no_help_is_kept_for_a_page_that_is_gone(app):
    assert set(HELP) - {rule.endpoint for rule in app.url_map.iter_rules()} == set()


@pytest.mark.parametrize("endpoint", sorted(HELP))
def test_help_is_two_sentences_with_a_place_in_a_guide(endpoint):
    text, name, heading = HELP[endpoint]
    assert text.count(". ") == 1
    assert text.endswith(".")
    assert heading in guide(name).anchors


def test_the_question_mark_of_a_page_leads_there(as_):
    page = as_("giang").get("/dang-ky").text
    assert "Gõ một phần tên" in page or "gõ một phần tên" in page
    assert 'href="/huong-dan/thi-sinh#1-c%C3%B3-t%C3%A0i-kho%E1%BA%A3n"' in page


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_a_page_whose_inner_links_lead_somewhere(as_, name):
    page = as_("giang").get(f"/huong-dan/{name}").text
    assert page.count("<h1") == 1
    ids = set(re.findall(r'<h[1-6] id="([^"]+)"', page))
    assert {unquote(a) for a in re.findall(r'href="#([^"]+)"', page)} - {"main"} <= ids
    for other in re.findall(r'href="(/huong-dan/[^"#]+)', page):
        assert as_("giang").get(other).status_code == 200, other
    for picture in re.findall(r'src="(/huong-dan/hinh/[^"]+)"', page):
        assert as_("giang").get(picture).status_code == 200, picture


def test_only_guides_and_their_pictures_are_served(as_):
    assert as_("giang").get("/huong-dan/khong-co").status_code == 404
    assert as_("giang").get("/huong-dan/hinh/../quan-tri.md").status_code == 404
    assert (ROOT / "docs" / "quan-tri.md").exists()
