"""What staff do on their pages to bring a contest about."""

import re

from playwright.sync_api import Page, expect

from contest.settings import ROOT

BANKS = ROOT / "question_banks"


def said(page: Page, text: str) -> None:
    """The page reports success with these words."""
    expect(page.locator(".alert-success")).to_contain_text(text)


def pick_unit(page: Page, label: str, typed: str, name: str) -> None:
    """Type a part of the name into a unit field and choose from what it offers."""
    field = page.get_by_role("combobox", name=label)
    field.fill("")
    field.press_sequentially(typed)
    page.get_by_role("option", name=re.compile(f"^{name}")).first.click()
    expect(field).to_have_value(name)


def import_units(page: Page) -> None:
    page.goto("/ban-to-chuc")
    page.get_by_role("link", name="Đơn vị", exact=True).click()
    page.get_by_role("link", name="Nhập từ Excel, CSV").click()
    page.get_by_label("Tệp Excel (.xlsx) hoặc CSV").set_input_files(BANKS / "don-vi-tinh-binh-minh.csv")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem trước: don-vi-tinh-binh-minh.csv")
    page.get_by_role("button", name=re.compile(r"Ghi \d+ dòng")).click()
    said(page, "đơn vị mới")


def import_people(page: Page, rows: list[tuple[str, ...]]) -> None:
    """Rows of (name, phone, unit code)."""
    lines = ["Họ và tên,Số điện thoại,Mã đơn vị,Đối tượng", *(",".join((*row, "Cán bộ")) for row in rows)]
    file = {"name": "can-bo.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    page.goto("/ban-to-chuc/thi-sinh")
    page.get_by_role("link", name="Nhập danh sách từ Excel, CSV").click()
    page.get_by_label("Tệp Excel (.xlsx) hoặc CSV").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name=f"Ghi {len(rows)} dòng").click()
    said(page, f"Đã ghi {len(rows)} dòng")


def print_slips(page: Page) -> dict[str, str]:
    """The activation codes that the slips of the whole province carry, by name."""
    page.goto("/ban-to-chuc/thi-sinh/phieu")
    pick_unit(page, "Đơn vị", "tinh binh minh", "Tỉnh Bình Minh")
    page.get_by_role("button", name="Cấp mã và mở trang in").click()
    expect(page.get_by_role("heading", name="Phiếu kích hoạt")).to_be_visible()
    slips = page.locator(".slip")
    return {
        slip.locator("strong").first.inner_text(): slip.locator(".code").inner_text()
        for slip in (slips.nth(n) for n in range(slips.count()))
    }


def activate(page: Page, code: str, password: str) -> None:
    page.goto("/kich-hoat")
    page.get_by_label("Mã trên phiếu").fill(code)
    page.get_by_label("Mật khẩu mới", exact=False).first.fill(password)
    page.get_by_label("Nhập lại mật khẩu mới").fill(password)
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()
    said(page, "Tài khoản đã sẵn sàng")


def appoint(page: Page, name: str, role: str) -> None:
    """Give a role over the whole province."""
    page.goto("/ban-to-chuc/thi-sinh")
    page.get_by_role("link", name=name).click()
    page.get_by_role("combobox", name="Vai trò", exact=True).select_option(label=role)
    pick_unit(page, "Trong đơn vị", "binh minh", "Tỉnh Bình Minh")
    page.get_by_role("button", name="Giao vai trò").click()
    expect(page.get_by_role("button", name=f"Thu hồi vai trò {role}")).to_be_visible()


def create_bank(page: Page, name: str, code: str) -> None:
    page.goto("/ban-to-chuc/ngan-hang")
    page.get_by_role("link", name="Thêm ngân hàng").click()
    page.get_by_label("Tên ngân hàng").fill(name)
    page.get_by_label("Mã ngân hàng").fill(code)
    pick_unit(page, "Đơn vị quản lý", "tinh binh", "Tỉnh Bình Minh")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def import_bank(page: Page, name: str, file: str) -> None:
    page.goto("/ban-to-chuc/ngan-hang")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Nhập từ", exact=False).first.click()
    page.get_by_label(re.compile("^Tệp")).set_input_files(BANKS / file)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Xem trước: {file}")
    page.get_by_role("button", name="Ghi các câu đã chọn").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Đã nhập: {file}")


def appraise_all(page: Page, bank: str) -> None:
    """A page of drafts at a time, each page by its one tick for all."""
    page.goto("/ban-to-chuc/ngan-hang")
    page.get_by_role("link", name=bank).click()
    page.get_by_label("Trạng thái").select_option(label="Dự thảo")
    page.get_by_role("button", name="Tìm").click()
    while page.get_by_role("table").get_by_role("link").count():
        page.get_by_label("tất cả").check()
        page.get_by_role("button", name="Thẩm định các câu đã chọn").click()
        said(page, "Đã thẩm định")


def create_contest(page: Page, name: str, preset: str, banks: tuple[str, str]) -> None:
    """`banks`: for officials and for citizens, by name and code as offered."""
    page.goto("/ban-to-chuc/cuoc-thi")
    page.get_by_role("link", name="Tạo cuộc thi đầu tiên").click()
    page.get_by_label("Tên cuộc thi").fill(name)
    page.get_by_label("Đơn vị tổ chức").select_option(label="Tỉnh Bình Minh")
    page.get_by_role("radio", name=preset).check()
    page.get_by_label("Ngân hàng cho cán bộ, công chức, viên chức").select_option(label=banks[0])
    page.get_by_label("Ngân hàng cho người dân, doanh nghiệp, học sinh").select_option(label=banks[1])
    page.get_by_role("button", name="Tạo cuộc thi").click()
    said(page, "Đã tạo cuộc thi")
