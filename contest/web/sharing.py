"""A result that its owner passes on: a page without anything of the visitor's, and the picture of it."""

from functools import lru_cache

from flask import Blueprint, Response, render_template
from flask_babel import format_decimal, gettext

from contest.documents.share_picture import SharePicture
from contest.rules.attempt_tokens import open_share
from contest.services.sharing import SharedResult, shared_result
from contest.web.access import settings
from contest.web.limits import PER_ADDRESS, limiter
from contest.web.presentation import points

bp = Blueprint("sharing", __name__, url_prefix="/chia-se")
PICTURE_SECONDS = 24 * 3600


@bp.get("/<token>")
def result(token: str) -> str:
    return render_template("sharing/result.html", shared=_shared(token), token=token)


@bp.get("/<token>/anh.png")
@limiter.limit(PER_ADDRESS)
def picture(token: str) -> Response:
    shared = _shared(token)
    drawn = _drawn(
        SharePicture(
            site=gettext("Hội thi CCHC"),
            contest=shared.facts.contest_name,
            name=shared.name,
            where=" · ".join(filter(None, (shared.unit_name, shared.facts.name))),
            figures=(
                (points(shared.score), gettext("điểm")),
                (f"{shared.correct}/{shared.questions}", gettext("câu đúng")),
                (_minutes(shared.elapsed_ms), gettext("thời gian làm bài")),
            ),
        )
    )
    answer = Response(drawn, mimetype="image/png")
    answer.cache_control.public = True
    answer.cache_control.max_age = PICTURE_SECONDS
    return answer


@lru_cache(maxsize=64)  # messengers ask several times for the picture of a link that is passed on
def _drawn(wanted: SharePicture) -> bytes:
    return wanted.render()


def _shared(token: str) -> SharedResult:
    return shared_result(open_share(token, settings().secret_key))


def _minutes(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}′{format_decimal(seconds, format='00')}″"
