"""Typst: values into a template beside this module, a PDF or a picture out of it.

Only the fonts that come with the installation are used, so that a document looks alike everywhere.
"""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

_FOLDER = Path(__file__).parent


def typeset(template: str, values: Mapping[str, Any], *, kind: Literal["pdf", "png"], ppi: int = 72) -> bytes:
    """`values` reach the template as JSON, so that nothing a person typed is read as markup.

    `ppi` is the resolution of a PNG: at 72 a point is a pixel.
    """
    import typst

    data = json.dumps(values, ensure_ascii=False)
    made = typst.compile(
        _FOLDER / template,
        root=_FOLDER,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        format=kind,
        ppi=ppi,
        sys_inputs={"data": data},
    )
    if not isinstance(made, bytes):
        raise ValueError(f"{template} does not fit one page")
    return made


def _font_folders() -> list[Path]:
    package = find_spec("font_source_sans_pro")
    if package is None or package.origin is None:
        return []
    return [Path(package.origin).parent / "files"]
