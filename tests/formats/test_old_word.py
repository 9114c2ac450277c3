"""Old Word files through LibreOffice: run for real where it is installed."""

import io
import shutil
import socket
import subprocess
import zipfile

import pytest

from contest.formats.confined import Limits, read_confined
from contest.formats.limits import ContentLimits
from contest.rules.refusals import Refused
from tests.formats.word.paper import RED, options, paper

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (libreoffice-writer-nogui)")


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """One paper of ours as .doc, .odt and .rtf."""
    folder = tmp_path_factory.mktemp("old")
    document = paper(
        "Câu 1. Thủ đô là?", *options(1, mark={"colour": RED}), "Câu 2. Biển ở?", *options(2, mark={"bold": True})
    )
    document.save(folder / "bank.docx")
    made = {}
    for kind in ("doc", "odt", "rtf"):
        command = [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run(
            [*command, "--outdir", folder, folder / "bank.docx"], capture_output=True, check=True, timeout=120
        )
        made[kind] = (folder / f"bank.{kind}").read_bytes()
    return made


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_labels_and_red_keys_survive_the_conversion(old, kind):
    first, second = read_confined(f"bank.{kind}", old[kind], Limits()).entries
    assert (first.item.stem, first.item.options, first.item.key) == (
        "Thủ đô là?",
        ("Huế", "Hà Nội", "Vinh", "Đà Lạt"),
        (1,),
    )
    assert (second.item.key, second.problems) == ((2,), ())


@needs_office
def test_a_linked_picture_is_not_fetched(old):
    asked = socket.create_server(("127.0.0.1", 0))
    asked.settimeout(0.5)
    address = f"http://127.0.0.1:{asked.getsockname()[1]}/a.png"
    link = f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{address}" '
    link += 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old["odt"])) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "content.xml":
                content = content.replace(b"</text:p>", link.encode() + b"</text:p>", 1)
            target.writestr(name, content)
    assert read_confined("bank.odt", out.getvalue(), Limits()).entries
    with asked, pytest.raises(TimeoutError):
        asked.accept()


@needs_office
def test_a_conversion_that_takes_too_long_is_refused(old):
    with pytest.raises(Refused, match="conversion_failed"):
        read_confined("bank.doc", old["doc"], Limits(content=ContentLimits(conversion=0)))


def test_without_libreoffice_the_refusal_says_what_to_do(monkeypatch):
    from contest.formats import old_word
    from contest.wording import say

    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(Refused, match="old_word_file") as refused:
        old_word.read(b"{\\rtf1 x}")
    assert ".docx" in say(refused.value.code, **refused.value.details)
