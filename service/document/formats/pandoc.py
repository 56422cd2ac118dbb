"""pandoc: always in its sandbox, always apart, reading Markdown, Word and its own JSON alone.

The 3.9 that belongs to `pypandoc_binary` is used, never one that the machine happens to have.
"""

import json
from pathlib import Path
from typing import Any, Final

import pypandoc

from service.document.formats import limits
from service.document.formats.confined import run
from service.document.formats.weighing import ExportRefused, ExportTooLarge

#: GitHub's Markdown with footnotes and captions; no raw HTML, mathematics, emoji names or TeX.
READER: Final = (
    "gfm+attributes+definition_lists+implicit_figures-raw_html-emoji-tex_math_dollars-tex_math_gfm"
)
_HERE: Final = Path(__file__).parent
#: What pandoc ends with when its heap is full (GHC's exit code for heap exhaustion).
_HEAP_FULL: Final = 251


def to_typst(markdown: str, folder: Path, *, seconds: float | None = None) -> str:
    """The Markdown as source for typst, in our template. `folder` is as for `_convert`."""
    arguments = [
        *("-f", READER, "-t", "typst", "--wrap=preserve"),
        *("-L", str(_HERE / "clean.lua"), "-L", str(_HERE / "typst.lua")),
        *("--template", str(_HERE / "template.typ")),
    ]
    return _convert(arguments, markdown.encode(), folder, seconds).decode()


def to_json(markdown: str, folder: Path, *, seconds: float | None = None) -> dict[str, Any]:
    """The Markdown as pandoc's document tree, cleaned and with our styles named."""
    filters = ["-L", str(_HERE / "clean.lua"), "-L", str(_HERE / "word.lua")]
    arguments = ["-f", READER, "-t", "json", *filters]
    tree: dict[str, Any] = json.loads(_convert(arguments, markdown.encode(), folder, seconds))
    return tree


def to_word(tree: dict[str, Any], folder: Path, *, seconds: float | None = None) -> bytes:
    """A document tree as a Word file in the styles of our reference document."""
    reference = str(_HERE / "reference.docx")
    arguments = ["-f", "json", "-t", "docx", "--reference-doc", reference, "-o", "-"]
    return _convert(arguments, json.dumps(tree).encode(), folder, seconds)


def of_word(content: bytes, folder: Path, *, seconds: float | None = None) -> str:
    """A Word file as Markdown; `folder` holds what `word_in.lua` asks for: `known.json`."""
    arguments = [
        *("-f", "docx+styles", "-t", "gfm-raw_html-tex_math_dollars-tex_math_gfm+footnotes"),
        *("--wrap=none", "-L", str(_HERE / "word_in.lua")),
    ]
    return _convert(arguments, content, folder, seconds).decode()


def _convert(arguments: list[str], sent: bytes, folder: Path, seconds: float | None) -> bytes:
    """Run pandoc in `folder`, which holds what its filter asks for: `known.json`.

    Raises `ExportTimedOut`, `ExportTooLarge` (its memory is full) or `ExportRefused`.
    """
    heap = ("+RTS", f"-M{limits.PANDOC_HEAP}", "-RTS")
    program = [pypandoc.get_pandoc_path(), *heap, "--sandbox", *arguments]
    finished = run(program, sent, folder=folder, seconds=seconds)
    if finished.code == _HEAP_FULL:
        raise ExportTooLarge(what="taking it apart needs more memory than an export may have")
    if finished.code != 0:
        raise ExportRefused(
            reason="its Markdown could not be taken apart", detail=finished.complaint
        )
    return finished.output
