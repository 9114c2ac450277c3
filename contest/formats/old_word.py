"""Older word-processor files (.doc, .rtf, .odt): LibreOffice, where it is installed, makes a .docx of them."""

import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from contest.formats import docx
from contest.formats.reading import Reading
from contest.rules.refusals import Refused

MEDIA_TYPE = "application/msword"
EXTENSION = "doc"
SECONDS = 60
MEMORY = 4 * 2**30  # bytes of address space: an office suite maps far more than it uses
_PROGRAMS = ("soffice", "libreoffice")
_SUFFIXES = ((b"PK", ".odt"), (b"{\\rtf", ".rtf"))


def read(content: bytes) -> Reading:
    """Raises Refused: old_word_file, conversion_failed (extension); those of `docx.read`."""
    return docx.read(_as_docx(content))


def _as_docx(content: bytes) -> bytes:
    suffix = next((suffix for sign, suffix in _SUFFIXES if content.startswith(sign)), ".doc")
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise Refused("old_word_file", extension=suffix)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"bank{suffix}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"  # its own, so that two can run
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True, cwd=folder, preexec_fn=_widen)
            return (Path(folder) / "bank.docx").read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise Refused("conversion_failed", extension=suffix) from None


def _widen() -> None:
    """The converter's own limit instead of the reader's, which it was started from."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
