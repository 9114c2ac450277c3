"""When two unit names probably mean the same unit: "UBND P. Phú La" and "UBND phường Phú La"."""

import re

from contest.rules.vietnamese import fold

# Longest first: an abbreviation may begin another. Only those that mean one thing.
_ABBREVIATIONS = {
    "thpt": "trung hoc pho thong",
    "thcs": "trung hoc co so",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tnhh": "trach nhiem huu han",
    "mttq": "mat tran to quoc",
    "pvhcc": "phuc vu hanh chinh cong",
    "cty": "cong ty",
    "vp": "van phong",
    "tt": "trung tam",
    "tp": "thanh pho",
    "th": "tieu hoc",
    "mn": "mam non",
    "bv": "benh vien",
    "dk": "dac khu",
    "p": "phuong",
    "x": "xa",
}
# The people's committee of a commune and the commune itself are one unit in a contest.
_SILENT = re.compile(r"^(uy ban nhan dan|hoi dong nhan dan va uy ban nhan dan)\s+(?=phuong|xa|dac khu|tinh|thanh pho)")


def name_key(name: str) -> str:
    """Equal for names that probably mean the same unit."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(name)).split()
    return _SILENT.sub("", " ".join(_ABBREVIATIONS.get(w, w) for w in words))
