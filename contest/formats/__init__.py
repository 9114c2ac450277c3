"""Question-bank files. A new format is one module with `read(bytes) -> Reading`,
`write(items) -> bytes`, MEDIA_TYPE and EXTENSION side by side, its line in the registry, and its sign in `kinds`.
Formats that nobody needs to be given (Aiken, Kahoot, old ones) have no `write`."""

from types import ModuleType

from contest.formats import aiken, csv, docx, gift, kahoot, moodlexml, ods, old_word, qti21, qti30, xls, xlsx
from contest.formats.kinds import told_kind
from contest.formats.reading import Reading

FORMATS: dict[str, ModuleType] = {
    "xlsx": xlsx,
    "csv": csv,
    "xls": xls,
    "ods": ods,
    "docx": docx,
    "doc": old_word,
    "odt": old_word,
    "kahoot": kahoot,
    "gift": gift,
    "aiken": aiken,
    "moodlexml": moodlexml,
    "qti21": qti21,
    "qti30": qti30,
}
WRITABLE = tuple(name for name, module in FORMATS.items() if hasattr(module, "write"))


def read_bank(file_name: str, content: bytes) -> Reading:
    """Read a file in whatever format its content is.

    Raises Refused: those of `told_kind` and of the format's `read`.
    """
    kind = told_kind(file_name, content)
    reading: Reading = FORMATS["qti21" if kind == "qti12" else kind].read(content)
    return reading
