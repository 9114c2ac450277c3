"""What a person does on the paper, by pointer."""

import re

from playwright.sync_api import Locator, Page, expect


def answer(question: Locator) -> None:
    """Any answer that fits the question's kind."""
    kind = question.locator("[data-response]").get_attribute("data-response")
    if kind in {"one", "many"}:
        question.locator("label.choice").first.click()
    elif kind == "marks":
        for row in question.locator("tbody tr").all():
            row.locator("label.tick").first.click()
    else:
        question.get_by_label("Câu trả lời ngắn của bạn").fill("một cửa")


def answer_all(page: Page) -> int:
    page.locator("[data-position]").first.wait_for()
    questions = page.locator("[data-position]").all()
    for question in questions:
        answer(question)
    return len(questions)


def saved(page: Page) -> None:
    """The page says when it was saved, and nothing waits."""
    expect(page.get_by_test_id("save-state")).to_contain_text(re.compile(r"Đã lưu lúc \d\d:\d\d:\d\d"))


def hand_in(page: Page) -> None:
    page.get_by_test_id("submit").click()
    page.get_by_test_id("confirm-submit").click()
    expect(page.get_by_role("heading", level=1, name="Biên nhận bài thi")).to_be_visible()
