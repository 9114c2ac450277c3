"""One search box finds contests, units, people and items, without diacritics and within one's scope."""

import pytest

from tests.support.contests import make_banks, make_contest

FIND = "/ban-to-chuc/tim"


@pytest.fixture
def find(as_, cast):
    make_banks(cast)
    make_contest(cast)
    return lambda who, words: as_(who).get(FIND, query_string={"q": words}).text


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("cai cach", "Hội thi cải cách hành chính"),
        ("PHU loc", "Xã Phú Lộc"),
        ("stp", "Sở Tư pháp"),
        ("binh tran", "Trần Thị Bình"),
        ("0900000002", "Trần Thị Bình"),
    ],
)
def test_words_without_diacritics_in_any_order_or_a_number_find_it(find, words, what):
    assert what in find("dung", words)


def test_items_are_found_by_their_words(find):
    assert "Ngân hàng thử" in find("chi", "medium 3")


def test_an_organiser_finds_what_is_theirs_only(find):
    assert "Trần Thị Bình" in find("lan", "tran")
    for words in ("cai cach", "so tu phap", "nguyen van an", "medium 3"):
        assert "Không thấy gì khớp" in find("lan", words), words


def test_an_author_finds_items_but_nobody_and_no_contest(find):
    for words in ("nguyen van an", "cai cach", "phu loc", "0900000002"):
        assert "Không thấy gì khớp" in find("chi", words), words


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "'; drop", "a " * 200, "\x00"])
def test_odd_words_break_nothing(as_, cast, words):
    assert as_("dung").get(FIND, query_string={"q": words}).status_code in {200, 400}


def test_the_box_stands_on_the_desk(as_):
    assert f'action="{FIND}"' in as_("dung").get("/ban-to-chuc").text


@pytest.mark.parametrize("who", ["an", "giang"])
def test_it_is_no_page_of_contestants(as_, who):
    assert as_(who).get(FIND).status_code in {302, 404}
