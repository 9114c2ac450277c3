"""Reading a page as a browser's form does."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        name = at.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.values[name] = ""
        elif tag == "option" and self.select and ("selected" in at or self.select not in self.values):
            self.values[self.select] = at.get("value", "")
        elif tag == "input" and name:
            self._input(name, at)

    def _input(self, name: str, at: dict[str, str]) -> None:
        if at.get("type") not in {"checkbox", "radio"}:
            self.values[name] = at.get("value", "")
        elif "checked" in at:
            value, before = at.get("value", "on"), self.values.get(name)
            self.values[name] = (
                value if before is None else [*(before if isinstance(before, list) else [before]), value]
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data


def filled(page: str) -> dict[str, Any]:
    """Every control of the page with the value a browser would send (the page's forms together)."""
    form = _Form()
    form.feed(page)
    return form.values
