"""`flask --app wsgi verify`: are stored results what people's answers make them?"""

import json
from dataclasses import asdict

import click
from flask import Flask
from flask.cli import with_appcontext

from contest.rules.refusals import Refused
from contest.services.verifying import Checked, Difference, verify
from contest.wording import label, say

MOST_SHOWN = 1000  # a broken table must not fill the memory; the count goes on


@click.command("verify")
@click.argument("contest", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def command(contest: str | None, as_json: bool) -> None:
    """Reckon the results of CONTEST (its address name; default: all) again from the raw answers.

    Ends with 1 if anything stored differs, 2 if there is no such contest. Changes nothing; may run
    while people compete.
    """
    checked, shown, count = Checked(), [], 0
    try:
        for difference in verify(contest, checked):
            count += 1
            if count <= MOST_SHOWN:
                shown.append(difference.to_json())
                if not as_json:
                    click.echo(_line(difference))
    except Refused:
        raise click.BadParameter(say("no_such_contest", slug=contest), param_hint="CONTEST") from None
    if as_json:
        click.echo(json.dumps({"checked": asdict(checked), "count": count, "differences": shown}, ensure_ascii=False))
    elif count:
        click.echo(say("verified_differences", count=count))
    else:
        click.echo(say("verified_clean", **asdict(checked)))
    raise SystemExit(1 if count else 0)


def _line(d: Difference) -> str:
    where = {"đợt": d.round, "công bố": d.publication, "người": d.person, "lượt": d.attempt}
    at = ", ".join(f"{name} {value}" for name, value in where.items() if value is not None)
    return f"{d.contest}{', ' if at else ''}{at}: {label('difference', d.kind)}: {d.stored} ≠ {d.found}"


def register(app: Flask) -> None:
    app.cli.add_command(command)
