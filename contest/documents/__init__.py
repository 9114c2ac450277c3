"""Papers made from a publication: a value in, bytes out. A new one is a module here and its line.

Each module defines `write(published: Published) -> bytes` and `EXTENSION`.
"""

from types import ModuleType

from contest.documents import commendation_list, result_list

DOCUMENTS: dict[str, ModuleType] = {
    "result_list": result_list,
    "commendation_list": commendation_list,
}
