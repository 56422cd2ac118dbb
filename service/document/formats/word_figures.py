"""Figures inside the document tree that becomes a Word file, as data and at a sensible size."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from service.document.formats.figures import Figure

#: What Word shows as it is; everything else is redrawn as PNG.
_KEPT: Final = {".png": "image/png", ".jpg": "image/jpeg"}
#: Room on a page, in points: the width of the text, and a height that leaves place for a caption.
_WIDTH: Final = 447.0
_HEIGHT: Final = 411.0
#: Points a picture element: 96 of them are an inch, as on the screen.
_SCALE: Final = 0.75


def embed_figures(tree: Mapping[str, Any], root: Path, figures: Mapping[str, Figure]) -> None:
    """Put the bytes of each figure in `root` into the tree, in place."""
    known = {figure.file: figure for figure in figures.values()}
    for image in _images(tree["blocks"]):
        attributes, _, target = image["c"]
        figure = known[target[0]]
        target[0] = _data(root, figure.file)
        named = dict(attributes[2])
        named["width"] = _width(figure, named.get("width"))
        attributes[2] = [[name, value] for name, value in named.items()]


def _images(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - pandoc's tree is any JSON
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            if current.get("t") == "Image":
                yield current
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)


def _data(root: Path, file: str) -> str:
    kind = _KEPT.get(Path(file).suffix)
    data = (root / (file if kind else f"{file}.png")).read_bytes()
    return f"data:{kind or 'image/png'};base64,{base64.b64encode(data).decode()}"


def _width(figure: Figure, share: str | None) -> str:
    """The width in inches: as large as on the screen, no larger than the page has room for."""
    wished = figure.width * _SCALE
    if share is not None:
        wished = _WIDTH * float(share.removesuffix("%")) / 100
    points = min(wished, _WIDTH, _HEIGHT * figure.width / figure.height)
    return f"{points / 72:.3f}in"
