"""Ways into a contest: the poster is the organisers', the code on the screen of the hall is everybody's."""

import pytest

from contest.documents.poster import qr_svg
from tests.support.contests import make_banks, make_contest, rounds


@pytest.fixture
def contest(cast):
    make_banks(cast)
    return make_contest(cast, announced=True)


def test_an_organiser_prints_a_poster_of_one_page(as_, contest):
    reply = as_("dung").get(f"/ban-to-chuc/cuoc-thi/{contest.id}/ap-phich.pdf")
    assert reply.mimetype == "application/pdf"
    assert reply.data.startswith(b"%PDF")
    assert b"/Type/Pages/Count 1/" in reply.data


@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 403), ("lan", 403)])
def test_nobody_else_prints_it(as_, contest, who, status):
    assert as_(who).get(f"/ban-to-chuc/cuoc-thi/{contest.id}/ap-phich.pdf").status_code == status


def test_anyone_sees_the_code_of_a_round_with_its_address_in_letters(as_, contest):
    row = rounds(contest)[0]
    page = as_("giang").get(f"/cuoc-thi/{contest.slug}/dot/{row.number}/ma-qr").text
    assert "<svg" in page
    assert f"localhost/thi/{row.id}" in page


def test_a_round_that_does_not_exist_has_no_code(as_, contest):
    assert as_("giang").get(f"/cuoc-thi/{contest.slug}/dot/99/ma-qr").status_code == 404


def test_another_address_gives_another_code():
    assert qr_svg("https://a.example/thi/1") != qr_svg("https://a.example/thi/2")
