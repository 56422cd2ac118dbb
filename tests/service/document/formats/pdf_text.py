"""The words of a PDF, in the order in which they are drawn, from its own tables of characters."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def text_of(pdf: bytes) -> str:
    """All words of a PDF; spaces and line ends are those of its drawing operators."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return "\n".join(page_text(page) for page in file.pages)


def page_text(page: pikepdf.Page) -> str:
    """The words of one page."""
    return "".join(_words(page, page.obj["/Resources"]))


def _words(stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> Iterator[str]:
    font: dict[bytes, str] = {}
    for step in pikepdf.parse_content_stream(stream):
        operands: Any = step.operands
        match str(step.operator):
            case "Tf":
                font = _characters(resources["/Font"][str(operands[0])])
            case "Tj":
                yield _decoded(bytes(operands[0]), font)
            case "TJ":
                yield "".join(
                    _decoded(bytes(part), font)
                    for part in operands[0]
                    if isinstance(part, pikepdf.String)
                )
            case "ET":
                yield "\n"
            case "Do":
                form = resources["/XObject"][str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    yield from _words(form, form.get("/Resources", resources))


def _decoded(data: bytes, font: dict[bytes, str]) -> str:
    return "".join(font.get(data[n : n + 2], "?") for n in range(0, len(data), 2))


def _characters(font: pikepdf.Object) -> dict[bytes, str]:
    table = bytes(font["/ToUnicode"].read_bytes())
    found = {}
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.S):
        for code, words in _PAIR.findall(section):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(words.decode()).decode("utf-16-be")
    return found
