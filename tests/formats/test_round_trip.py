"""What is written as XLSX or CSV is read back as the same items, and nothing in it runs."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import csv as csv_format
from contest.formats import read_bank, tables
from contest.formats import xlsx as xlsx_format
from contest.formats.sheets import clean
from contest.rules.items import Item, LegalBasis, NumericAnswer
from contest.settings import ROOT

BANKS = sorted((ROOT / "question_banks").glob("ngan-hang-*.csv"))
WRITERS = {"xlsx": xlsx_format, "csv": csv_format}

plain = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp", "Co"])
signs = st.sampled_from("=+-@'\"\n;,|\tđĐệạÂ ABC123_x0041_")
text = st.text(plain | signs, min_size=1, max_size=40).map(clean).filter(bool)
line = text.map(lambda t: " ".join(t.split())).filter(lambda t: t and t != "-")
day = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
number = st.decimals(-1000, 1000, places=3, allow_nan=False)
credit = st.sampled_from([100.0, 50.0, 33.33333, 0.0, -25.0])
bases = st.lists(st.builds(LegalBasis, line, st.just("") | line, st.just("") | line, day, day), max_size=3).map(tuple)


@st.composite
def written_items(draw):
    kind = draw(st.sampled_from([
        "single_choice", "multiple_choice", "true_false_cluster", "short_answer", "numerical", "matching", "ordering",
        "essay",
    ]))  # fmt: skip
    options, key, accepted, numbers, pairs = (), (), (), (), ()
    if kind == "short_answer":
        accepted = tuple(draw(st.lists(line.filter(lambda t: "|" not in t), min_size=1, max_size=3)))
    elif kind == "numerical":
        numbers = tuple(draw(st.lists(st.builds(NumericAnswer, number, number.map(abs)), min_size=1, max_size=3)))
    elif kind == "matching":
        sides = st.lists(text, min_size=2, max_size=20)
        pairs = tuple(zip(draw(sides), draw(sides), strict=False))
    elif kind == "ordering":
        options = tuple(draw(st.lists(text, min_size=2, max_size=12, unique_by=lambda t: clean(t).casefold())))
    elif kind != "essay":
        options = tuple(draw(st.lists(text, min_size=2, max_size=12, unique_by=lambda t: clean(t).casefold())))
        least, most = {"single_choice": (1, 1), "multiple_choice": (1, 8), "true_false_cluster": (0, 8)}[kind]
        places = st.integers(0, len(options) - 1)
        key = tuple(sorted(draw(st.lists(places, min_size=least, max_size=most, unique=True))))
    answers = len(options or accepted or numbers or pairs)
    feedback = tuple(draw(st.lists(st.just("") | text, min_size=answers, max_size=answers)))
    return Item(
        type=kind,
        stem=draw(text),
        options=options,
        key=key,
        accepted=accepted,
        numbers=numbers,
        pairs=pairs,
        weights=draw(st.just(()) | st.lists(credit, min_size=answers, max_size=answers).map(tuple)),
        feedback=feedback if any(feedback) else (),
        tags=draw(st.sampled_from([(), ("Thẻ một", "thẻ hai")])),
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


@pytest.mark.parametrize("name", WRITERS)
def test_columns_that_no_question_needs_are_not_written(name):
    plain_bank = read_bank(f"a.{name}", WRITERS[name].write([Item("single_choice", "?", options=("a", "b"), key=(0,))]))
    assert plain_bank.hints == ()
    written = tables.read_sheets(f"a.{name}", WRITERS[name].write([plain_bank.entries[0].item]))[0].rows[0].cells
    assert not [heading for heading in written if heading.startswith(("Ghép", "Tỷ lệ", "Phản hồi", "Thẻ"))]


ROW = "Loại câu,Câu hỏi,Phương án A,Phương án B,Đáp án đúng,Tỷ lệ điểm A,Tỷ lệ điểm B,Phản hồi B"


@pytest.mark.parametrize(
    ("cells", "weights", "codes"),
    [
        ("Chọn một,?,a,b,A,100,-25%,sai rồi", (100.0, -25.0), []),
        ("Chọn một,?,a,b,A,,-25,sai rồi", (100.0, -25.0), []),
        ("Chọn một,?,a,b,A,0,100,sai rồi", (0.0, 100.0), ["weights_against_key"]),
        ("Chọn một,?,a,b,A,nhiều,0,sai rồi", None, ["bad_weight"]),
        ("Trả lời bằng số,?,,,1822 ± 2|1900,100,50,sai rồi", (100.0, 50.0), []),
        ("Trả lời bằng số,?,,,nhiều,,,", None, ["not_a_number"]),
    ],
)
def test_credits_are_read_as_people_write_them(cells, weights, codes):
    (entry,) = read_bank("a.csv", f"{ROW}\n{cells}\n".encode()).entries
    assert [p.code for p in entry.problems] == codes
    if weights:
        assert (entry.item.weights, entry.item.feedback) == (weights, ("", "sai rồi"))
    else:
        assert not entry.usable
