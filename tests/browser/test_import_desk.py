"""The import desk in a browser: a Word file uploaded, corrected, imported, taken back and imported again."""

import io
import re

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.live import Site, log_in
from tests.browser.pages import facts, furnish

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def word_file() -> dict[str, object]:
    """Two questions with bold keys, one without any key."""
    document = docx.Document()
    for stem, key in (("Sách xanh là gì?", 1), ("Nộp hồ sơ qua mạng ở cổng nào?", 0), ("Câu này quên đáp án?", None)):
        document.add_paragraph(f"Câu {len(document.paragraphs) // 4 + 1}. {stem}")
        for n, option in enumerate(("Phương án một", "Phương án hai", "Phương án ba")):
            document.add_paragraph().add_run(f"{'ABC'[n]}. {option}").bold = n == key
    made = io.BytesIO()
    document.save(made)
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "de-cuong.docx", "mimeType": media_type, "buffer": made.getvalue()}


def upload(page: Page, bank: int, file: dict[str, object]) -> None:
    page.goto(f"/ban-to-chuc/ngan-hang/{bank}/nhap")
    page.get_by_label("Tệp câu hỏi").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem trước: de-cuong.docx")


def is_sound(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_word_file_is_corrected_imported_taken_back_and_imported_again(site: Site, open_page: Open):
    author = furnish(site)["author"]
    bank, file = facts(site)["bank"], word_file()
    page = open_page(site)
    log_in(page, author.login, author.password)

    upload(page, bank, file)
    is_sound(page)
    faulty = page.locator(".line-faulty")
    expect(faulty).to_have_count(1)
    faulty.get_by_role("button", name=re.compile("^Sửa")).click()
    page.get_by_role("checkbox", name=re.compile("C$")).check()
    is_sound(page)
    page.get_by_role("button", name="Lưu câu này").click()
    expect(page.locator(".line-faulty")).to_have_count(0)

    page.get_by_text("Đặt lĩnh vực, mức độ, căn cứ cho nhiều câu").click()
    page.get_by_label("Đặt lĩnh vực").fill("Dịch vụ công")
    page.get_by_role("button", name="Đặt cho các câu đã chọn").click()
    expect(page.locator(".alert-success")).to_contain_text("Đã đặt cho 3 câu")

    page.get_by_role("button", name="Ghi các câu đã chọn").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhập: de-cuong.docx")
    page.get_by_role("button", name="Hoàn tác lần nhập này").click()
    expect(page.locator(".alert-success")).to_contain_text("3 câu")

    upload(page, bank, file)
    expect(page.get_by_text("Chính tệp này đã được")).to_have_count(0)
    page.get_by_role("button", name="Ghi các câu đã chọn").first.click()
    expect(page.locator("dl.facts")).to_contain_text("Câu mới2")
