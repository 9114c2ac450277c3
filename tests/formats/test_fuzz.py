"""Files of ours with bytes changed, cut or doubled: every reader reads or refuses, nothing else."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import FORMATS, read_bank
from contest.formats.workbook_writing import write_sheet
from contest.rules.items import Item
from contest.rules.refusals import Refused
from tests.formats.test_old_workbook import ROWS, ods

ITEMS = [
    Item("single_choice", "Thủ đô?", ("Hà Nội", "Huế"), (0,), code="C1", topic="Địa lý", explanation="vì thế"),
    Item("multiple_choice", "Chẵn?", ("1", "2", "4"), (1, 2)),
]
KAHOOT = write_sheet(
    ["", "Question - max 120 characters", *(f"Answer {n} - max 75 characters" for n in (1, 2, 3, 4)),
     "Time limit (sec)", "Correct answer(s)"],
    [[1, "2+2?", "1", "4", "3", "2", 20, 2]],
    sheet_name="Sheet1",
)  # fmt: skip
TEXT_NAMES = {"xlsx": "a.xlsx", "csv": "a.csv", "docx": "a.docx", "gift": "a.gift", "moodlexml": "a.xml"}
SAMPLES = {
    **{name: FORMATS[kind].write(ITEMS) for kind, name in TEXT_NAMES.items()},
    "qti21.zip": FORMATS["qti21"].write(ITEMS),
    "qti30.zip": FORMATS["qti30"].write(ITEMS),
    "kahoot.xlsx": KAHOOT,
    "a.ods": ods(ROWS),
    "aiken.txt": "Thủ đô?\nA. Hà Nội\nB. Huế\nANSWER: A\n".encode(),
}  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["set", "cut", "double"]), st.binary(max_size=4)), max_size=6
)


def changed(content: bytes, changes) -> bytes:
    for share, kind, added in changes:
        place = int(share * len(content))
        if kind == "set":
            content = content[:place] + added + content[place + len(added) :]
        elif kind == "cut":
            content = content[:place] + content[place + 1 + len(added) * 8 :]
        else:
            content = content[:place] + content[max(0, place - 40) : place] + content[place:]
    return content


def read_or_refused(name: str, changes) -> None:
    with contextlib.suppress(Refused):
        read_bank(name, changed(SAMPLES[name], changes))


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_changed_bytes_are_read_or_refused(name, changes):
    read_or_refused(name, changes)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_many_changed_bytes_are_read_or_refused(name, changes):
    read_or_refused(name, changes)
