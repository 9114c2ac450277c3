"""Vietnamese text in the fonts of before Unicode: TCVN3 (.VnTime …) and VNI (VNI-Times …).

Which encoding a run has is told by its font's name; the letters are then shapes at Latin-1 places.
"""

import unicodedata
from enum import StrEnum


class Encoding(StrEnum):
    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3-capitals"  # .VnTimeH and the like draw every letter as a capital
    VNI = "vni"


# TCVN 5712:1993 (VN3): one place for each small letter with its tone, capitals without tones.
_TCVN3 = dict(
    zip(
        "\xb8\xb5\xb6\xb7\xb9\xa8\xbe\xbb\xbc\xbd\xc6\xa9\xca\xc7\xc8\xc9\xcb\xae\xd0\xcc\xce\xcf\xd1\xaa\xd5\xd2\xd3\xd4\xd6"
        "\xdd\xd7\xd8\xdc\xde\xe3\xdf\xe1\xe2\xe4\xab\xe8\xe5\xe6\xe7\xe9\xac\xed\xea\xeb\xec\xee\xf3\xef\xf1\xf2\xf4\xad\xf8"
        "\xf5\xf6\xf7\xf9\xfd\xfa\xfb\xfc\xfe\xa1\xa2\xa7\xa3\xa4\xa5\xa6",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
# VNI: the plain letter, then a sign for its hat and tone; đ, ơ, ư, ỉ, ị, ĩ … have places of their own.
_VNI_ALONE = dict(
    zip("\xf1\xd1\xf4\xd4\xf6\xd6\xed\xcd\xe6\xc6\xf3\xd3\xf2\xd2\xec\xcc\xee\xce", "đĐơƠưƯíÍỉỈĩĨịỊìÌỵỴ", strict=True)
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _HAT, _BREVE = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323", "\u0302", "\u0306"
_VNI_SIGNS = {
    "\xf9": _ACUTE, "\xf8": _GRAVE, "\xfb": _HOOK, "\xf5": _TILDE, "\xef": _DOT,
    "\xe2": _HAT, "\xe1": _HAT + _ACUTE, "\xe0": _HAT + _GRAVE, "\xe5": _HAT + _HOOK, "\xe3": _HAT + _TILDE,
    "\xe4": _HAT + _DOT,
    "\xea": _BREVE, "\xe9": _BREVE + _ACUTE, "\xe8": _BREVE + _GRAVE, "\xfa": _BREVE + _HOOK, "\xfc": _BREVE + _TILDE,
    "\xeb": _BREVE + _DOT,
}  # fmt: skip
_VNI_SIGNS |= {sign.upper(): marks for sign, marks in _VNI_SIGNS.items()}
_VNI_BASES = frozenset("aeiouyAEIOUY\xf4\xd4\xf6\xd6")


def encoding_of(font: str) -> Encoding | None:
    """The old encoding that a font of this name is drawn for."""
    if font.lower().startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if font.endswith("H") else Encoding.TCVN3
    return Encoding.VNI if font.upper().startswith("VNI-") else None


def to_unicode(text: str, encoding: Encoding) -> str:
    if encoding is Encoding.VNI:
        return _from_vni(text)
    converted = "".join(_TCVN3.get(char, char) for char in text)
    return converted.upper() if encoding is Encoding.TCVN3_CAPITALS else converted


def _from_vni(text: str) -> str:
    out: list[str] = []
    previous = ""
    for char in text:
        marks = _VNI_SIGNS.get(char)
        if marks and previous in _VNI_BASES:
            out[-1] = unicodedata.normalize("NFC", out[-1] + marks)
            previous = ""
        else:
            out.append(_VNI_ALONE.get(char, char))
            previous = char
    return "".join(out)
