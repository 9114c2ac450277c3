"""What is written as a Word bank is read back the same."""

import hashlib
import io
import struct
import zlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import docx
from contest.rules.items import Item, LegalBasis, Picture


def png(shade: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def picture(shade: int) -> Picture:
    content = png(shade)
    return Picture(f"hinh-{shade}.png", "image/png", hashlib.sha256(content).hexdigest(), content)


def again(*items: Item) -> list[Item]:
    reading = docx.read(docx.write(items))
    assert [p.code for e in reading.entries for p in e.problems if p.severity == "error"] == []
    return [entry.item for entry in reading.entries]


WORDS = ["hồ sơ", "Câu 2.", "A.", "b)", "Đáp án: C", "Căn cứ:", "khoản 2 Điều 5", "* sao", "(đúng)",
         "PHẦN II.", "1.B 2.C",
         "“trích”", "x = 3", "HẾT", "✓", "#", "=1+1", "12,5", "[NB]", "D", "Mức độ: khó",
         "½", "<b>", "&amp;", "hoà/hòa", ":"]  # fmt: skip
line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
text = st.lists(line, min_size=1, max_size=3).map("\n".join)
option = st.lists(st.sampled_from([w for w in WORDS if w != ":"]), min_size=1, max_size=4).map(" ".join)


@st.composite
def items(draw) -> Item:
    options = draw(st.lists(option, min_size=2, max_size=12, unique_by=lambda o: o.casefold()))
    kind = draw(st.sampled_from(["single_choice", "multiple_choice", "true_false_cluster", "short_answer"]))
    fewest, most = {"single_choice": (1, 1), "multiple_choice": (1, 8), "true_false_cluster": (0, 8)}.get(kind, (0, 0))
    key = draw(st.sets(st.sampled_from(range(len(options))), min_size=fewest, max_size=min(most, len(options))))
    short = kind == "short_answer"
    return Item(
        type=kind,
        stem=draw(text),
        options=() if short else tuple(options),
        key=() if short else tuple(sorted(key)),
        accepted=tuple(draw(st.lists(option, min_size=1, max_size=3, unique=True))) if short else (),
        explanation=draw(st.just("") | text),
        topic=draw(st.just("") | line),
        level=draw(st.sampled_from(["", "easy", "hard"])),
        legal_basis=draw(st.sampled_from([(), (LegalBasis("Luật số 91/2025/QH15", "5", "2", date(2026, 1, 1)),)])),
        note=draw(st.just("") | line),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items(), min_size=1, max_size=4))
def test_every_item_comes_back_the_same(written):
    assert again(*written) == written


def test_every_field_comes_back(tmp_path):
    item = Item(
        type="single_choice",
        stem="Cơ quan nào chủ trì?\n(theo kế hoạch)",
        options=("B", "A", "Sở Nội vụ", "Văn phòng"),
        key=(2,),
        code="PAPI-01",
        topic="PAPI",
        level="medium",
        situational=True,
        explanation="Dòng một.\nĐáp án: B là sai.",
        legal_basis=(
            LegalBasis("khoản 2 Điều 5 Luật A", "5", "2", date(2025, 1, 1), date(2027, 12, 31)),
            LegalBasis("Nghị định B"),
        ),
        audience=("official", "citizen"),
        scope="province",
        review_on=date(2027, 1, 31),
        enemy_group="N1",
        author_name="Nguyễn Thị Chi",
        appraiser_name="Trần Hải Yến",
        status="appraised",
        note="Rà lại",
    )
    assert again(item) == [item]


def test_pictures_come_back_where_they_stood():
    one, two = picture(10), picture(200)
    item = Item(
        type="single_choice",
        stem=f"Hình {one.mark} là gì?",
        options=(two.mark, "Hình khác"),
        key=(0,),
        pictures=(one, two),
    )
    [read] = again(item)
    assert read == item
    assert [p.content for p in read.pictures] == [one.content, two.content]


def test_a_letter_as_key_is_never_taken_for_the_text_of_another_option():
    item = Item(type="single_choice", stem="Chữ nào đứng trước?", options=("B", "A"), key=(1,))
    assert again(item) == [item]


def test_characters_that_xml_cannot_hold_are_left_out():
    item = Item(type="single_choice", stem="Một\x00 hai\x0b", options=("a\x1f", "b"), key=(0,))
    assert again(item)[0].stem == "Một hai"


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_a_picture_that_word_cannot_show_leaves_its_mark(content):
    broken = Picture("x.png", "image/png", "ab" * 32, content)
    item = Item(type="single_choice", stem=f"Xem {broken.mark}", options=("a", "b"), key=(0,), pictures=(broken,))
    assert again(item)[0].stem == f"Xem {broken.mark}"


def test_the_template_imports_without_a_problem():
    reading = docx.read(docx.template())
    assert [e.item.type for e in reading.entries] == [
        "single_choice",
        "multiple_choice",
        "true_false_cluster",
        "short_answer",
    ]
    assert [p for e in reading.entries for p in e.problems] == []
    assert (reading.problems, reading.hints) == ((), ())


def test_it_is_written_on_a4_in_times_new_roman():
    import docx as word

    document = word.Document(io.BytesIO(docx.template()))
    assert round(document.sections[0].page_width.cm, 1) == 21.0
    assert document.styles["Normal"].font.name == "Times New Roman"
