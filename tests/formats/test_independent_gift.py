"""Our GIFT as another program reads it: gift-pegjs, fetched for tests alone where node is installed."""

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from contest.formats import gift
from contest.rules.items import Item, LegalBasis, NumericAnswer

HERE = Path(__file__).resolve().parent.parent / "support" / "gift-reader"
CACHE = Path(sys.prefix) / "gift-reader"


@pytest.fixture(scope="module")
def understood():
    """items → what gift-pegjs makes of them, without the categories."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("node and npm are not installed")
    if not (CACHE / "node_modules" / "gift-pegjs").is_dir():
        CACHE.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, CACHE / name)
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        try:
            subprocess.run(command, cwd=CACHE, capture_output=True, check=True, timeout=60)
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"npm could not fetch gift-pegjs: {error}")

    def read(*items: Item):
        command = [node, HERE / "read.js", CACHE]
        done = subprocess.run(command, input=gift.write(items), capture_output=True, check=False, timeout=30)
        assert not done.returncode, done.stderr.decode()[-400:]
        return [question for question in json.loads(done.stdout) if question["type"] != "Category"]

    return read


BASIS = LegalBasis("Nghị định 61/2018/NĐ-CP", "Điều 5")
SIGNS = "Nếu {a} = b: 50% ~ #1 \\ thì //?"


def texts(question, field="choices"):
    return [choice["text"]["text"] for choice in question[field]]


def test_choices_keep_stem_options_key_weights_feedback_and_explanation(understood):
    one = Item("single_choice", SIGNS, ("Hà Nội", "x:y = {z}", "~#"), (1,), feedback=("", "đúng", ""), code="C-1",
               explanation="Vì thế", legal_basis=(BASIS,), topic="Thủ tục")  # fmt: skip
    several = Item("multiple_choice", "Chọn?", ("a", "b", "c"), (0, 2), weights=(75.0, -25.0, 25.0))
    first, second = understood(one, several)
    assert (first["type"], first["stem"]["text"], first["title"], first["id"]) == ("MC", SIGNS, "C-1", "C-1")
    assert texts(first) == list(one.options)
    assert [choice["isCorrect"] for choice in first["choices"]] == [False, True, False]
    assert first["choices"][1]["feedback"]["text"] == "đúng"
    assert first["globalFeedback"]["text"].startswith("Vì thế")
    assert texts(second) == ["a", "b", "c"]
    assert [choice["weight"] for choice in second["choices"]] == [75, -25, 25]


def test_statements_words_and_numbers_keep_their_answers(understood):
    judged, short, number = understood(
        Item("single_choice", "Đất tròn.", ("Đúng", "Sai"), (0,), explanation="nhìn từ xa"),
        Item("short_answer", "Ở đâu?", accepted=("biển", "Biển Đông"), weights=(50.0, 100.0)),
        Item("numerical", "Pi?", numbers=(NumericAnswer(Decimal("3.14"), Decimal("0.01")),)),
    )
    assert (judged["type"], judged["isTrue"]) == ("TF", True)
    assert texts(short) == ["biển", "Biển Đông"]
    assert [choice["weight"] for choice in short["choices"]] == [50, 100]
    assert number["choices"][0]["text"] == {"type": "range", "number": 3.14, "range": 0.01}


def test_pairs_and_essays_keep_their_texts(understood):
    matching, essay = understood(
        Item("matching", "Nối", pairs=(("a", "1"), ("b = c", "2 > 1"))),
        Item("essay", "Viết về xã.", explanation="gợi ý"),
    )
    pairs = [(pair["subquestion"]["text"], pair["subanswer"]) for pair in matching["matchPairs"]]
    assert pairs == [("a", "1"), ("b = c", "2 > 1")]
    assert (essay["type"], essay["stem"]["text"]) == ("Essay", "Viết về xã.")
