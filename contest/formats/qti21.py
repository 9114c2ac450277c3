"""Question banks as QTI 2.1 packages; reads every package from QTI 2.1 to 3.0.

Topic, level and tags are learning-object metadata of the manifest; the code is an item's `label`;
the explanation with its legal bases is a modal feedback. QTI has no place for feedback on a short
or numerical answer, nor for audience, scope, review date, note, author and appraiser: they are not
written.
"""

from collections.abc import Iterable

from contest.formats.qti import read
from contest.formats.qti_writing import QTI_21, written
from contest.rules.items import Item

__all__ = ["EXTENSION", "MEDIA_TYPE", "read", "write"]

MEDIA_TYPE = "application/zip"
EXTENSION = "zip"


def write(items: Iterable[Item]) -> bytes:
    return written(items, QTI_21)
