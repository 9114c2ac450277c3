"""A result passed on: whoever has the link sees it, nobody can guess one, and what does not count is not shown."""

import pytest

from contest.rules.attempt_tokens import open_share, seal_share, unseal
from contest.rules.refusals import Refused
from contest.services import playing
from contest.storage.db import commit, session
from contest.storage.standings import Standing
from tests.support.cast import MINUTE
from tests.support.rounds import make_round

SECRET = "share-secret"


@pytest.fixture
def secret(app) -> str:
    return app.config["SETTINGS"].secret_key


def handed_in(cast, secret, now, **changes) -> tuple[int, int]:
    round_id = make_round(cast, **changes)
    started = playing.start(cast.people["an"], round_id, now, secret)
    ticket = playing.Ticket(started.id, cast.people["an"])
    playing.submit(ticket, None, now + MINUTE)
    return round_id, started.id


def test_a_stranger_with_the_link_sees_name_score_and_time(as_, cast, secret, now):
    _, attempt = handed_in(cast, secret, now)
    page = as_("giang").get(f"/chia-se/{seal_share(attempt, secret)}").text
    assert cast.person("an").name in page
    assert "1 phút 00,000 giây" in page
    assert "/anh.png" in page


def test_messengers_are_told_of_the_picture_by_its_whole_address(as_, cast, secret, now):
    _, attempt = handed_in(cast, secret, now)
    page = as_("giang").get(f"/chia-se/{seal_share(attempt, secret)}").text
    assert f'property="og:image" content="http://localhost/chia-se/{seal_share(attempt, secret)}/anh.png"' in page
    assert "noindex" in page


def test_the_picture_is_a_png_that_may_be_kept(as_, cast, secret, now):
    _, attempt = handed_in(cast, secret, now)
    picture = as_("giang").get(f"/chia-se/{seal_share(attempt, secret)}/anh.png")
    assert picture.data.startswith(b"\x89PNG")
    assert int.from_bytes(picture.data[16:20]) == 1200
    assert int.from_bytes(picture.data[20:24]) == 630
    assert "public" in picture.headers["Cache-Control"]


@pytest.mark.parametrize("token", ["1", "1.", "1.00", "x.y", "", "0.ffff", "1.é"])
def test_a_guessed_link_leads_nowhere(as_, token):
    assert as_("giang").get(f"/chia-se/{token}").status_code == 404
    with pytest.raises(Refused, match="not_found"):
        open_share(token, SECRET)


def test_the_token_of_a_link_is_not_the_token_of_the_paper(cast, secret, now):
    token = seal_share(7, secret)
    assert open_share(token, secret) == 7
    with pytest.raises(Refused):
        unseal(token, secret)


def test_an_open_attempt_cannot_be_shared(as_, cast, secret, now):
    attempt = playing.start(cast.people["an"], make_round(cast), now, secret).id
    assert as_("giang").get(f"/chia-se/{seal_share(attempt, secret)}").status_code == 404


def test_a_rehearsal_cannot_be_shared(as_, cast, secret, now):
    _, attempt = handed_in(cast, secret, now, rehearsal=True)
    assert as_("giang").get(f"/chia-se/{seal_share(attempt, secret)}").status_code == 404


def test_a_result_that_was_struck_out_is_no_longer_shown(as_, cast, secret, now):
    round_id, attempt = handed_in(cast, secret, now)
    session().query(Standing).filter_by(round_id=round_id).update({"disqualified": True})
    commit()
    assert as_("giang").get(f"/chia-se/{seal_share(attempt, secret)}").status_code == 404


def test_the_owner_finds_the_link_on_the_receipt_and_an_organiser_does_not(as_, cast, secret, now):
    _, attempt = handed_in(cast, secret, now)
    link = f'href="/chia-se/{seal_share(attempt, secret)}"'
    assert link in as_("an").get(f"/thi/luot/{attempt}/bien-nhan").text
    assert link not in as_("dung").get(f"/thi/luot/{attempt}/bien-nhan").text
