"""What is written as GIFT, Moodle XML or QTI is read back as the same items."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import FORMATS, read_bank
from contest.formats.answers import equal_credit
from contest.formats.markup import plain
from contest.formats.pictures import picture_of
from contest.rules.items import Item, LegalBasis, NumericAnswer

WRITERS = {name: FORMATS[name] for name in ("gift", "moodlexml", "qti21", "qti30")}


def png(shade: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


PICTURES = tuple(picture_of(f"hinh{n}.png", png(n)) for n in (0, 200))

letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp", "Co"])
signs = st.sampled_from("=~#{}:\\%<>&\"'[]/-|_*$; \nđĐệạÂA1²")
words = st.sampled_from(
    ["->", "[html]", "<b>", "&lt;", "::", "//", "%50%", "####", "\\n", "{T}", "[[hình:", "]]>", "_____"]
)
text = (
    st.lists(letters | signs | words, min_size=1, max_size=12)
    .map(lambda parts: plain(" ".join("".join(parts).split(" "))))
    .map(lambda t: "\n".join(" ".join(line.split()) for line in t.split("\n")))
    .map(plain)
    .filter(bool)
)
line = text.map(lambda t: " ".join(t.split()))
name = (
    st.text(st.sampled_from("ABCxyzđệ019 .-"), min_size=1, max_size=20).map(lambda t: " ".join(t.split())).filter(bool)
)
day = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
bases = st.lists(st.builds(LegalBasis, name, st.just("") | name, st.just("") | name, day, day), max_size=2).map(tuple)
number = st.decimals(-1000, 1000, places=3, allow_nan=False)


def told_apart(value: str) -> str:
    return " ".join(value.casefold().split())


@st.composite
def items(draw):
    kind = draw(st.sampled_from([
        "single_choice", "multiple_choice", "true_false_cluster", "short_answer", "numerical", "matching", "ordering",
        "essay",
    ]))  # fmt: skip
    fields = {}
    if kind in {"single_choice", "multiple_choice", "true_false_cluster", "ordering"}:
        options = draw(st.lists(text, min_size=2, max_size=6, unique_by=told_apart))
        fields["options"] = tuple(options)
        if kind != "ordering":
            least, most = {"single_choice": (1, 1), "multiple_choice": (1, 6), "true_false_cluster": (0, 6)}[kind]
            places = st.integers(0, len(options) - 1)
            fields["key"] = tuple(sorted(draw(st.lists(places, min_size=least, max_size=most, unique=True))))
            if draw(st.booleans()):
                fields["feedback"] = tuple(draw(st.just("") | text) for _ in options)
            if draw(st.booleans()) and fields["key"]:
                fields["weights"] = _weights(draw, kind, fields["key"], len(options))
    elif kind == "short_answer":
        accepted = draw(st.lists(line.filter(lambda t: "*" not in t), min_size=1, max_size=3, unique_by=told_apart))
        fields["accepted"] = tuple(accepted)
        if len(accepted) > 1 and draw(st.booleans()):
            fields["weights"] = (100.0, *(50.0 for _ in accepted[1:]))
    elif kind == "numerical":
        fields["numbers"] = (NumericAnswer(draw(number), abs(draw(number))),)
    elif kind == "matching":
        side = line.map(lambda t: " ".join(t.replace("->", "→").split()))
        lefts = draw(st.lists(side.filter(bool), min_size=2, max_size=4, unique_by=told_apart))
        rights = draw(st.lists(side.filter(bool), min_size=len(lefts), max_size=len(lefts), unique_by=told_apart))
        fields["pairs"] = tuple(zip(lefts, rights, strict=True))
    if any(fields.get("feedback", ())) is False:
        fields.pop("feedback", None)
    return Item(
        type=kind,
        stem=draw(text),
        code=draw(st.just("") | name),
        topic=draw(st.just("") | name),
        level=draw(st.sampled_from(["", "easy", "medium", "hard"])),
        explanation=draw(st.just("") | text),
        legal_basis=draw(bases),
        tags=draw(st.sampled_from([(), ("Thẻ một", "thẻ hai")])),
        **fields,
    )


def _weights(draw, kind, key, count):
    """Credits that say more than the key."""
    if kind == "single_choice":
        others = [draw(st.sampled_from([0.0, 50.0, -25.0, 33.33333])) for _ in range(count)]
        weights = tuple(100.0 if n in key else other for n, other in enumerate(others))
        return weights if any(w not in {0.0, 100.0} for w in weights) else ()
    wrong = draw(st.sampled_from([-50.0, -100.0]))
    return tuple(equal_credit(len(key)) if n in key else wrong for n in range(count)) if len(key) < count else ()


def comparable(item: Item, format_name: str) -> Item:
    """What the format has a place for: see the docstrings of the formats."""
    if format_name.startswith("qti") and item.type == "short_answer":
        return replace(item, feedback=())
    return item


@pytest.mark.parametrize("format_name", WRITERS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(bank=st.lists(items(), min_size=1, max_size=4, unique_by=lambda item: told_apart(item.stem)))
def test_items_come_back(format_name, bank):
    writer = WRITERS[format_name]
    reading = read_bank(f"ngan-hang.{writer.EXTENSION}", writer.write(bank))
    assert [entry.item for entry in reading.entries] == [comparable(item, format_name) for item in bank]


@pytest.mark.parametrize("format_name", WRITERS)
def test_pictures_come_back_wherever_they_stand(format_name):
    first, second = PICTURES
    item = Item(
        type="single_choice",
        stem=f"Nhìn hình <sau>:\n{first.mark} rồi {second.mark}",
        options=(f"{second.mark}", "không & có"),
        key=(0,),
        feedback=(f"đúng {first.mark}", ""),
        pictures=PICTURES,
    )
    writer = WRITERS[format_name]
    reading = read_bank(f"b.{writer.EXTENSION}", writer.write([item]))
    (entry,) = reading.entries
    assert entry.problems == ()
    assert (entry.item.stem, entry.item.options, entry.item.feedback) == (item.stem, item.options, item.feedback)
    assert {(p.sha256, p.content) for p in entry.item.pictures} == {(p.sha256, p.content) for p in PICTURES}


def test_several_numbers_keep_their_credits_and_tolerances():
    numbers = (NumericAnswer(Decimal("1822"), Decimal("0")), NumericAnswer(Decimal("1822"), Decimal("2.5")))
    item = Item(type="numerical", stem="Năm nào?", numbers=numbers, weights=(100.0, 50.0))
    for writer in WRITERS.values():
        assert read_bank(f"b.{writer.EXTENSION}", writer.write([item])).entries[0].item == item


@pytest.mark.parametrize("format_name", ["qti21", "qti30"])
def test_a_package_is_wellformed_and_the_same_every_time(format_name):
    bank = [
        Item(type="essay", stem="Nêu <ý kiến> & đề xuất"),
        Item(type="single_choice", stem="?", options=("a", "b"), key=(1,)),
    ]
    content = WRITERS[format_name].write(bank)
    assert content == WRITERS[format_name].write(bank)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        roots = {name: fromstring(package.read(name)).tag for name in package.namelist()}
    names = {tag.rpartition("}")[2] for tag in roots.values()}
    assert names == {"manifest", "assessmentItem" if format_name == "qti21" else "qti-assessment-item"}
