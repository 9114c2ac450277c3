"""Ways into a contest that hang on a wall: a poster as PDF, a QR code on the screen of a hall."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext
from markupsafe import Markup

from contest.documents.poster import Poster, qr_svg
from contest.rules.permissions import Action, Subject
from contest.rules.refusals import Refused
from contest.services import contest_pages
from contest.services.contests import contest_of
from contest.web.access import now_ms, require
from contest.web.presentation import clock
from contest.web.public_address import public_url

bp = Blueprint("posters", __name__)


@bp.get("/ban-to-chuc/cuoc-thi/<int:contest_id>/ap-phich.pdf")
def poster(contest_id: int) -> Response:
    contest = contest_of(contest_id)
    require(Action.MANAGE, Subject("contest", unit_id=contest.unit_id, public=contest.published))
    card = contest_pages.card(contest, now_ms())
    drawn = Poster(
        unit=card.unit_name,
        contest=contest.name,
        call=gettext("Quét mã để dự thi"),
        or_type=gettext("hoặc gõ địa chỉ"),
        address=public_url("contests.show", slug=contest.slug),
        steps=(
            gettext("Quét mã bằng máy ảnh của điện thoại hoặc bằng Zalo."),
            gettext("Đăng ký bằng số điện thoại; đã có tài khoản thì đăng nhập."),
            gettext("Bấm Vào thi. Bài làm được lưu từng câu; mất mạng vẫn làm tiếp được."),
        ),
        rounds=tuple(
            (r.name, f"{clock(r.rules.opens_ms)} – {clock(r.rules.closes_ms)}")
            for r in card.rounds
            if not r.rules.rehearsal and r.rules.closes_ms > now_ms()
        ),
    ).render()
    name = f"ap-phich-{contest.slug}.pdf"
    return Response(drawn, mimetype="application/pdf", headers={"Content-Disposition": f"inline; filename={name}"})


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/ma-qr")
def screen(slug: str, number: int) -> str:
    """The code of one round, as large as the screen allows."""
    contest = contest_pages.contest_by_slug(slug)
    require(Action.VIEW, Subject("contest", unit_id=contest.unit_id, public=contest.published))
    card = contest_pages.card(contest, now_ms())
    shown = next((r for r in card.rounds if r.number == number), None)
    if shown is None:
        raise Refused("not_found")
    address = public_url("attempts.begin", round_id=shown.id)
    code = Markup(qr_svg(address))  # noqa: S704 - drawn by ourselves from our own address
    return render_template("sharing/qr.html", card=card, round=shown, address=address, code=code)
