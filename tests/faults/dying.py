"""The application, which dies once after a save was committed and before it was answered, whenever a file
asks for it."""

import os
import signal
from pathlib import Path

from contest import create_app

app = create_app()
_asked = Path(os.environ["DIE_AFTER_SAVE"])
_answer = app.wsgi_app


def _dying(environ, start_response):
    answered = _answer(environ, start_response)
    if environ["REQUEST_METHOD"] == "PUT" and _asked.exists():
        _asked.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return answered


app.wsgi_app = _dying
