"""Files have addresses that change with their content; they and the pages travel compressed where that is taken."""

import gzip
import re

import pytest
from flask import url_for

from contest.settings import ROOT

GZIP = {"Accept-Encoding": "gzip, br"}
THEME = (ROOT / "static" / "quiz.css").read_bytes()


@pytest.fixture
def theme(app):
    with app.test_request_context("/"):
        return url_for("static", filename="quiz.css")


def test_a_page_names_its_files_by_content_and_browsers_may_keep_them_for_a_year(client):
    addresses = re.findall(r'(?:href|src)="(/(?:static|bootstrap)[^"]+)"', client.get("/").text)
    assert len(addresses) > 3
    for address in addresses:
        reply = client.get(address)
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
        assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=000000000000", "?v="])
def test_without_its_version_a_file_is_asked_for_again(client, theme, query):
    reply = client.get(theme.partition("?")[0] + query)
    assert (reply.status_code, reply.headers["Cache-Control"], reply.data) == (200, "no-cache", THEME)


def test_a_file_unchanged_is_not_sent_again(client, theme):
    for headers in ({}, GZIP):
        etag = client.get(theme, headers=headers).headers["ETag"]
        again = client.get(theme, headers={**headers, "If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")


def test_a_file_travels_compressed_only_where_that_is_taken(client, theme):
    plain, small = client.get(theme), client.get(theme, headers=GZIP)
    assert plain.data == THEME
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == THEME
    assert plain.headers["ETag"] != small.headers["ETag"]
    assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"
    assert small.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_outside_the_folders_is_served(client):
    for path in ("/static/../wsgi.py", "/static/%2e%2e/wsgi.py", "/static//etc/passwd", "/static/", "/static/no.css"):
        assert client.get(path).status_code in {404, 308}


def test_asking_for_the_head_sends_no_body(client, theme):
    reply = client.head(theme)
    assert (reply.status_code, reply.data, reply.headers["Content-Length"]) == (200, b"", str(len(THEME)))


def test_a_page_travels_compressed_only_where_that_is_taken(client):
    plain, small = client.get("/dang-nhap"), client.get("/dang-nhap", headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "<h1" in gzip.decompress(small.data).decode()
    assert int(small.headers["Content-Length"]) == len(small.data)
    assert {"Accept-Encoding", "Cookie"} <= set(small.vary) & set(plain.vary) | {"Cookie"}


def test_a_page_that_repeats_what_an_address_says_is_not_compressed(client):
    assert "Content-Encoding" not in client.get("/dang-nhap?next=/x", headers=GZIP).headers


def test_small_answers_and_refusals_stay_as_they_are(client):
    assert "Content-Encoding" not in client.get("/healthz", headers=GZIP).headers
    assert "Content-Encoding" not in client.get("/khong-co", headers=GZIP).headers


def test_fonts_are_named_by_content_too(client):
    style = client.get("/static/theme.css").text
    fonts = re.findall(r'url\("(fonts/[^"]+)"\)', style)
    assert len(fonts) == 2
    for font in fonts:
        reply = client.get(f"/static/{font}")
        assert reply.data.startswith(b"wOF2")
        assert "immutable" in reply.headers["Cache-Control"]
