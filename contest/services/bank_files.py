"""Files made of a bank: the whole bank in a format, exam papers by code with their key sheet."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from contest.formats import FORMATS, WRITABLE
from contest.rules.permissions import Action
from contest.rules.refusals import Refused
from contest.rules.rulesets import BlueprintCell
from contest.services.banks import export_bank, find_bank
from contest.services.exam_papers import exam_papers
from contest.storage import items
from contest.storage.items import ItemFilter

LARGE = 300  # questions in a file; larger ones are made in the background
BANK, PAPERS = "bank", "exam_papers"


def is_large(bank_id: int) -> bool:
    """Is the bank too large to be written while a person waits for the page?"""
    return items.count_items(bank_id, ItemFilter()) > LARGE


@dataclass(frozen=True)
class Wish:
    """A file to be made in the background, as `exporting.request_file` takes it."""

    kind: str
    parameters: dict[str, Any]
    unit_id: int
    title: str


def whole_bank(bank_id: int, format_name: str) -> Wish:
    """Raises Refused("not_found")."""
    bank = find_bank(bank_id)
    if format_name not in WRITABLE:
        raise Refused("not_found")
    return Wish(BANK, {"bank_id": bank.id, "format": format_name}, bank.unit_id, bank.name)


def papers(bank_id: int, asked: Mapping[str, Any]) -> Wish:
    """`asked` are the arguments of `exam_papers`. Raises Refused("not_found")."""
    bank = find_bank(bank_id)
    cells = [cell.model_dump(mode="json") for cell in asked["blueprint"]]
    wish = {**asked, "bank_id": bank.id, "blueprint": cells, "on": asked["on"].isoformat()}
    return Wish(PAPERS, wish, bank.unit_id, bank.name)


def papers_archive(bank_code: str, asked: Mapping[str, Any]) -> bytes:
    """A ZIP of the papers and their key sheet; `asked` are the arguments of `exam_papers`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in exam_papers(bank_code, **asked).items():
            archive.writestr(name, content)
    return made.getvalue()


def bank_file_name(bank_code: str, format_name: str) -> str:
    return f"{bank_code}.{getattr(FORMATS[format_name], 'EXTENSION', format_name)}"


def _bank_made(wish: Mapping[str, Any]) -> tuple[str, bytes]:
    bank = find_bank(wish["bank_id"])
    return bank_file_name(bank.code, wish["format"]), export_bank(bank.id, wish["format"])


def _papers_made(wish: Mapping[str, Any]) -> tuple[str, bytes]:
    bank = find_bank(wish["bank_id"])
    asked = {
        "count": wish["count"],
        "codes": wish["codes"],
        "seed": wish["seed"],
        "blueprint": tuple(BlueprintCell(**cell) for cell in wish["blueprint"]),
        "on": date.fromisoformat(wish["on"]),
    }
    return f"de-thi-{bank.code}.zip", papers_archive(bank.code, asked)


#: kind → (file name, content) of its parameters; and what whoever fetches it must be allowed to do to the bank.
MAKING: dict[str, Callable[[Mapping[str, Any]], tuple[str, bytes]]] = {BANK: _bank_made, PAPERS: _papers_made}
NEEDED = {BANK: Action.VIEW, PAPERS: Action.MANAGE}
