"""The tick that comes before what cannot be undone; works without scripts."""

from flask import flash, request
from flask_babel import gettext


def confirmed() -> bool:
    """Was the box ticked? If not, say so."""
    if request.form.get("understood"):
        return True
    flash(gettext("Chưa làm gì: hãy đánh dấu “Tôi hiểu thao tác này không hoàn tác được” trước."), "error")
    return False
