"""The pictures of the guides in docs/, into docs/hinh/; a part of `make screenshots`.

What contestants do is shown as a phone shows it, the organisers' desk as a screen does. In few colours: the folder
goes with every copy of the project.
"""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page

from contest.settings import ROOT
from tests.browser.competing import answer, hand_in, saved
from tests.browser.conftest import PHONE, Enter
from tests.browser.live import wear
from tests.browser.quiz_room import OFFLINE
from tests.browser.walks import import_questions

FOLDER = ROOT / "docs" / "hinh"
DESK = {"width": 1000, "height": 680}
COLOURS = 96


def picture(page: Page, name: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    wear(page, "light")
    page.evaluate("document.activeElement.blur()")
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def test_on_the_way_to_the_paper(numbers, enter: Enter):
    stranger, contestant = enter(""), enter("contestant")
    for page, path, name in (
        (stranger, "/", "trang-chu"),
        (stranger, "/dang-ky", "dang-ky"),
        (contestant, f"/thi/{numbers['running']}", "vao-thi"),
        (contestant, "/on-tap/cau", "on-tap"),
    ):
        page.goto(path)
        picture(page, name, PHONE)


def test_paper_saved_and_offline_and_the_receipt(numbers, enter: Enter, troubles):
    troubles.expect(OFFLINE)
    page = enter("contestant")
    page.set_viewport_size(PHONE)
    page.goto(f"/thi/{numbers['running']}")
    page.get_by_test_id("start").click()
    page.locator("#paper[data-ready]").wait_for()
    answer(page.locator('[data-position="0"]'))
    page.get_by_test_id("prediction").fill("12")
    saved(page)
    page.evaluate("scrollTo(0, 0)")
    picture(page, "bai-thi", PHONE)
    page.context.set_offline(True)
    answer(page.locator('[data-position="1"]'))
    page.get_by_test_id("offline").wait_for()
    page.locator('[data-position="1"]').scroll_into_view_if_needed()
    picture(page, "ngoai-tuyen", PHONE)
    page.context.set_offline(False)
    saved(page)
    hand_in(page)
    page.locator("#place:not([hidden])").wait_for()
    picture(page, "bien-nhan", PHONE)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/ban-to-chuc", "ban-lam-viec"),
        ("/ban-to-chuc/cuoc-thi/moi", "tao-cuoc-thi"),
        ("/ban-to-chuc/cuoc-thi/{contest}", "quan-ly-cuoc-thi"),
        ("/ban-to-chuc/dot-thi/{running}/theo-doi", "theo-doi"),
        ("/ban-to-chuc/dot-thi/{running}/chua-du-thi", "chua-du-thi"),
        ("/ban-to-chuc/cuoc-thi/dot/{closed}/ket-qua", "ket-qua"),
    ],
)
def test_the_organisers_desk(path: str, name: str, numbers, enter: Enter):
    page = enter("organiser")
    page.goto(path.format(**numbers))
    picture(page, name, DESK)


def test_preview_of_questions(numbers, enter: Enter):
    def look(page: Page, name: str) -> None:
        if name == "xem-truoc-cau-hoi":
            picture(page, "xem-truoc", DESK)

    import_questions(enter("author"), numbers, look)
