"""The confined process that reads one file: `python -I reading_process.py OPTIONS < FILE > READING`.

It gets no secret, no database address and no web framework; it sets its own limits before it looks
at a byte. OPTIONS is JSON: {"name", "memory" and "output" in bytes, "cpu" in seconds, "headers",
"content" as the fields of `limits.ContentLimits`}.
"""

import errno
import json
import resource
import sys
import types
from pathlib import Path
from typing import Any

TOO_LARGE = 3  # the exit code that says: out of memory, or more output than allowed
SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_LENGTH = 12, 40, 120
_HEADINGS = {"missing_header", "missing_column", "ambiguous_header"}


def main(options: dict[str, Any], content: bytes) -> dict[str, Any]:
    """{"reading", "pictures"}, or {"refused", "sheets"} with the first rows of a table whose headings are unknown."""
    from contest.formats.limits import ContentLimits, within

    with within(ContentLimits(**options["content"])):
        return _answer(options, content)


def _answer(options: dict[str, Any], content: bytes) -> dict[str, Any]:
    from contest.formats import read_bank
    from contest.formats.reading_json import pictures_of, pictures_to_json, reading_to_json, refusal_to_json
    from contest.rules.refusals import Refused

    try:
        if options["headers"]:
            from contest.formats.mapped import read_mapped

            reading = read_mapped(options["name"], content, options["headers"])
        else:
            reading = read_bank(options["name"], content)
    except Refused as refusal:
        sheets = _first_rows(options["name"], content) if refusal.code in _HEADINGS else []
        return {"refused": refusal_to_json(refusal), "sheets": sheets}
    return {"reading": reading_to_json(reading), "pictures": pictures_to_json(pictures_of(reading))}


def _first_rows(name: str, content: bytes) -> list[dict[str, Any]]:
    from contest.formats.mapped import bank_sheets
    from contest.rules.refusals import Refused

    try:
        sheets = bank_sheets(name, content)
    except Refused:  # a table inside another kind of file
        return []
    return [
        {
            "name": sheet.name,
            "rows": [
                [row.number, [cell[:SHOWN_LENGTH] for cell in row.cells[:SHOWN_COLUMNS]]]
                for row in sheet.rows[:SHOWN_ROWS]
            ],
        }
        for sheet in sheets[:20]
    ]


def _confine(options: dict[str, Any]) -> None:
    # Soft limits: the converter of old Word files, started from here, sets its own.
    for kind, limit in (
        (resource.RLIMIT_AS, options["memory"]),
        (resource.RLIMIT_CPU, options["cpu"]),
        (resource.RLIMIT_FSIZE, options["output"]),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _without_application() -> None:
    """`import contest` would build the web application; the readers need only the package's place."""
    package = types.ModuleType("contest")
    package.__path__ = [str(Path(__file__).resolve().parent.parent)]
    sys.modules["contest"] = package


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    _without_application()
    _confine(given)
    try:
        json.dump(main(given, sys.stdin.buffer.read()), sys.stdout, ensure_ascii=True)
        sys.stdout.flush()
    except MemoryError:
        sys.exit(TOO_LARGE)
    except OSError as error:
        if error.errno in {errno.EFBIG, errno.ENOMEM}:
            sys.exit(TOO_LARGE)
        raise
