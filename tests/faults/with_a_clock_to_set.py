"""`serve` whose processes live by a clock that a file sets (libfaketime); the supervisor keeps its own,
because what sleeps by the counter cannot be fooled by halves."""

import os
import sys

from wsgi import app

os.environ["LD_PRELOAD"] = os.environ["FAKED_BY"]
with app.app_context():
    app.cli.main(["serve", *sys.argv[1:]], prog_name="flask")
