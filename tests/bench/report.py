"""The tables of `docs/hieu-nang.md`, in Vietnamese, written between its two marks."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench import details
from tests.bench.results import Results
from tests.bench.targets import TARGETS, Target
from tests.bench.words import number, table

BEGIN, END = "<!-- số đo: bắt đầu -->", "<!-- số đo: kết thúc -->"
_NOT_YET = "chưa đo"


def targets_table(flat: Mapping[str, Any]) -> str:
    """What was promised and what was measured, from the flat figures alone."""
    rows = [_target_row(target, flat) for target in TARGETS]
    rows.append(_place_ratio(flat))
    return table(("Chỉ số", "Đo được (ít nhất – nhiều nhất)", "Phải đạt", "Mong đạt", "So sánh"), rows)


def _target_row(target: Target, flat: Mapping[str, Any]) -> Sequence[str]:
    sign = "≥" if target.more else "≤"
    bounds = [f"{sign} {number(bound)}" for bound in (target.must, target.aim)]
    if target.key not in flat:
        return (target.title, _NOT_YET, *bounds, target.peer_name)
    value, least, most = (float(flat[target.key + end]) for end in ("", "_min", "_max"))
    mark = "✓✓" if target.meets(value, target.aim) else "✓" if target.meets(value, target.must) else "✗"
    ratio = target.ratio(value)
    peer = f"{target.peer_name}; gấp {number(ratio)} lần" if ratio else target.peer_name
    return (target.title, f"**{number(value)}** ({number(least)} – {number(most)}) {mark}", *bounds, peer)


def _place_ratio(flat: Mapping[str, Any]) -> Sequence[str]:
    title, small, large = "“Hạng của tôi”: p95 ở 1.000.000 ÷ ở 1.000 người", "place_p95_ms_1k", "place_p95_ms_1m"
    if small not in flat or large not in flat:
        return (title, _NOT_YET, "≤ 2", "≤ 1,3", "")
    ratio = float(flat[large]) / max(float(flat[small]), 0.001)
    mark = "✓✓" if ratio <= 1.3 else "✓" if ratio <= 2 else "✗"
    return (title, f"**{number(ratio)}** {mark}", "≤ 2", "≤ 1,3", "")


def whole(results: Results, flat: Mapping[str, Any], machine: str) -> str:
    """Everything between the marks."""
    told = [f"Đo ngày {flat['date']}, phiên bản `{str(flat['commit'])[:12]}`, trên {machine}."]
    other = {part: mark[:12] for part, mark in results.commits.items() if mark != flat["commit"]}
    if other:
        told.append("Đo ở phiên bản khác: " + ", ".join(f"{part} `{mark}`" for part, mark in other.items()) + ".")
    told.append("✓✓ đạt mức mong muốn, ✓ đạt mức bắt buộc, ✗ chưa đạt. Số đậm là lần đo ở giữa.")
    return "\n\n".join([*told, targets_table(flat), *_parts(details.sections(results))])


def _parts(sections: Iterable[tuple[str, str]]) -> Iterable[str]:
    for title, content in sections:
        if content:
            yield f"### {title}\n\n{content}"


def write(page: Path, content: str) -> None:
    """Put the tables between the marks of the page."""
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{content}\n\n{END}{after}")
