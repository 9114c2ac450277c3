"""Live standings of people and units, and the big screen. Each page has a `.json` of its moving
part, which the page polls: unchanged boards cost a 304."""

from typing import Any

from flask import Blueprint, after_this_request, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.rules.permissions import Action, Subject
from contest.rules.refusals import Refused
from contest.services import board_sources, boards, unit_boards
from contest.services.board_sources import Standpoint
from contest.services.boards import Filters
from contest.services.unit_boards import UnitFilters
from contest.storage.db import autocommit
from contest.web.access import current_actor, now_ms, require, require_login
from contest.web.board_answers import fragment, why
from contest.web.board_lane import share
from contest.web.errors import sentence
from contest.wording import say

bp = Blueprint("boards", __name__)
bp.add_app_template_global(why, "why")
_ROUND = "/cuoc-thi/<slug>/dot/<int:number>"
_SCREEN_PEOPLE = 10
_SCREEN_UNITS = 10


def _asked_for_json() -> bool:
    return request.path.endswith(".json")


def _let_see(unit_id: int, announced: bool) -> None:
    """Let the visitor through; what of the board is not their own is anyone's once it is announced."""
    require(Action.VIEW, Subject("contest", unit_id=unit_id, public=announced))
    if announced:
        share()
    else:
        after_this_request(_kept_by_nobody)


def _kept_by_nobody(response: Response) -> Response:
    """What only organisers may see stays in no cache, whatever the board itself allows."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _round(slug: str, number: int) -> Standpoint:
    standpoint = board_sources.of_round(slug, number, now_ms())
    _let_see(standpoint.contest_unit_id, standpoint.announced)
    return standpoint


def _overall(slug: str) -> Standpoint | None:
    contest = board_sources.contest_facts(slug, now_ms())
    _let_see(contest.unit_id, contest.announced)
    return board_sources.of_contest(slug, now_ms())


@bp.get(f"{_ROUND}/bang-xep-hang")
@bp.get(f"{_ROUND}/bang-xep-hang.json", endpoint="round_board_data")
def round_board(slug: str, number: int) -> str | Response:
    return _people(_round(slug, number))


@bp.get("/cuoc-thi/<slug>/bang-tong")
@bp.get("/cuoc-thi/<slug>/bang-tong.json", endpoint="overall_data")
def overall(slug: str) -> str | Response:
    """The sum of the counted rounds; an empty page before the first opens."""
    standpoint = _overall(slug)
    if standpoint is None:
        if _asked_for_json():
            raise Refused("not_found")
        contest = board_sources.contest_facts(slug, now_ms())
        return render_template("boards/none.html", contest=contest, slug=slug)
    return _people(standpoint)


def _people(standpoint: Standpoint) -> str | Response:
    """A board of people: the whole page, or only its moving part."""
    division = boards.division_of(standpoint.rules, request.args.get("bang", ""))
    filters, choices, errors = _filters(standpoint, division.code)
    page = boards.board_page(standpoint, filters, request.args.get("trang", 1, type=int), now_ms())
    if _asked_for_json():
        return fragment("boards/_people.html", standpoint, page.at_ms, page=page, filters=filters)
    found = None
    if wanted := request.args.get("tim", "").strip()[:100]:
        try:
            found = boards.find_people(standpoint, filters, wanted, now_ms())
        except Refused as refusal:
            errors["tim"] = sentence(refusal)
    actor = current_actor()
    mine = boards.my_place(standpoint, actor.person_id, now_ms()) if actor else None
    struck = boards.struck_out(standpoint, actor.person_id) if actor and mine is None else None
    return render_template(
        "boards/people.html",
        standpoint=standpoint,
        division=division,
        filters=filters,
        page=page,
        found=found,
        wanted=wanted,
        choices=choices,
        errors=errors,
        groups=board_sources.groups(),
        mine=mine,
        struck=struck,
    )


def _filters(standpoint: Standpoint, division: str) -> tuple[Filters, list[tuple[str, str]], dict[str, str]]:
    """The filters asked for; where the unit typed may mean several, those as (code, name)."""
    typed = request.args.get("don-vi", "").strip()[:100]
    units = board_sources.units_named(typed) if typed else []
    errors = {"don-vi": say("unit_not_found", gettext)} if typed and not units else {}
    code = units[0].code if len(units) == 1 else ""
    choices = [(u.code, u.name) for u in units[:12]] if len(units) > 1 else []
    return Filters(division, code, request.args.get("khoi", "")[:120]), choices, errors


@bp.get(f"{_ROUND}/bang-xep-hang/cua-toi.json")
def my_place(slug: str, number: int) -> Response:
    autocommit()
    return _mine(_round(slug, number))


@bp.get("/cuoc-thi/<slug>/bang-tong/cua-toi.json")
def my_overall_place(slug: str) -> Response:
    standpoint = _overall(slug)
    if standpoint is None:
        raise Refused("not_found")
    return _mine(standpoint)


def _mine(standpoint: Standpoint) -> Response:
    person_id = require_login().person_id
    mine = boards.my_place(standpoint, person_id, now_ms())
    at_ms = mine.at_ms if mine else now_ms()
    return fragment("boards/_mine.html", standpoint, at_ms, person_id=person_id, mine=mine)


@bp.get(f"{_ROUND}/don-vi")
@bp.get(f"{_ROUND}/don-vi.json", endpoint="unit_board_data")
def unit_board(slug: str, number: int) -> str | Response:
    standpoint = _round(slug, number)
    args = request.args
    filters = UnitFilters(
        under=args.get("duoi", "")[:60],
        group=args.get("khoi", "")[:120],
        size=args.get("quy-mo", "")[:120],
        each=args.get("cach") == "tung-don-vi",
    )
    board = unit_boards.unit_board(standpoint, filters, now_ms())
    if _asked_for_json():
        return fragment("boards/_units.html", standpoint, board.at_ms, board=board, filters=filters)
    return render_template("boards/units.html", standpoint=standpoint, board=board, filters=filters)


@bp.get(f"{_ROUND}/man-hinh")
@bp.get(f"{_ROUND}/man-hinh.json", endpoint="screen_data")
def screen(slug: str, number: int) -> str | Response:
    """For a hall: the first people of every division and the first units of every group."""
    standpoint = _round(slug, number)
    pages = [
        (division, boards.board_page(standpoint, Filters(division.code), 1, now_ms()))
        for division in standpoint.rules.divisions
    ]
    board = unit_boards.unit_board(standpoint, UnitFilters(), now_ms())
    shown: dict[str, Any] = {
        "people": [(division, page.total, page.places[:_SCREEN_PEOPLE]) for division, page in pages],
        "units": unit_boards.top_units(board, _SCREEN_UNITS),
    }
    at_ms = min(board.at_ms, *(page.at_ms for _, page in pages))
    if _asked_for_json():
        return fragment("boards/_screen.html", standpoint, at_ms, **shown)
    return render_template("boards/screen.html", standpoint=standpoint, at_ms=at_ms, **shown)
