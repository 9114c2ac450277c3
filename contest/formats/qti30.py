"""Question banks as QTI 3.0 packages; what has no place is as in QTI 2.1."""

from collections.abc import Iterable

from contest.formats.qti import read
from contest.formats.qti_writing import QTI_30, written
from contest.rules.items import Item

__all__ = ["EXTENSION", "MEDIA_TYPE", "read", "write"]

MEDIA_TYPE = "application/zip"
EXTENSION = "zip"


def write(items: Iterable[Item]) -> bytes:
    return written(items, QTI_30)
