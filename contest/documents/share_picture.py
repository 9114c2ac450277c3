"""The picture that a messenger shows for a shared result: 1200 × 630 pixels, PNG."""

from dataclasses import dataclass

from contest.documents.typeset import typeset


@dataclass(frozen=True)
class SharePicture:
    """Words as they are shown; `figures` are (value, name), three at most."""

    site: str
    contest: str
    name: str
    where: str
    figures: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        values = {
            "site": self.site,
            "contest": self.contest,
            "name": self.name,
            "where": self.where,
            "figures": [{"value": value, "name": name} for value, name in self.figures[:3]],
        }
        return typeset("share_picture.typ", values, kind="png")
