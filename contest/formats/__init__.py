"""Question-bank files. A new format is one module with `read(bytes) -> Reading`,
`write(items) -> bytes` and MEDIA_TYPE side by side, and its line in the registry."""

from types import ModuleType

from contest.formats import csv, xlsx
from contest.formats.reading import Reading
from contest.formats.tables import told_format

FORMATS: dict[str, ModuleType] = {"xlsx": xlsx, "csv": csv}


def read_bank(file_name: str, content: bytes) -> Reading:
    """Read a file in whatever format its content is.

    Raises Refused: those of `told_format` and of the format's `read`.
    """
    reading: Reading = FORMATS[told_format(file_name, content)].read(content)
    return reading
