"""Every address of the application, walked by everyone: who gets in, and that nothing breaks.

A new route fails here until somebody says for whom it is.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from contest.storage.db import db, session
from tests.support.world import make_world

# Anyone; whoever is logged in; whoever holds a role; organisers of any unit; whoever works on any bank.
PUBLIC = """home.show home.language display.choose guides.index guides.show guides.picture posters.screen
sharing.result sharing.picture account.login account.register account.activate account.logout contests.show
materials.pdf contests.regulation contests.round inquiries.show boards.overall boards.overall_data boards.round_board
boards.round_board_data boards.unit_board boards.unit_board_data boards.screen boards.screen_data results.show
units.search health.alive kiosk.start kiosk.login kiosk.register kiosk.activate kiosk.next_person kiosk.close
attempts.server_time shell.service_worker shell.offline shell.manifest static bootstrap.static"""
LOGGED_IN = """account.show inquiries.ask account.change_password account.claim account.consent attempts.begin
attempts.start attempts.mine boards.my_place boards.my_overall_place practice.show practice.ask"""
STAFF = """desk.show finding.show exports.index rounds.index
rounds.new banks.index banks.create banks.template banks.word_template"""
ORGANISERS = """bulk.people bulk.change_people bulk.undo_people units.index units.create unit_import.choose
unit_import.template people.index people.create roster_import.choose roster_import.template slips.choose
slips.print_slips absences.by_unit drafting.preview kiosk.open_here practice_desk.progress absences.people
absences.file absences.remind absences.progress inquiries.index"""
# The owner's alone: An's paper and what somebody answered in practice, Dũng's uploads; pictures for whoever knows
# their digest.
OWNERS = """attempts.paper attempts.receipt attempts.review unit_import.preview unit_import.write unit_import.errors
roster_import.preview roster_import.write roster_import.errors bank_import.preview bank_import.write
bank_import.result bank_import.errors bank_import.progress bank_preview.show bank_preview.act import_columns.explain
pictures.show practice.verdict"""
# Organisers of the unit that the thing belongs to, and nobody of another unit.
OF_THE_UNIT = """bulk.items bulk.change_items bulk.undo_items posters.poster rounds.contest rounds.announce
rounds.clone rounds.withdraw rounds.edit_contest rounds.add_round rounds.edit rounds.remove rounds.grant rounds.extend
results.manage results.progress results.close results.publish_official results.publish_provisional strikes.entrants
strikes.entrant strikes.disqualify strikes.reinstate strikes.void strikes.restore units.show units.edit
units.add_headcount units.drop_headcount units.succeed people.show people.edit people.merge people.issue people.grant
people.revoke banks.show banks.retire banks.appraise banks.export banks.request_export bank_items.show bank_items.edit
bank_items.create bank_import.choose exports.request_file exports.download exports.progress import_history.show
import_history.undo printing.papers rounds.remove_contest watching.show watching.data announcements.index
announcements.edit inquiries.manage inquiries.act practice_desk.allow paper_entries.papers paper_entries.index
paper_entries.key paper_entries.sheet paper_entries.remove paper_entries.count"""
# Whoever holds the signed token of the paper.
BY_TOKEN = "attempts.save attempts.submit"

CLASSES = {
    name: names.split()
    for name, names in {
        "public": PUBLIC,
        "logged in": LOGGED_IN,
        "staff": STAFF,
        "organisers": ORGANISERS,
        "owners": OWNERS,
        "of the unit": OF_THE_UNIT,
        "by token": BY_TOKEN,
    }.items()
}
# Who is let in beyond the door: no login page, no 403, no 404.
LET_IN = {
    "public": {"giang", "an", "chi", "yen", "hoa", "lan", "dung", "quan"},
    "logged in": {"an", "chi", "yen", "hoa", "lan", "dung", "quan"},
    "staff": {"lan", "dung", "quan"},
    "organisers": {"lan", "dung", "quan"},
    "of the unit": {"dung", "quan"},
    "owners": set(),
    "by token": set(),
}
# Authors and appraisers of the province work on its banks; a judge sees the desk.
SOMETIMES = {
    "chi": {"staff", "of the unit"},
    "yen": {"staff", "of the unit"},
    "hoa": {"staff"},
    "an": {"owners"},
    "dung": {"owners"},
    "quan": {"owners"},
}
# They change nothing but how the visitor's own browser shows pages, and stand on pages alike for every stranger.
HARMLESS = {"display.choose", "home.language"}
EVERYBODY = sorted(LET_IN["public"])
PART = re.compile(r"<(?:[a-z]+(?:\([^>]*\))?:)?(\w+)>")
ABSURD = ["0", "-1", "2147483647", "2147483648", "9" * 30, "9" * 5000, "٣", "²", "%00", "a%00b", "😀", "..%2f", "%FF"]


@pytest.fixture
def world(app: Flask, cast) -> dict[str, object]:
    return make_world(cast, app.config["SETTINGS"].secret_key)


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.endswith("static"):
            continue  # the framework's own
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(rule: Rule, world: dict[str, object]) -> str:
    """The rule filled in with what exists: for quizzes the running round, for uploads the right kind."""
    blueprint = rule.endpoint.partition(".")[0]
    named = world | {"upload_id": world.get(blueprint, world["bank_import"])}
    if blueprint == "attempts":
        named["round_id"] = world["running"]
    return PART.sub(lambda part: str(named[part[1]]), rule.rule)


def class_of(endpoint: str) -> str:
    return next(name for name, members in CLASSES.items() if endpoint in members)


def everything_stored() -> dict[str, list[tuple[object, ...]]]:
    session().expire_all()
    return {t.name: sorted(map(tuple, session().execute(select(t))), key=str) for t in db.metadata.sorted_tables}


def test_every_route_is_classified_once(app):
    known = [endpoint for members in CLASSES.values() for endpoint in members]
    assert {rule.endpoint for rule in app.url_map.iter_rules()} - set(known) == set()
    assert len(known) == len(set(known))


@pytest.mark.parametrize("who", EVERYBODY)
def test_doors_open_for_whom_they_are(app, as_, world, who):
    before, wrong = everything_stored(), {}
    for rule, method in routes(app):
        kind = class_of(rule.endpoint)
        welcome, sometimes = who in LET_IN[kind], kind in SOMETIMES.get(who, ())
        if sometimes or (welcome and method != "GET"):
            continue
        answer = as_(who).open(address(rule, world), method=method, data={"publication": world["publication"]})
        to_login = answer.status_code == 302 and "/dang-nhap" in answer.location
        right = (
            answer.status_code < 400 and not to_login
            if welcome
            else to_login
            if who == "giang" and kind != "by token"
            else answer.status_code in {403, 404}
        )
        if not right:
            wrong[method, rule.rule] = answer.status_code
    assert wrong == {}
    session().rollback()
    assert everything_stored() == before


def test_a_paper_and_an_upload_open_for_their_owner_only(app, as_, world):
    paper = [rule for rule, _ in routes(app) if rule.endpoint in {"attempts.paper", "attempts.receipt"}]
    mine = [
        rule
        for rule, m in routes(app)
        if m == "GET" and rule.endpoint.endswith(("preview", "errors")) and "upload" in rule.rule
    ]
    for rule in paper:
        assert as_("an").get(address(rule, world)).status_code in {200, 302}
        assert {as_(n).get(address(rule, world)).status_code for n in ("lan", "chi", "binh")} == {404}
    for rule in mine:
        assert as_("quan").get(address(rule, world)).status_code == 404, rule


@pytest.mark.parametrize("absurd", ABSURD)
@pytest.mark.parametrize("who", ["giang", "dung"])
def test_no_address_breaks(app, as_, world, who, absurd):
    browser = as_(who)
    for rule, method in routes(app):
        if PART.search(rule.rule):
            answer = browser.open(PART.sub(absurd, rule.rule), method=method)
            assert answer.status_code < 500, rule


def test_every_form_refuses_what_its_own_page_did_not_send(app, as_, world):
    app.config["WTF_CSRF_ENABLED"] = True
    before = everything_stored()
    for rule, method in routes(app):
        if method != "GET" and rule.endpoint not in HARMLESS:
            answer = as_("quan").open(address(rule, world), method=method)
            assert answer.status_code == (403 if rule.endpoint in CLASSES["by token"] else 400), rule
    session().rollback()
    assert everything_stored() == before


def test_every_answer_carries_the_security_headers(app, as_, world):
    for rule, method in routes(app):
        for who in ("giang", "quan"):
            headers = as_(who).open(address(rule, world) + "x", method=method).headers
            assert "default-src 'self'" in headers["Content-Security-Policy"], rule
            assert headers["X-Content-Type-Options"] == "nosniff", rule
            assert headers["X-Frame-Options"] == "DENY", rule
