"""The entry points: `granian wsgi:app`, `flask --app wsgi …`, `huey_consumer wsgi.queue`."""

import sys

from contest import create_app

# Seconds for which a thread may keep the interpreter while others wait. A save needs it several times for a moment:
# behind a few pages at work it would otherwise wait 5 ms for each of them every time.
sys.setswitchinterval(0.001)
app = create_app()
queue = app.extensions.get("queue")  # absent for commands that run without a secret
