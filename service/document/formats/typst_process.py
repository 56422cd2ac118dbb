"""The process in which typst runs: one order on standard input, one answer on standard output.

Run by path, never imported: `python -I typst_process.py`. The order is a line of JSON followed by
the source; the answer is a line of JSON, followed by the PDF. What an order holds: `typesetting.py`
says it. The working directory is the root: typst reads nothing outside it, and
it holds the figures alone.
"""

import datetime
import json
import struct
import sys
from typing import IO, Any

import typst

#: PDF/UA-1 for people who cannot see the page, PDF/A-2a for people in fifty years.
STANDARDS: list[Any] = ["ua-1", "a-2a"]
#: Dots an inch of a figure redrawn for Word: crisp in print at the width of a page.
FIGURE_PPI = 216.0


def main() -> None:
    """Carry out the order."""
    order = json.loads(sys.stdin.buffer.readline())
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[order["fonts"]])
    if "figures" in order:
        _try_figures(order["figures"], fonts, sys.stdout.buffer)
    else:
        _typeset(order, fonts, sys.stdin.buffer.read(), sys.stdout.buffer)


def _typeset(order: dict[str, Any], fonts: typst.Fonts, source: bytes, answer: IO[bytes]) -> None:
    compiler = typst.Compiler(root=".", font_paths=fonts, sys_inputs=order["inputs"])
    moment = datetime.datetime.fromtimestamp(order["moment"], datetime.UTC)
    try:
        pdf = compiler.compile(source, pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        _say(answer, {"error": error.message})
        return
    _say(answer, {})
    answer.write(_bytes(pdf))


def _try_figures(names: list[str], fonts: typst.Fonts, answer: IO[bytes]) -> None:
    """Say of each figure whether a PDF can hold it; redrawn ones are written beside it as PNG."""
    compiler = typst.Compiler(root=".", font_paths=fonts)
    for name in names:
        try:
            _say(answer, {"name": name, **_try_figure(name, compiler)})
        except (typst.TypstError, OSError, struct.error) as error:
            _say(answer, {"name": name, "error": str(error)})


def _try_figure(name: str, compiler: typst.Compiler) -> dict[str, float]:
    page = "#set page(width: auto, height: auto, margin: 0pt)"
    source = f'#set document(title: [x])\n{page}\n#image("{name}", alt: "x")'.encode()
    compiler.compile(source, pdf_standards=STANDARDS)
    png = _bytes(compiler.compile(source, format="png", ppi=FIGURE_PPI))
    with open(f"{name}.png", "wb") as file:  # noqa: PTH123 - nothing but what typst needs
        file.write(png)
    width, height = struct.unpack(">LL", png[16:24])
    return {"width": width * 72 / FIGURE_PPI, "height": height * 72 / FIGURE_PPI}


def _bytes(made: bytes | list[bytes] | None) -> bytes:
    """What typst made, which is one file where the document has one page or the format is PDF."""
    return made if isinstance(made, bytes) else b"".join(made or [])


def _say(answer: IO[bytes], words: dict[str, Any]) -> None:
    answer.write(json.dumps(words).encode() + b"\n")
    answer.flush()


if __name__ == "__main__":
    main()
