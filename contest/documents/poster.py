"""A poster that leads to a contest: QR code, address in letters, how to enter, when the rounds are open."""

import io
from dataclasses import dataclass

from contest.documents.typeset import typeset

EXTENSION = "pdf"
MOST_ROUNDS = 6  # more would push the page over its end


@dataclass(frozen=True)
class Poster:
    """Words as they are printed; `rounds` are (name, when it is open)."""

    unit: str
    contest: str
    call: str
    or_type: str
    address: str
    steps: tuple[str, ...]
    rounds: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        values = {
            "unit": self.unit,
            "contest": self.contest,
            "call": self.call,
            "or_type": self.or_type,
            "address": self.address.partition("://")[2] or self.address,
            "steps": list(self.steps),
            "rounds": [{"name": name, "window": window} for name, window in self.rounds[:MOST_ROUNDS]],
            "qr": qr_svg(self.address),
        }
        return typeset("poster.typ", values, kind="pdf")


def qr_svg(address: str) -> str:
    """The address as a QR code that still reads when a fifth of it is dirty (error level Q)."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True
    )
    return out.getvalue().decode()
