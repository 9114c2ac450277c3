"""`flask --app wsgi bank …`: check files, fill a bank, write a bank out."""

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from contest import clock
from contest.formats import FORMATS, read_bank
from contest.formats.confined import HeadingsUnknown, memory_limited, read_confined
from contest.formats.reading import Reading
from contest.formats.telling import placed, told
from contest.rules.days import vietnam_day
from contest.rules.item_checks import checks
from contest.rules.item_types import playable
from contest.rules.refusals import Refused
from contest.services import banks, importing
from contest.services.import_reading import limits_of
from contest.settings import Settings
from contest.wording import label, say

_WRITABLE = [name for name, module in FORMATS.items() if hasattr(module, "write")]
_PICTURE = re.compile(r"\[\[hình:[0-9a-f]{16}\]\]")
bank = AppGroup("bank", help="Question banks: check files, import, export.")


@bank.command("check", with_appcontext=False)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a file.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Say what an import of FILES would understand. Needs no database and no secret."""
    for file in files:
        verdict = examine(file, vietnam_day(clock.now_ms()))
        if as_json:
            click.echo(json.dumps(verdict, ensure_ascii=False))
            continue
        click.echo(f"{file}: {verdict['outcome']}, {len(verdict['items'])} câu")
        for line in [*(p["message"] for p in verdict["problems"]), *verdict["hints"]]:
            click.echo(f"  {line}")


def examine(file: Path, today: date) -> dict[str, Any]:
    """The verdict on one file: format, outcome ("ok", "ok_with_problems", "refused"), items,
    problems and hints, as plain JSON values."""
    try:
        reading = _read(file.name, file.read_bytes())
    except OSError as error:
        return _refused(file, Refused("unreadable_file", reason=error.strerror or ""))
    except Refused as refusal:
        return _refused(file, refusal)
    items = [
        {
            "type": entry.item.type,
            "stem": _words(entry.item.stem),
            "options": [_words(option) for option in entry.item.options] or list(entry.item.accepted),
            "correct": list(entry.item.key) if entry.item.options else list(range(len(entry.item.accepted))),
            "playable": playable(entry.item.type),
            "where": entry.where,
        }
        for entry in reading.entries
        if entry.usable and entry.item
    ]
    problems = [
        {"code": p.code, "severity": p.severity, "where": entry.where, "message": placed(p, entry.where)}
        for entry in reading.entries
        for p in entry.problems
    ]
    problems += [{"code": p.code, "severity": p.severity, "where": {}, "message": told(p)} for p in reading.problems]
    outcome = "refused" if not items else "ok_with_problems" if problems else "ok"
    return {
        "file": str(file),
        "format": reading.format,
        "outcome": outcome,
        "items": items,
        "problems": problems,
        "hints": _hints(reading, today),
    }


def _read(name: str, content: bytes) -> Reading:
    """Within the installation's limits; here, but for formats whose reader may take the process with it."""
    limits = limits_of(Settings.from_env())
    if name.lower().endswith((".xls", ".ods", ".doc", ".odt", ".rtf")):
        try:
            return read_confined(name, content, limits)
        except HeadingsUnknown as unknown:
            raise unknown.refusal from None
    with memory_limited(limits):
        return read_bank(name, content)


def _words(text: str) -> str:
    """The text without the marks of its pictures."""
    return _PICTURE.sub("", text).strip()


def _refused(file: Path, refusal: Refused) -> dict[str, Any]:
    message = say(refusal.code, **refusal.details)
    problem = {"code": refusal.code, "severity": "error", "where": {}, "message": message}
    extension = file.suffix.lstrip(".").lower()
    return {
        "file": str(file),
        "format": extension,
        "outcome": "refused",
        "items": [],
        "problems": [problem],
        "hints": [],
    }


def _hints(reading: Reading, today: date) -> list[str]:
    """Remarks on the file, then how many items each check of their content concerns."""
    counts = Counter(
        problem.code
        for entry in reading.entries
        if entry.usable and entry.item
        for problem in checks(entry.item, today)
    )
    found = [told(p) for p in reading.hints]
    return found + [
        say("count_of_items", count=count, message=label("item_check", code)) for code, count in counts.most_common()
    ]


@bank.command("import")
@click.argument("code", metavar="BANK")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--trusted", is_flag=True, help="Keep the status, author and appraiser that the file names.")
def import_file(code: str, file: Path, trusted: bool) -> None:
    """Write every valid row of FILE into the bank with code BANK, as drafts."""
    try:
        content = file.read_bytes()
        done = importing.import_items(
            _bank_id(code),
            _read(file.name, content),
            chosen_rows=None,
            author_id=None,
            now_ms=_now_ms(),
            trusted=trusted,
            file_name=file.name,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    except Refused as refusal:
        raise click.ClickException(say(refusal.code, **refusal.details)) from None
    click.echo(say("bank_imported", added=done["added"], changed=done["changed"], skipped=done["skipped"]))


@bank.command("export")
@click.argument("code", metavar="BANK")
@click.option("--format", "format_name", default="xlsx", show_default=True, type=click.Choice(_WRITABLE))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
def export_file(code: str, format_name: str, out: Path) -> None:
    """Write the whole bank with code BANK into a file."""
    try:
        out.write_bytes(banks.export_bank(_bank_id(code), format_name))
    except Refused as refusal:
        raise click.ClickException(say(refusal.code, **refusal.details)) from None
    click.echo(str(out))


def _bank_id(code: str) -> int:
    return banks.bank_of_code(code).id


def _now_ms() -> int:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.now_ms()


def register(app: Flask) -> None:
    app.cli.add_command(bank)
