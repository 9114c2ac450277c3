"""What is written as XLSX or CSV is read back as the same items, and nothing in it runs."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import csv as csv_format
from contest.formats import read_bank
from contest.formats import xlsx as xlsx_format
from contest.formats.sheets import clean
from contest.rules.items import Item, LegalBasis
from contest.settings import ROOT

BANKS = sorted((ROOT / "question_banks").glob("ngan-hang-*.csv"))
WRITERS = {"xlsx": xlsx_format, "csv": csv_format}

plain = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp", "Co"])
signs = st.sampled_from("=+-@'\"\n;,|\tđĐệạÂ ABC123_x0041_")
text = st.text(plain | signs, min_size=1, max_size=40).map(clean).filter(bool)
line = text.map(lambda t: " ".join(t.split())).filter(lambda t: t and t != "-")
day = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
bases = st.lists(st.builds(LegalBasis, line, st.just("") | line, st.just("") | line, day, day), max_size=3).map(tuple)


@st.composite
def written_items(draw):
    kind = draw(st.sampled_from(["single_choice", "multiple_choice", "true_false_cluster", "short_answer"]))
    options, key, accepted = (), (), ()
    if kind == "short_answer":
        accepted = tuple(draw(st.lists(line.filter(lambda t: "|" not in t), min_size=1, max_size=3)))
    else:
        options = tuple(draw(st.lists(text, min_size=2, max_size=8, unique_by=lambda t: clean(t).casefold())))
        least, most = {"single_choice": (1, 1), "multiple_choice": (1, 8), "true_false_cluster": (0, 8)}[kind]
        places = st.integers(0, len(options) - 1)
        key = tuple(sorted(draw(st.lists(places, min_size=least, max_size=most, unique=True))))
    return Item(
        type=kind,
        stem=draw(text),
        options=options,
        key=key,
        accepted=accepted,
        topic=draw(st.just("") | line),
        level=draw(st.sampled_from(["", "easy", "medium", "hard"])),
        situational=draw(st.booleans()),
        explanation=draw(st.just("") | text),
        legal_basis=draw(bases),
        audience=draw(st.sampled_from([(), ("citizen",), ("official", "pupil"), ("enterprise",)])),
        scope=draw(st.sampled_from(["central", "province", "sample"])),
        review_on=draw(day),
        enemy_group=draw(st.just("") | line),
        status=draw(st.sampled_from(["draft", "appraised", "retired"])),
    )


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(item=written_items())
def test_every_item_comes_back(name, item):
    entries = read_bank(f"a.{name}", WRITERS[name].write([item])).entries
    assert [e.item for e in entries] == [item]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("bank", BANKS, ids=lambda p: p.stem)
def test_the_shipped_banks_come_back(name, bank):
    items = [e.item for e in read_bank(bank.name, bank.read_bytes()).entries]
    again = read_bank(f"a.{name}", WRITERS[name].write(items)).entries
    assert [e.item for e in again] == items


@pytest.mark.parametrize("bank", BANKS, ids=lambda p: p.stem)
def test_the_shipped_banks_hold_no_faulty_row(bank):
    entries = read_bank(bank.name, bank.read_bytes()).entries
    assert [(e.where, e.problems) for e in entries if e.problems] == []


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "'=1", "\t=1"]


def test_no_cell_of_an_export_is_a_formula():
    item = Item("single_choice", "=HYPERLINK(1)", options=tuple(clean(d) for d in DANGEROUS[:4]), key=(0,))
    rows = csv.reader(io.StringIO(csv_format.write([item]).decode("utf-8-sig")))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    with zipfile.ZipFile(io.BytesIO(xlsx_format.write([item]))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
