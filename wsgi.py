"""The entry points: `granian wsgi:app`, `flask --app wsgi …`, `huey_consumer wsgi.queue`."""

from contest import create_app

app = create_app()
queue = app.extensions.get("queue")  # absent for commands that run without a secret
