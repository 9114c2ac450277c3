"""`flask --app wsgi admin create`: the first account of an installation."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from contest.rules.contact import plain_login
from contest.rules.items import Category
from contest.rules.permissions import Role
from contest.rules.refusals import Refused
from contest.services.passwords import Passwords
from contest.services.rosters import create_person
from contest.wording import say

admin = AppGroup("admin", help="Administrators of the installation.")


@admin.command("create")
@click.option("--name", required=True, help="Full name.")
@click.option("--login", required=True, help="Phone, e-mail or staff code to log in by.")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when not given.")
def create(name: str, login: str, password: str) -> None:
    """Create an administrator."""
    settings = current_app.config["SETTINGS"]
    field, value = plain_login(login)
    try:
        create_person(
            name,
            Category.OFFICIAL,
            None,
            now_ms=settings.now_ms(),
            password=password,
            passwords=Passwords(settings.argon2_time_cost, settings.argon2_memory_kib),
            roles=[(Role.ADMIN, None)],
            **{field: value},  # type: ignore[arg-type]
        )
    except Refused as refusal:
        raise click.ClickException(say(refusal.code, **refusal.details)) from None
    click.echo(f"Đã tạo quản trị viên {name} ({login}).")


def register(app: Flask) -> None:
    app.cli.add_command(admin)
