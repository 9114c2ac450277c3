"""`flask --app wsgi simulate`: fill a round by a seeded model."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from contest.rules.refusals import Refused
from contest.services.simulating import simulate
from contest.settings import Settings
from contest.wording import say


@click.command("simulate")
@click.argument("round_id", metavar="ROUND", type=int)
@click.option("--people", type=click.IntRange(1, 2_000_000), default=1000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same round.")
@click.option("--perfect", type=click.FloatRange(0, 1), default=0.6, show_default=True, help="Share of perfect papers.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object.")
@with_appcontext
def command(round_id: int, people: int, seed: int, perfect: float, as_json: bool) -> None:
    """Add PEOPLE simulated entrants to the round with this id."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        done = simulate(round_id, people=people, seed=seed, perfect_share=perfect, now_ms=settings.now_ms())
    except Refused as refusal:
        raise click.ClickException(say(refusal.code, **refusal.details)) from None
    if as_json:
        click.echo(done.to_json())
    else:
        click.echo(f"{done.people} người, {done.all_correct} bài đúng tất cả, {done.units} đơn vị")


def register(app: Flask) -> None:
    app.cli.add_command(command)
