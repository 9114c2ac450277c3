"""One person, two devices: what the server acknowledged stays, whoever saved it."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.competing import hand_in, saved
from tests.browser.conftest import DESKTOP, PHONE, Open
from tests.browser.live import Site
from tests.browser.small_round import SmallRound, small_round
from tests.support.rounds import sample_items

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

QUESTIONS = 8
OFFLINE = r"ERR_INTERNET_DISCONNECTED"
STALE = r"status of 409"


def choose(page: Page, position: int, option: int) -> None:
    page.locator(f'[data-position="{position}"] label.choice').nth(option).click()


def chosen(page: Page, position: int, option: int) -> int:
    """The canonical number of the option shown in this place."""
    field = page.locator(f'[data-position="{position}"] input[type=radio]').nth(option)
    return int(field.get_attribute("value") or "")


def acknowledges(response: Response) -> bool:
    return response.url.endswith("/luu") and response.status == 200


@pytest.fixture
def round_(site: Site) -> SmallRound:
    return small_round(site, sample_items(QUESTIONS))


def test_two_devices_never_wipe_each_others_answers(site, round_, open_page: Open, troubles):
    troubles.expect(OFFLINE, STALE)
    phone, desk = open_page(site, PHONE), open_page(site, DESKTOP)
    round_.start(phone)
    round_.start(desk)
    ledger: dict[str, int] = {}  # what the server acknowledged, the newest choice of each question

    def decide(page: Page, position: int, option: int) -> None:
        ledger[str(position)] = chosen(page, position, option)
        choose(page, position, option)

    def answer(page: Page, position: int, option: int) -> None:
        decide(page, position, option)
        for _ in range(150):  # an acknowledgement may be that of an earlier save
            if round_.answers().get("a") == ledger:
                break
            page.wait_for_timeout(100)
        assert round_.answers()["a"] == ledger

    for position, page in enumerate((phone, desk, phone)):
        answer(page, position, position % 4)

    phone.context.set_offline(True)
    before_the_gap = dict(ledger)
    decide(phone, 3, 1)
    decide(phone, 4, 2)
    expect(phone.get_by_test_id("save-state")).to_contain_text("Chưa lưu được")
    assert round_.answers()["a"] == before_the_gap
    with desk.expect_response(acknowledges):
        decide(desk, 5, 3)
        decide(desk, 0, 2)  # the desk changes its mind on what the phone had answered
    with phone.expect_response(acknowledges, timeout=30_000):
        phone.context.set_offline(False)
    saved(phone)
    assert round_.answers()["a"] == ledger
    expect(phone.locator('[data-position="5"] input:checked')).to_have_count(1)  # the merge is shown, too

    desk.reload()
    expect(desk.locator('[data-position="4"] input:checked')).to_have_count(1)
    answer(desk, 6, 0)
    answer(phone, 7, 3)
    phone.get_by_test_id("prediction").fill("10")
    hand_in(phone)
    assert round_.answers()["a"] == ledger
    desk.reload()
    expect(desk).to_have_url(re.compile("bien-nhan"))
