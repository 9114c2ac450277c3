"""One contest, whole, through the pages alone: from an empty installation to the lists for commendation."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from contest.formats.tables import read_sheets
from contest.services.simulating import simulate
from contest.storage.contests import contest_by_slug, rounds_of
from tests.browser import organising
from tests.browser.competing import answer_all, hand_in, saved
from tests.browser.conftest import PHONE, Open
from tests.browser.live import MINUTE, Site, log_in
from tests.support.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADMIN = "0911000000"
STAFF = [("Nguyễn Thị Chi", "Người ra đề"), ("Trần Hải Yến", "Người thẩm định"), ("Lê Tiến Dũng", "Ban Tổ chức")]
ROSTER = [
    ("Nguyễn Thị Chi", "0911000001", "SNV"),
    ("Trần Hải Yến", "0911000002", "SNV"),
    ("Lê Tiến Dũng", "0911000003", "SNV"),
    ("Nguyễn Văn An", "0911000004", "XP-ANHOA"),
]
CITIZEN = "0911000005"
BANKS = {
    "ngan-hang-cbccvc.csv": ("Câu hỏi cho cán bộ", "cbccvc"),
    "ngan-hang-nguoi-dan.csv": ("Câu hỏi cho dân", "dan"),
}
CONTEST = "Hội thi cải cách hành chính tỉnh Bình Minh"
SLUG = "hoi-thi-cai-cach-hanh-chinh-tinh-binh-minh"


def test_from_an_empty_installation_to_the_lists_for_commendation(site: Site, open_page: Open, tmp_path: Path):
    appoint_staff(site, open_page)
    fill_banks(site, open_page)
    organiser = open_page(site)
    log_in(organiser, "0911000003")
    announce(organiser)
    citizen = open_page(site, PHONE)
    register(citizen)
    site.clock.move_to(first_round(site).opens_ms + MINUTE)
    log_in(citizen, CITIZEN)  # days later: nobody is still logged in
    take_the_quiz(citizen)
    see_the_boards(site, citizen)
    site.clock.move_to(first_round(site).closes_ms + 5 * MINUTE)
    log_in(organiser, "0911000003")
    publish(organiser)
    see_public_results(open_page(site))
    check_lists(organiser, tmp_path)


def first_round(site: Site):
    with site.app.app_context():
        return rounds_of([contest_by_slug(SLUG).id])[0]


def appoint_staff(site: Site, open_page: Open) -> None:
    command = ["admin", "create", "--name", "Đỗ Minh Quân", "--login", ADMIN, "--password", PASSWORD]
    assert site.app.test_cli_runner().invoke(args=command).exit_code == 0
    admin = open_page(site)
    log_in(admin, ADMIN)
    organising.import_units(admin)
    organising.import_people(admin, ROSTER)
    codes = organising.print_slips(admin)
    assert codes.keys() == {name for name, _, _ in ROSTER}
    for name, _ in (*STAFF, ("Nguyễn Văn An", "")):
        organising.activate(open_page(site), codes[name], PASSWORD)
    for name, role in STAFF:
        organising.appoint(admin, name, role)


def fill_banks(site: Site, open_page: Open) -> None:
    organiser, author, appraiser = open_page(site), open_page(site), open_page(site)
    log_in(organiser, "0911000003")
    log_in(author, "0911000001")
    log_in(appraiser, "0911000002")
    for file, (name, code) in BANKS.items():
        organising.create_bank(organiser, name, code)
        organising.import_bank(author, name, file)
        organising.appraise_all(appraiser, name)


def announce(page: Page) -> None:
    offered = tuple(f"{name} ({code})" for name, code in BANKS.values())
    organising.create_contest(page, CONTEST, "Thành phố Huế 2025 (4 tuần, 15 câu, hai bảng thi)", offered)
    page.get_by_role("link", name="Xem thể lệ").click()
    regulation = page.locator(".regulation")
    expect(regulation).to_contain_text("Điều 1.")
    expect(regulation).to_contain_text("15 câu")
    page.go_back()
    page.get_by_role("button", name="Công bố").click()
    organising.said(page, "Đã công bố")


def register(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Đăng ký dự thi").click()
    page.get_by_label("Họ và tên").fill("Phạm Thị Giang")
    page.get_by_label("Người dân").check()
    organising.pick_unit(page, "Đơn vị", "phuong an hoa", "Phường An Hòa")
    page.get_by_label("Số điện thoại").fill(CITIZEN)
    page.get_by_label("Mật khẩu", exact=False).first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng ký").click()
    organising.said(page, "Đã tạo tài khoản")


def take_the_quiz(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Vào thi")).first.click()
    page.get_by_test_id("start").click()
    assert answer_all(page) == 15
    page.locator("[data-position]").first.get_by_text("Đánh dấu để xem lại").click()
    page.get_by_test_id("prediction").fill("120")
    saved(page)
    hand_in(page)
    expect(page.get_by_test_id("answered")).to_have_text("15 trong 15 câu")
    expect(page.get_by_test_id("receipt-code")).to_have_text(re.compile(r"\S{6,}"))


def see_the_boards(site: Site, page: Page) -> None:
    page.get_by_role("link", name="Xem bảng xếp hạng").click()
    mine = page.locator("section", has=page.get_by_role("heading", name="Vị trí của bạn"))
    expect(mine).to_contain_text(re.compile(r"Hạng của bạn:\s*1"))
    site.clock.move_to(site.clock.now_ms() + 120 * MINUTE)
    with site.app.app_context():
        simulate(first_round(site).id, people=150, seed=7, now_ms=site.clock.now_ms())
    site.clock.move_to(site.clock.now_ms() + MINUTE)
    page.reload()
    expect(mine).to_contain_text(re.compile(r"Xếp trên nhờ \S+"))
    expect(mine.get_by_role("row", name="Phạm Thị Giang")).to_contain_text("Bạn")
    page.get_by_role("link", name="Đơn vị", exact=True).click()
    units = page.get_by_role("table", name="Khối sở, ban, ngành")
    expect(units.get_by_role("row", name="Sở Nội vụ")).to_contain_text("người dự thi")


def publish(page: Page) -> None:
    page.goto("/ban-to-chuc")
    page.get_by_role("link", name=re.compile("^Chốt kết quả")).click()
    page.get_by_role("button", name="Chốt kết quả").click()
    organising.said(page, "Đã chốt kết quả")
    page.get_by_role("button", name="Công bố kết quả tạm thời").click()
    organising.said(page, "công bố số 1")
    page.get_by_label("Tôi xác nhận kết quả đã được Ban Tổ chức thống nhất.").check()
    page.get_by_role("button", name="Công bố kết quả chính thức").click()
    organising.said(page, "công bố số 2")


def see_public_results(page: Page) -> None:
    page.goto(f"/cuoc-thi/{SLUG}")
    page.get_by_role("link", name=re.compile("^Kết quả")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kết quả chính thức")
    expect(page.get_by_role("table", name=re.compile("^Giải cá nhân – ")).first).to_contain_text("giải Nhất")
    expect(page.locator("#danh-sach")).not_to_contain_text("0911")


def check_lists(page: Page, folder: Path) -> None:
    wanted = {
        "Danh sách kết quả": ("Họ và tên", "Điểm", "Hạng"),
        "Danh sách đề nghị khen thưởng": ("Họ và tên",),
    }
    for kind, headings in wanted.items():
        page.goto("/ban-to-chuc")
        page.goto(page.get_by_role("link", name="Cuộc thi", exact=True).last.get_attribute("href"))
        page.get_by_role("link", name=CONTEST).click()
        page.get_by_role("link", name=re.compile("^Xem kết quả, xuất danh sách")).click()
        page.get_by_role("button", name=kind).click()
        organising.said(page, "Đã nhận yêu cầu")
        with page.expect_download() as coming:
            page.get_by_role("row", name=kind).get_by_role("link", name="Tải về").click()
        file = folder / coming.value.suggested_filename
        coming.value.save_as(file)
        cells = [
            cell for sheet in read_sheets(file.name, file.read_bytes()) for row in sheet.rows for cell in row.cells
        ]
        assert set(headings) <= set(cells)
        phones = {phone for _, phone, _ in ROSTER} | {CITIZEN, ADMIN}
        assert not [cell for cell in cells if any(phone[1:] in cell for phone in phones)]
