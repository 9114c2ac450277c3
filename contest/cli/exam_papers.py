"""`flask --app wsgi bank papers`: exam papers by code and their key sheet, for printing."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from contest.cli.bank import bank
from contest.rules.days import vietnam_day
from contest.rules.refusals import Refused
from contest.services.exam_papers import exam_papers
from contest.settings import Settings
from contest.wording import say


@click.command("papers")
@click.argument("code", metavar="BANK")
@click.option("--count", type=click.IntRange(1, 200), default=40, show_default=True, help="Questions on a paper.")
@click.option("--codes", type=click.IntRange(1, 99), default=4, show_default=True, help="Number of codes.")
@click.option("--seed", default="1", show_default=True, help="The same seed gives the same papers.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@with_appcontext
def command(code: str, count: int, codes: int, seed: str, out: Path) -> None:
    """Write papers 001, 002 … from the bank with code BANK, and the key sheet, into the folder OUT."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        files = exam_papers(code, count=count, codes=codes, seed=seed, on=vietnam_day(settings.now_ms()))
    except Refused as refusal:
        raise click.ClickException(say(refusal.code, **refusal.details)) from None
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    click.echo(say("papers_written", count=len(files), folder=out))


def register(app: Flask) -> None:
    bank.add_command(command)
