"""Older word-processor files (.doc, .rtf, .odt): LibreOffice, where it is installed, makes a .docx of them."""

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
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True, cwd=folder)
            return (Path(folder) / "bank.docx").read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise Refused("conversion_failed", extension=suffix) from None
