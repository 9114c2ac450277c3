"""Reading a file from outside in a process of its own, with limits: a bomb costs one process, not the server."""

import base64
import contextlib
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contest.formats import reading_process
from contest.formats.limits import UNLESS_TOLD, ContentLimits, within
from contest.formats.reading import Reading
from contest.formats.reading_json import reading_from_json, refusal_from_json, with_pictures
from contest.rules.refusals import Refused

MOST_OUTPUT = 256 * 2**20  # bytes of a reading, pictures included
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one reading may use: bytes of address space, seconds of processor, seconds of waiting."""

    memory: int = 1024 * 2**20
    cpu_seconds: int = 60
    seconds: float = 120
    content: ContentLimits = UNLESS_TOLD


class HeadingsUnknown(Exception):
    """A table that lacks nothing but headings we know. `sheets` holds the first rows of each:
    {"name", "rows": [[sheet row, cells]]}."""

    def __init__(self, refusal: Refused, sheets: list[dict[str, Any]]) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.sheets = sheets


class Unfinished(Exception):
    """The time given was over; more of it might do."""


def read_confined(
    file_name: str,
    content: bytes,
    limits: Limits,
    headers: Mapping[str, Any] | None = None,
    patience: float | None = None,
) -> Reading:
    """Read a file; `headers` says which column is what where a person had to say so (`mapped.read_mapped`).

    Raises Refused: what the file's format refuses, reading_too_long (seconds), reading_too_large
    (megabytes), file_not_understood; HeadingsUnknown; Unfinished when `patience` seconds were not enough.
    """
    options = {
        "name": file_name,
        "memory": limits.memory,
        "cpu": limits.cpu_seconds,
        "output": MOST_OUTPUT,
        "headers": dict(headers or {}),
        "content": asdict(limits.content),
    }
    command = [sys.executable, "-I", str(Path(reading_process.__file__)), json.dumps(options)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as said:
        given.write(content)
        given.seek(0)
        child = subprocess.Popen(
            command, stdin=given, stdout=made, stderr=said, env=_environment(), cwd="/", start_new_session=True
        )
        try:
            code = child.wait(limits.seconds if patience is None else min(patience, limits.seconds))
        except subprocess.TimeoutExpired:
            if patience is not None and patience < limits.seconds:
                raise Unfinished from None
            raise Refused("reading_too_long", seconds=int(limits.seconds)) from None
        finally:
            _end(child)
        if code:
            said.seek(0)
            raise _why(code, limits, said.read()[-4000:].decode(errors="replace"))
        made.seek(0)
        answer = json.load(made)
    if "refused" in answer:
        refusal = refusal_from_json(answer["refused"])
        raise HeadingsUnknown(refusal, answer["sheets"]) if answer["sheets"] else refusal
    contents = {sha256: base64.b64decode(text) for sha256, text in answer["pictures"].items()}
    return with_pictures(reading_from_json(answer["reading"]), contents)


@contextlib.contextmanager
def memory_limited(limits: Limits) -> Iterator[None]:
    """For a command that reads one file in its own process: the same limits of memory and content, for a while.

    Raises Refused("reading_too_large").
    """
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most if before == resource.RLIM_INFINITY else min(most, before), hard))
    try:
        with within(limits.content):
            yield
    except MemoryError:
        raise Refused("reading_too_large", megabytes=limits.memory // 2**20) from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _environment() -> dict[str, str]:
    """Nothing of the server's own: no secret, no database."""
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": tempfile.gettempdir()}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Whatever the process left running ends with it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _why(code: int, limits: Limits, said: str) -> Refused:
    if code == -signal.SIGXCPU:
        return Refused("reading_too_long", seconds=limits.cpu_seconds)
    # Compiled code aborts where Python raises MemoryError; the kernel kills when memory runs out.
    if code in {reading_process.TOO_LARGE, -signal.SIGABRT, -signal.SIGKILL}:
        return Refused("reading_too_large", megabytes=limits.memory // 2**20)
    _log.error("A bank file could not be read (exit code %s): %s", code, said)
    return Refused("file_not_understood")
