"""Exam papers for printing: one Word file for each code, without keys, and one sheet with all keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contest.rules.item_types.choice import LETTERS
from contest.rules.items import Item
from contest.wording import say

if TYPE_CHECKING:
    from docx.document import Document

EXTENSION = "docx"
_SHORT = 24  # characters: four such options fit on one line


@dataclass(frozen=True)
class Question:
    """An item on a paper: the n-th option shown is the item's option `permutation[n]`."""

    item: Item
    permutation: tuple[int, ...]

    @property
    def key(self) -> str:
        """What the key sheet says: letters as they are shown, Đ/S for statements, or the answer."""
        if self.item.type == "true_false_cluster":
            return " ".join("Đ" if n in self.item.key else "S" for n in self.permutation)
        if self.item.accepted:
            return " | ".join(self.item.accepted)
        return ", ".join(LETTERS[shown] for shown, n in enumerate(self.permutation) if n in self.item.key)


@dataclass(frozen=True)
class Paper:
    code: str
    questions: tuple[Question, ...]


def write(title: str, papers: Sequence[Paper], asked: Sequence[str] = ()) -> dict[str, bytes]:
    """File name → content: every paper and the key sheet. `asked`: lines to fill in after the questions."""
    files = {f"de-{paper.code}.docx": write_paper(title, paper, asked) for paper in papers}
    return files | {"dap-an.docx": write_key_sheet(title, papers)}


def write_paper(title: str, paper: Paper, asked: Sequence[str] = ()) -> bytes:
    """A4, pages numbered; a question's lines stay together."""
    from contest.word_pages import a4_document, centred, number_pages, saved  # loads lxml: only where it is needed

    document = a4_document()
    centred(document, title)
    centred(document, say("paper_code", number=paper.code))
    document.add_paragraph(say("paper_name_line"))
    document.add_paragraph(say("paper_count", count=len(paper.questions)))
    for number, question in enumerate(paper.questions, 1):
        _write_question(document, number, question)
    for line in asked:
        document.add_paragraph(line)
    centred(document, say("paper_end"))
    number_pages(document, say("paper_page", number=paper.code))
    return saved(document)


def _write_question(document: "Document", number: int, question: Question) -> None:
    from docx.shared import Cm

    from contest.word_pages import write_text

    pictures = {picture.mark: picture for picture in question.item.pictures}
    stem = document.add_paragraph()
    stem.paragraph_format.keep_with_next = True
    stem.add_run(say("paper_question", number=number)).bold = True
    write_text(stem, f" {question.item.stem}", pictures)
    lines = _option_lines(question) or [say("paper_answer_line")]
    for n, line in enumerate(lines):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent = Cm(0.75)
        form.keep_with_next = n < len(lines) - 1
        for stop in (4.75, 8.75, 12.75):
            form.tab_stops.add_tab_stop(Cm(stop))
        write_text(paragraph, line, pictures)


def _option_lines(question: Question) -> list[str]:
    """One option a line, or four on one line where they are short."""
    item = question.item
    statements = item.type == "true_false_cluster"
    signs = [f"{letter.lower()})" if statements else f"{letter}." for letter in LETTERS]
    options = [f"{sign} {item.options[n]}" for sign, n in zip(signs, question.permutation, strict=False)]
    short = all(len(option) <= _SHORT and "\n" not in option and "[[" not in option for option in options)
    return ["\t".join(options)] if options and short and len(options) <= 4 and not statements else options


def write_key_sheet(title: str, papers: Sequence[Paper]) -> bytes:
    """One table: a row for each question, a column for each code."""
    from contest.word_pages import a4_document, centred, number_pages, repeat_first_row, saved

    document = a4_document()
    centred(document, title)
    centred(document, say("paper_keys"))
    table = document.add_table(1, 1 + len(papers))
    table.style = "Table Grid"
    heads = [say("paper_question_head"), *(paper.code for paper in papers)]
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for number in range(max((len(paper.questions) for paper in papers), default=0)):
        texts = [str(number + 1), *(paper.questions[number].key for paper in papers)]
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    repeat_first_row(table)
    number_pages(document, say("paper_keys_page"))
    return saved(document)
