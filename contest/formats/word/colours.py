"""Colours of text as marks: what is red, what is coloured at all."""

import colorsys
import re

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_PALE = 0.12  # saturation below which a shade is no colour
HIGHLIGHTS_OF_NOTHING = {"none", "white"}


def hue_name(code: str | None) -> str:
    """ "red" for any shade of red, "other" for any other clear colour, "" for black, grey and the like."""
    if not code or not _HEX.fullmatch(code):
        return ""
    hue, saturation, value = _hsv(code)
    if saturation < 0.35 or value < 0.3:
        return ""
    return "red" if (hue <= 17 or hue >= 338) and saturation >= 0.5 else "other"


def shade_name(code: str | None) -> str:
    """The fill's code where it can be seen against white paper."""
    if not code or not _HEX.fullmatch(code):
        return ""
    _, saturation, value = _hsv(code)
    return "" if saturation < _PALE and value > 0.94 else code.upper()


def _hsv(code: str) -> tuple[float, float, float]:
    """Hue in degrees, saturation and value 0..1."""
    red, green, blue = (int(code[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    return hue * 360, saturation, value
