"""The bench: what a machine really does, with floors and noise measured in the same run.

`python -m tests.bench --help`; `make bench` and `make bench-full` call it. Nothing here is collected
by pytest, and nothing in the suite is timed.
"""
