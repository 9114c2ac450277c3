"""`flask --app wsgi demo prepare`: what `make run` does before it serves."""

import json
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from contest.services import demo
from contest.services.passwords import Passwords
from contest.settings import ROOT, Settings
from contest.wording import label

group = AppGroup("demo", help="The demonstration contest.")


@group.command("prepare")
@click.option("--url", required=True, help="Where the site will answer, for demo.json.")
def prepare(url: str) -> None:
    """Fill an empty installation with the demonstration and print its accounts.

    Run again it changes no data; demo.json follows the address and the round that is open.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.demo:
        raise click.ClickException("CONTEST_DEMO=1 is not set: this installation is not a demonstration")
    file = settings.instance_path / "demo.json"
    accounts = json.loads(file.read_text())["accounts"] if file.exists() else []
    if demo.is_empty():
        passwords = Passwords(settings.argon2_time_cost, settings.argon2_memory_kib)
        made = demo.prepare(ROOT / "question_banks", passwords, settings.now_ms())
        accounts = [
            {"role": a.role, "login": a.login, "password": a.password, "unit": a.unit, "name": a.name} for a in made
        ]
    slug, round_id = demo.open_round(settings.now_ms()) or ("", None)
    _write(file, {"url": url, "accounts": accounts, "contest": slug, "round": round_id})
    for account in accounts:
        click.echo(
            f"{label('role', account['role']):18} {account['login']:12} {account['password']:16} "
            f"{account['name']}{', ' + account['unit'] if account['unit'] else ''}"
        )


def _write(file: Path, value: dict[str, object]) -> None:
    file.touch(mode=0o600)
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def register(app: Flask) -> None:
    app.cli.add_command(group)
