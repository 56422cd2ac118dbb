"""The figures of a document, tried out one by one before anything is made of them.

A picture may be broken, a bomb, or no picture at all; then the document is made without it and
says so in its place.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from service.document.formats import limits
from service.document.formats.typesetting import try_figures
from service.document.formats.weighing import ExportTooLarge

#: The first bytes of each kind of picture that can be shown, and the ending it gets.
_KINDS: Final = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
#: How far into a file an SVG's first element is looked for.
_SVG_HEAD: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that can be shown."""

    #: Its name in the folder in which the file is made: "figure-1.png".
    file: str
    #: Its natural width and height in points, one point a picture element.
    width: float
    height: float


def lay_out(figures: Mapping[str, bytes], root: Path) -> dict[str, Figure]:
    """Write the usable figures into `root` as plain files; by the path that the text uses.

    Beside each lies the same as PNG: `Figure.file` + ".png". Raises `ExportTooLarge`.
    """
    if sum(len(data) for data in figures.values()) > limits.FIGURES_BYTES:
        raise ExportTooLarge(what=f"its figures have more than {limits.FIGURES_BYTES >> 20} MB")
    files = {}
    for number, (path, data) in enumerate(sorted(figures.items()), start=1):
        kind = _kind(data)
        if kind is not None and _reasonable(data, kind):
            files[path] = f"figure-{number}.{kind}"
            (root / files[path]).write_bytes(data)
    tried = try_figures(list(files.values()), root=root)
    return {path: _figure(file, tried[file]) for path, file in files.items() if _good(tried[file])}


def _figure(file: str, found: dict[str, Any]) -> Figure:
    return Figure(file=file, width=found["width"], height=found["height"])


def _good(found: dict[str, Any]) -> bool:
    return "error" not in found and found["width"] > 0 and found["height"] > 0


def _kind(data: bytes) -> str | None:
    for start, kind in _KINDS.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "svg" if b"<svg" in data[:_SVG_HEAD] else None


def _reasonable(data: bytes, kind: str) -> bool:
    """Whether a figure is small enough to be opened at all: a tiny file may claim a huge canvas."""
    if len(data) > limits.FIGURE_BYTES:
        return False
    if kind == "png" and len(data) >= 24:
        width, height = struct.unpack(">LL", data[16:24])
        return bool(width * height <= limits.FIGURE_PIXELS)
    if kind == "gif" and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return bool(width * height <= limits.FIGURE_PIXELS)
    return True
