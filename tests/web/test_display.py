"""Colours and size of letters: chosen by anyone, kept in the browser, never trusted further than the list."""

import pytest


def attributes(page: str) -> str:
    return page[page.index("<html") : page.index(">", page.index("<html"))]


def test_a_first_visit_follows_the_device(as_):
    shown = attributes(as_("giang").get("/").text)
    assert 'data-theme="auto"' in shown
    assert "data-bs-theme" not in shown  # the script asks the device
    assert 'data-size="0"' in shown


@pytest.mark.parametrize(("theme", "bootstrap"), [("light", "light"), ("dark", "dark"), ("contrast", "dark")])
def test_a_chosen_theme_stays(as_, theme, bootstrap):
    visitor = as_("giang")
    visitor.post("/hien-thi", data={"theme": theme})
    shown = attributes(visitor.get("/").text)
    assert f'data-theme="{theme}"' in shown
    assert f'data-bs-theme="{bootstrap}"' in shown


def test_letters_grow_step_by_step_and_no_further_than_the_largest(as_):
    visitor = as_("an")
    for size in ("1", "2", "3", "9"):
        visitor.post("/hien-thi", data={"size": size})
    assert 'data-size="3"' in attributes(visitor.get("/").text)


def test_the_theme_stays_when_only_the_letters_change(as_):
    visitor = as_("giang")
    visitor.post("/hien-thi", data={"theme": "dark"})
    visitor.post("/hien-thi", data={"size": "-1"})
    shown = attributes(visitor.get("/").text)
    assert 'data-theme="dark"' in shown
    assert 'data-size="-1"' in shown


@pytest.mark.parametrize("cookie", ["", "dark", '"><script>.1', "contrast.99", "auto.-1.2"])
def test_a_cookie_of_another_make_is_read_as_far_as_it_is_known(as_, cookie):
    visitor = as_("giang")
    visitor.set_cookie("display", cookie)
    reply = visitor.get("/")
    assert reply.status_code == 200
    assert "<script>.1" not in attributes(reply.text)


def test_it_goes_back_to_the_page_it_came_from_and_never_to_another_site(as_):
    visitor = as_("giang")
    back = visitor.post("/hien-thi", data={"theme": "dark"}, headers={"Referer": "http://localhost/dang-ky"})
    assert back.location == "http://localhost/dang-ky"
    away = visitor.post("/hien-thi", data={"theme": "dark"}, headers={"Referer": "http://evil.example/"})
    assert away.location == "/"


def test_parts_kept_for_all_are_kept_for_each_choice_and_language(as_):
    light, dark = as_("giang"), as_("an")
    dark.post("/hien-thi", data={"theme": "dark"})
    dark.post("/ngon-ngu", data={"language": "en"})
    for _ in range(2):
        first, second = light.get("/dang-nhap").text, dark.get("/huong-dan").text
        assert ("Cỡ chữ" in first, "Size of letters" in first) == (True, False)
        assert ("Cỡ chữ" in second, "Size of letters" in second) == (False, True)
        assert 'value="dark" aria-pressed="false"' in first
        assert 'value="dark" aria-pressed="true"' in second
