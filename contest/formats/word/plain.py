"""Text in the form that labels are matched in, character for character as long as the original."""

import unicodedata
from functools import lru_cache

# Letters of other alphabets, and punctuation, that look like what a label is written with.
_LOOKALIKES = {
    **dict(zip("АВСЕНКМОРТХаесорхΑΒΕΗΙΚΜΝΟΡΤΧ", "ABCEHKMOPTXaecopxABEHIKMNOPTX", strict=True)),
    "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ɖ": "D", "ɖ": "d", "․": ".", "。": ".", "．": ".", "：": ":", "）": ")",
    "（": "(", "∶": ":", "ː": ":", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
}  # fmt: skip


@lru_cache(maxsize=8192)
def _bare(char: str) -> str:
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    wide = unicodedata.normalize("NFKC", char)
    char = wide if len(wide) == 1 else char
    base = unicodedata.normalize("NFD", char)[0]
    return _LOOKALIKES.get(base, base)


def plain(text: str) -> str:
    """Without diacritics, full-width forms and look-alikes; case is kept."""
    return text if text.isascii() else "".join(map(_bare, text))
