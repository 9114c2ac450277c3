"""What GIFT and Moodle have no field for: carried in tags and in the general feedback, in words that
a reader understands there and that we understand again.

Level and the true–false cluster are tags; legal bases are lines at the end of the explanation:
"Căn cứ pháp lý: document | article | clause | in force from | until".
"""

from contest.formats.bank_words import value_of, word_for
from contest.formats.legal_cells import written_day
from contest.rules.items import Item, LegalBasis
from contest.rules.table_cells import date_of

_BASIS = "Căn cứ pháp lý: "
_LEVEL = "Mức độ: "
_CODE = 60
LONGEST_TOPIC = 120
LONGEST_TAG = 50
_ROOTS = {"$course$", "$system$", "$cat1$", "$module$", "top"}


def topic_of(path: str) -> str:
    """The topic that a category path names: "$course$/top/Tiếng Việt/Chương 1//2" gives
    "Tiếng Việt / Chương 1/2"."""
    parts = [part.replace("\x00", "/").strip() for part in path.replace("//", "\x00").split("/")]
    parts = [part for n, part in enumerate(parts) if part and not (n < 2 and part.lower() in _ROOTS)]
    topic = " / ".join(parts)
    return topic if len(topic) <= LONGEST_TOPIC else parts[-1][:LONGEST_TOPIC]


def path_of(topic: str) -> str:
    return "$course$/top/" + topic.replace("/", "//") if topic else "$course$/top"


def from_tags(tags: list[str]) -> dict[str, object]:
    """{level, tags, cluster}: what the tags say of an item."""
    level, cluster, rest = "", False, []
    for tag in tags:
        named = value_of("level", tag.removeprefix(_LEVEL))
        if named and (tag.startswith(_LEVEL) or not level):
            level = named
        elif tag == word_for("item_type", "true_false_cluster"):
            cluster = True
        elif tag:
            rest.append(tag)
    return {"level": level, "tags": tuple(dict.fromkeys(rest)), "cluster": cluster}


def tags_of(item: Item) -> list[str]:
    level = [f"{_LEVEL}{word_for('level', item.level)}"] if item.level else []
    cluster = [word_for("item_type", item.type)] if item.type == "true_false_cluster" else []
    return [*level, *cluster, *item.tags]


def code_of(text: str) -> str:
    return text.strip() if len(text.strip()) <= _CODE else ""


def with_bases(item: Item) -> str:
    """The explanation, its legal bases below."""
    return "\n".join([*([item.explanation] if item.explanation else []), *map(_line, item.legal_basis)])


def split_bases(text: str) -> tuple[str, tuple[LegalBasis, ...]]:
    """(explanation, legal bases) of a general feedback."""
    lines = text.split("\n")
    bases: list[LegalBasis] = []
    while lines and (basis := _basis(lines[-1])):
        bases.insert(0, basis)
        lines.pop()
    return "\n".join(lines).strip(), tuple(bases)


def _line(basis: LegalBasis) -> str:
    cells = [basis.document, basis.article, basis.clause, written_day(basis.valid_from), written_day(basis.valid_to)]
    while not cells[-1] and len(cells) > 1:
        cells.pop()
    return _BASIS + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells)


def _basis(line: str) -> LegalBasis | None:
    if not line.startswith(_BASIS):
        return None
    cells = [cell.strip() for cell in line.removeprefix(_BASIS).split("|")]
    cells += [""] * (5 - len(cells))
    if len(cells) > 5 or not cells[0]:
        return None
    try:
        return LegalBasis(cells[0], cells[1], cells[2], date_of(cells[3]), date_of(cells[4]))
    except ValueError:
        return None
