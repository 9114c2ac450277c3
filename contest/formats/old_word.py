"""Older word-processor files (.doc, .rtf, .odt): LibreOffice, where it is installed, makes a .docx of them."""

import ctypes
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from contest.formats import docx
from contest.formats.limits import limits
from contest.formats.reading import Reading
from contest.rules.refusals import Refused

MEDIA_TYPE = "application/msword"
EXTENSION = "doc"
MEMORY = 4 * 2**30  # bytes of address space: an office suite maps far more than it uses
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # namespaces of unshare(2)
_LIBC = ctypes.CDLL(None)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
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
        settings = Path(folder) / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
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
            subprocess.run(
                command, capture_output=True, timeout=limits().conversion, check=True, cwd=folder, preexec_fn=_prepare
            )
            return (Path(folder) / "bank.docx").read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise Refused("conversion_failed", extension=suffix) from None


def _prepare() -> None:
    """In the converter's process: its own limit of memory instead of the reader's, and no network, so that
    a linked picture is not fetched. Where the kernel forbids the latter, its settings still block links."""
    if _LIBC.unshare(_NEW_NETWORK):
        _LIBC.unshare(_NEW_USER | _NEW_NETWORK)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
