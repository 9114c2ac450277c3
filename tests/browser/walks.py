"""Pages that come only after somebody has done something: each walk does it and stops at what it meets.

`look(page, name)` is what the caller does at each stop: take a picture, run axe. It leaves the page where it was.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import FilePayload, Page

from contest.services import closing
from contest.settings import ROOT
from tests.browser.competing import answer_all, hand_in, saved
from tests.browser.quiz_room import all_saved
from tests.browser.small_round import SmallRound
from tests.support.cast import HOUR

Look = Callable[[Page, str], None]
Numbers = dict[str, int]
BANKS = ROOT / "question_banks"


class Walk(NamedTuple):
    role: str
    go: Callable[[Page, Numbers, Look], None]
    meets: set[str]  # endpoints of the pages it stops at
    often: bool = False  # True: looked at in `make test` too


def compete(page: Page, numbers: Numbers, look: Look) -> None:
    page.goto(f"/thi/{numbers['running']}")
    page.get_by_test_id("start").click()
    page.locator("#paper[data-ready]").wait_for()
    look(page, "bai-thi-moi")
    answer_all(page)
    page.get_by_test_id("prediction").fill("12")
    saved(page)
    look(page, "bai-thi")
    page.get_by_test_id("submit").click()
    page.get_by_test_id("confirm-submit").wait_for()
    look(page, "bai-thi-hoi-nop")
    page.get_by_test_id("stay").click()
    hand_in(page)
    page.locator("#place:not([hidden])").wait_for()
    look(page, "bien-nhan")
    receipt = page.url
    page.get_by_role("link", name="Chia sẻ kết quả").click()
    page.locator("main img").evaluate("picture => { picture.loading = 'eager'; return picture.decode(); }")
    look(page, "chia-se")
    page.goto(receipt)
    page.get_by_role("link", name="Các lượt thi của bạn").click()
    look(page, "cac-luot-thi")
    page.goto(receipt)
    page.get_by_role("link", name="Xem bảng xếp hạng").click()
    page.get_by_text("Hạng của bạn:").wait_for()
    look(page, "bang-ca-nhan-cua-toi")


def practise(page: Page, numbers: Numbers, look: Look) -> None:
    page.goto("/on-tap/cau")
    page.locator("label.choice, label.tick").first.click()
    page.get_by_role("button", name="Kiểm tra").click()
    look(page, "on-tap-tra-loi")
    page.goto("/on-tap")
    look(page, "on-tap-tong-ket")


def ask(page: Page, numbers: Numbers, look: Look) -> None:
    page.goto("/cuoc-thi/hoi-thi-cchc-2026/hoi-dap")
    page.get_by_label("Câu hỏi của bạn").fill("Tôi đã chuyển công tác thì thi theo đơn vị nào?")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    look(page, "hoi-dap-da-gui")


def answer_a_question(page: Page, numbers: Numbers, look: Look) -> None:
    page.goto("/ban-to-chuc/hoi-dap")
    page.locator("main a[href^='/ban-to-chuc/hoi-dap/']").first.click()
    look(page, "tra-loi-cau-hoi")


def announce(page: Page, numbers: Numbers, look: Look) -> None:
    page.goto(f"/ban-to-chuc/cuoc-thi/{numbers['contest']}/thong-bao")
    page.get_by_label("Tiêu đề").fill("Đợt 2 đóng lúc 17 giờ thứ Sáu")
    page.get_by_label("Nội dung").fill("Đề nghị các đơn vị nhắc cán bộ dự thi trước giờ đóng.")
    page.get_by_role("button", name="Đăng ngay").click()
    page.get_by_role("link", name=re.compile("^Sửa, đăng, rút")).first.click()
    look(page, "sua-thong-bao")


def preview_units(page: Page, numbers: Numbers, look: Look) -> None:
    page.goto("/ban-to-chuc/don-vi/nhap")
    page.locator("input[type=file]").set_input_files(BANKS / "don-vi-tinh-binh-minh.csv")
    page.get_by_role("button", name="Xem trước").click()
    look(page, "xem-truoc-don-vi")


def preview_people(page: Page, numbers: Numbers, look: Look) -> None:
    lines = [
        "Họ và tên,Số điện thoại,Mã đơn vị,Đối tượng",
        "Lý Thị Hạnh,0911000001,SNV,Cán bộ",
        "Đinh Công Tráng,09110,STP,Cán bộ",
        "Mai Xuân Thưởng,0911000003,KHONGCO,Cán bộ",
    ]
    page.goto("/ban-to-chuc/thi-sinh/nhap")
    file = FilePayload(name="can-bo-so-noi-vu.csv", mimeType="text/csv", buffer="\n".join(lines).encode())
    page.get_by_label("Tệp Excel (.xlsx) hoặc CSV").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    look(page, "xem-truoc-thi-sinh")


def import_questions(page: Page, numbers: Numbers, look: Look) -> None:
    address = f"/ban-to-chuc/ngan-hang/{numbers['bank']}/nhap"
    page.goto(address)
    unknown = "ABC;XYZ;U;V\nSách xanh là gì;Một;Hai;A\nMột cửa là gì;Một;Hai;B\n"
    strange = FilePayload(name="khong-ro-cot.csv", mimeType="text/csv", buffer=unknown.encode())
    page.locator("input[type=file]").set_input_files(strange)
    page.get_by_role("button", name="Xem trước").click()
    look(page, "chi-ra-cot")
    page.goto(address)
    page.locator("input[type=file]").set_input_files(BANKS / "ngan-hang-mau.csv")
    page.get_by_role("button", name="Xem trước").click()
    look(page, "xem-truoc-cau-hoi")
    page.get_by_role("button", name="Ghi các câu đã chọn").first.click()
    look(page, "da-nhap-cau-hoi")
    page.goto(f"{address}/lich-su")
    look(page, "lich-su-nhap-co")


def key_a_sheet(page: Page, numbers: Numbers, look: Look) -> None:
    pages = f"/ban-to-chuc/dot-thi/{numbers['running']}"
    page.goto(f"{pages}/de-giay")
    page.get_by_role("button", name="Lập đề và tạo tệp").click()
    look(page, "tep-xuat-dang-cho")
    page.goto(f"{pages}/de-giay")
    code = page.locator("main dd").first.inner_text().partition(",")[0]
    page.goto(f"{pages}/bai-giay?tim=vũ thanh hoa")
    page.locator("main a[href*='/bai-giay/nhap/']").first.click()
    look(page, "nhap-bai-giay")
    page.get_by_label("Mã đề ghi trên bài").fill(code)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Giờ nộp bài ghi trên giấy").fill("2026-11-22T10:00")
    page.get_by_label("Số phút đã làm bài").fill("12")
    look(page, "go-bai-giay")
    page.get_by_role("button", name="Lưu bài này").click()
    page.locator("main tbody th a").first.click()
    look(page, "to-bai-giay")


def keep_a_kiosk(page: Page, numbers: Numbers, look: Look) -> None:
    """Last of all in its browser: the desk is out of reach afterwards."""
    page.goto(f"/ban-to-chuc/dot-thi/{numbers['running']}/quay")
    look(page, "mo-quay")
    page.get_by_role("button", name="Mở quầy thi trên máy này").click()
    page.locator("[data-kiosk-start][data-forgotten]").wait_for()
    look(page, "quay")
    for name in ("dang-nhap", "dang-ky", "ma", "dong"):
        page.goto(f"/quay/{name}")
        look(page, f"quay-{name}")


def review(page: Page, round_: SmallRound, look: Look) -> None:
    """Hand a paper in and come back for its right answers once the round has closed."""
    round_.start(page)
    page.locator("label.choice").first.click()
    all_saved(page)
    hand_in(page)
    receipt = page.url
    look(page, "bien-nhan-khong-du-doan")
    round_.site.clock.move_to(round_.site.clock.now_ms() + 3 * HOUR)
    with round_.site.app.app_context():
        closing.close_round(round_.id, round_.cast.people["dung"], round_.site.clock.now_ms())
    page.goto(receipt)
    page.get_by_role("link", name="Xem đáp án và giải thích").click()
    look(page, "xem-dap-an")


WALKS = (
    Walk(
        "contestant",
        compete,
        {"attempts.paper", "attempts.receipt", "attempts.mine", "sharing.result", "boards.round_board"},
        often=True,
    ),
    Walk("contestant", practise, {"practice.verdict", "practice.show"}),
    Walk("contestant", ask, {"inquiries.show"}),
    Walk("organiser", answer_a_question, {"inquiries.manage"}),
    Walk("organiser", announce, {"announcements.edit"}),
    Walk("organiser", preview_units, {"unit_import.preview"}, often=True),
    Walk("organiser", preview_people, {"roster_import.preview"}),
    Walk(
        "author",
        import_questions,
        {"import_columns.explain", "bank_preview.show", "bank_import.result", "import_history.show"},
        often=True,
    ),
    Walk("organiser", key_a_sheet, {"exports.index", "paper_entries.key", "paper_entries.sheet"}),
    Walk(
        "organiser",
        keep_a_kiosk,
        {"kiosk.open_here", "kiosk.start", "kiosk.login", "kiosk.register", "kiosk.activate", "kiosk.close"},
    ),
)
